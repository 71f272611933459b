//! Texts with a fixed form: times, media types, Base64.

use crate::spec::is_digits;

/// Returns why a text is not a time in RFC 3339 that is unchanged by reading and writing.
pub fn time_problem(text: &str) -> Option<String> {
    const LIKE: &str = "a time looks like `2021-09-07T09:20:51Z`";
    let Some((date, time)) = text.split_once('T') else {
        return Some(LIKE.to_owned());
    };
    let Some(zone) = time.find(['Z', '+', '-']) else {
        return Some(format!("{LIKE}, with `Z` or an offset at its end"));
    };
    let (time, zone) = time.split_at(zone);
    let (time, fraction) = match time.split_once('.') {
        Some((time, fraction)) => (time, Some(fraction)),
        None => (time, None),
    };
    let (Some([year, month, day]), Some([hour, minute, second])) =
        (numbers(date, '-', [4, 2, 2]), numbers(time, ':', [2, 2, 2]))
    else {
        return Some(LIKE.to_owned());
    };
    if !(1..=12).contains(&month) || day == 0 || day > days(year, month) {
        return Some("the day does not exist".to_owned());
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Some("the time of day does not exist".to_owned());
    }
    fraction
        .and_then(fraction_problem)
        .or_else(|| zone_problem(zone))
}

/// Parses numbers with a fixed number of digits, between separators.
fn numbers<const N: usize>(text: &str, separator: char, widths: [usize; N]) -> Option<[u32; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, width) in numbers.iter_mut().zip(widths) {
        let part = parts
            .next()
            .filter(|part| part.len() == width && is_digits(part))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

fn days(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn fraction_problem(fraction: &str) -> Option<String> {
    if !is_digits(fraction) {
        Some("digits are missing after the point".to_owned())
    } else if fraction.len() > 9 {
        Some("times are exact to the nanosecond; further digits would be lost".to_owned())
    } else if fraction.ends_with('0') {
        Some("trailing zeros of its fraction would be removed".to_owned())
    } else {
        None
    }
}

fn zone_problem(zone: &str) -> Option<String> {
    if zone == "Z" {
        return None;
    }
    let offset = zone.strip_prefix(['+', '-']);
    let offset = offset.and_then(|offset| numbers(offset, ':', [2, 2]));
    match offset {
        None => Some("its offset looks like `+08:00`".to_owned()),
        Some([0, 0]) => Some("its offset would be written as `Z`".to_owned()),
        Some([0..=23, 0..=59]) => None,
        Some(_) => Some("the offset does not exist".to_owned()),
    }
}

/// Returns whether a text is a media type, with or without parameters.
pub(super) fn is_media_type(text: &str) -> bool {
    let mut parts = text.split(';').map(str::trim);
    let essence = parts.next().and_then(|essence| essence.split_once('/'));
    let is_parameter = |parameter: &str| {
        parameter
            .split_once('=')
            .is_some_and(|(name, value)| is_token(name) && is_token(value.trim_matches('"')))
    };
    essence.is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
        && parts.all(is_parameter)
}

fn is_token(text: &str) -> bool {
    let is_token_char = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    !text.is_empty() && text.chars().all(is_token_char)
}

/// Returns why a text is not Base64: standard alphabet, padded, no stray bits.
pub(super) fn base64_problem(text: &str) -> Option<&'static str> {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let value = |c: char| match c {
        'A'..='Z' => Some(u32::from(c) - u32::from('A')),
        'a'..='z' => Some(u32::from(c) - u32::from('a') + 26),
        '0'..='9' => Some(u32::from(c) - u32::from('0') + 52),
        '+' => Some(62),
        '/' => Some(63),
        _ => None,
    };
    if digits.chars().any(|c| value(c).is_none()) {
        return Some("it has characters outside the standard Base64 alphabet");
    }
    if !text.len().is_multiple_of(4) || padding > 2 {
        return Some("its length is not a multiple of four, as in padded Base64");
    }
    let last = digits.chars().last().and_then(value).unwrap_or_default();
    let unused = match padding {
        1 => 0b11,
        2 => 0b1111,
        _ => 0,
    };
    (last & unused != 0).then_some("its last digit has bits beyond the last byte")
}

#[cfg(test)]
mod tests {
    use super::{base64_problem, is_media_type, time_problem};

    #[test]
    fn times() {
        for time in [
            "2021-09-07T09:20:51Z",
            "2024-02-29T00:00:00.123456789+08:00",
            "0000-01-01T23:59:59-23:59",
        ] {
            assert_eq!(time_problem(time), None, "{time}");
        }
        for (time, part) in [
            ("", "looks like"),
            ("2021-09-07", "looks like"),
            ("2021-09-07 09:20:51Z", "looks like"),
            ("2021-9-7T09:20:51Z", "looks like"),
            ("２021-09-07T09:20:51Z", "looks like"),
            ("2021-09-07T09:20Z", "looks like"),
            ("2021-09-07T09:20:51", "`Z`"),
            ("2021-09-07t09:20:51z", "looks like"),
            ("2023-02-29T00:00:00Z", "day does not exist"),
            ("1900-02-29T00:00:00Z", "day does not exist"),
            ("2021-13-01T00:00:00Z", "day does not exist"),
            ("2021-09-07T24:00:00Z", "time of day does not exist"),
            ("2021-09-07T09:20:60Z", "time of day does not exist"),
            ("2021-09-07T09:20:51.Z", "digits are missing"),
            ("2021-09-07T09:20:51.50Z", "zeros"),
            ("2021-09-07T09:20:51.1234567891Z", "nanosecond"),
            ("2021-09-07T09:20:51+00:00", "as `Z`"),
            ("2021-09-07T09:20:51+8:00", "`+08:00`"),
            ("2021-09-07T09:20:51+24:00", "offset does not exist"),
            ("2021-09-07T09:20:51Z08:00", "`+08:00`"),
            ("2021-09-07T09:20:51Zulu", "`+08:00`"),
        ] {
            assert!(
                time_problem(time).is_some_and(|found| found.contains(part)),
                "{time}: {:?}",
                time_problem(time)
            );
        }
    }

    #[test]
    fn media_types() {
        assert!(
            [
                "image/png",
                "text/plain; charset=utf-8",
                "application/vnd.x+json"
            ]
            .into_iter()
            .all(is_media_type)
        );
        assert!(
            !["", "png", "image/", "image/png;", "image/p ng", "图/png"]
                .into_iter()
                .any(is_media_type)
        );
    }

    #[test]
    fn base64() {
        assert!(
            ["", "Zg==", "Zm8=", "Zm9v", "+/+/"]
                .into_iter()
                .all(|text| base64_problem(text).is_none())
        );
        assert!(
            [
                "Zg", "Zh==", "Zm9=", "====", "Z===", "Zm9v\n", "Zm-_", "Z=g="
            ]
            .into_iter()
            .all(|text| base64_problem(text).is_some())
        );
    }
}
