//! Texts with a fixed form: times, media types and Base64.
//!
//! The crate `time` could check times too, but every clean build of the client would compile it a second time, for
//! the build script: 4.6 s of CPU, measured.

use base64::DecodeError;
use base64::prelude::{BASE64_STANDARD, Engine};

use crate::spec::is_digits;

/// Returns why a text is not a time in RFC 3339 that is unchanged by reading and writing.
#[must_use]
pub fn time_problem(text: &str) -> Option<String> {
    time(text).err().map(str::to_owned)
}

fn time(text: &str) -> Result<(), &'static str> {
    const LIKE: &str = "a time looks like `2021-09-07T09:20:51Z`";
    const ZONE: &str = "a time looks like `2021-09-07T09:20:51Z`, with `Z` or an offset at its end";
    let (_, time) = text.split_once('T').ok_or(LIKE)?;
    let zone = written_time(text, LIKE)?;
    let time = time.strip_suffix(zone).unwrap_or(time);
    match zone {
        _ if time.split(':').count() < 3 => Err(LIKE),
        "" => Err(ZONE),
        _ if time.contains('.') && time.ends_with('0') => {
            Err("trailing zeros of its fraction would be removed")
        }
        "Z" => Ok(()),
        _ => offset(zone),
    }
}

fn offset(zone: &str) -> Result<(), &'static str> {
    match offset_parts(zone) {
        None => Err("its offset looks like `+08:00`"),
        Some([0, 0]) => Err("its offset would be written as `Z`"),
        Some([0..=23, 0..=59]) => Ok(()),
        Some(_) => Err("the offset does not exist"),
    }
}

fn offset_parts(zone: &str) -> Option<[u32; 2]> {
    numbers(zone.strip_prefix(['+', '-'])?, ':', [2, 2])
}

/// Returns the minutes of an offset like `+08:00`.
#[must_use]
pub fn utc_offset(text: &str) -> Option<i16> {
    let [hours, minutes] = offset_parts(text)?;
    let minutes = (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)?;
    let minutes = i16::try_from(minutes).ok()?;
    Some(if text.starts_with('-') {
        -minutes
    } else {
        minutes
    })
}

/// Returns why a text is not a time without offset in a form that the platform writes.
#[must_use]
pub fn local_time_problem(text: &str) -> Option<String> {
    const LIKE: &str = "a time in the platform's zone looks like `2021-09-07 17:20:51`";
    let problem = match written_time(text, LIKE) {
        Ok("") => return None,
        Ok(_) => "it has an offset; the type of such times is `offset_time`",
        Err(problem) => problem,
    };
    Some(problem.to_owned())
}

/// Returns why a text is not a time with an offset in a form that the platform writes.
#[must_use]
pub fn offset_time_problem(text: &str) -> Option<String> {
    const LIKE: &str = "a time with an offset looks like `2021-09-07T17:20:51+0800`";
    let zone = match written_time(text, LIKE) {
        Ok("Z") => return None,
        Ok("") => {
            return Some("it has no offset; the type of such times is `local_time`".to_owned());
        }
        Ok(zone) => zone,
        Err(problem) => return Some(problem.to_owned()),
    };
    let colon = match zone.split_at_checked(3) {
        Some((hours, minutes)) if !minutes.starts_with(':') => format!("{hours}:{minutes}"),
        Some(_) | None => zone.to_owned(),
    };
    let problem = match utc_offset(&colon) {
        None => "its offset looks like `+0800`",
        Some(0) if zone.starts_with('-') => "its offset would be written with a plus sign",
        Some(_) => return None,
    };
    Some(problem.to_owned())
}

/// Checks the date and the time of day of a time in any form that the platform writes, and returns the rest.
fn written_time<'t>(text: &'t str, like: &'static str) -> Result<&'t str, &'static str> {
    let (date, time) = text.split_once([' ', 'T']).ok_or(like)?;
    let (time, zone) = time.split_at(time.find(['Z', '+', '-']).unwrap_or(time.len()));
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let date = numbers(date, '-', [4, 2, 2]).ok_or(like)?;
    let clock = match numbers(clock, ':', [2, 2]) {
        Some([hour, minute]) if time == clock => [hour, minute, 0],
        Some(_) | None => numbers(clock, ':', [2, 2, 2]).ok_or(like)?,
    };
    match clock {
        _ if !is_day(date) => Err("the day does not exist"),
        [0..=23, 0..=59, 0..=59] if !is_digits(fraction) => {
            Err("digits are missing after the point")
        }
        [0..=23, 0..=59, 0..=59] if fraction.len() > 9 => {
            Err("times are exact to the nanosecond; further digits would be lost")
        }
        [0..=23, 0..=59, 0..=59] => Ok(zone),
        _ => Err("the time of day does not exist"),
    }
}

/// Returns why a text is not a date.
#[must_use]
pub fn date_problem(text: &str) -> Option<String> {
    match numbers(text, '-', [4, 2, 2]) {
        None => Some("a date looks like `2021-09-07`".to_owned()),
        Some(date) => (!is_day(date)).then(|| "the day does not exist".to_owned()),
    }
}

/// Parses numbers with a fixed number of digits, between separators.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, width) in numbers.iter_mut().zip(widths) {
        let part = parts.next()?;
        let digits = Some(part).filter(|part| part.len() == width && is_digits(part));
        *number = digits?.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

fn is_day([year, month, day]: [u32; 3]) -> bool {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// Returns whether a text is a media type, with or without parameters.
#[must_use]
pub fn is_media_type(text: &str) -> bool {
    let mut parts = text.split(';').map(str::trim);
    let essence = parts.next().and_then(|essence| essence.split_once('/'));
    let is_parameter = |parameter: &str| {
        let parts = parameter.split_once('=');
        parts.is_some_and(|(name, value)| is_token(name) && is_token(value.trim_matches('"')))
    };
    essence.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && parts.all(is_parameter)
}

fn is_token(text: &str) -> bool {
    let is_token_char = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_token_char)
}

/// Returns why a text is not Base64: standard alphabet, padded, no stray bits.
pub fn base64_problem(text: &str) -> Option<&'static str> {
    Some(match BASE64_STANDARD.decode(text).err()? {
        DecodeError::InvalidByte(_, b'=')
        | DecodeError::InvalidLength(_)
        | DecodeError::InvalidPadding => {
            "its length is not a multiple of four, as in padded Base64"
        }
        DecodeError::InvalidByte(..) => "it has characters outside the standard Base64 alphabet",
        DecodeError::InvalidLastSymbol { .. } => "its last digit has bits beyond the last byte",
    })
}
