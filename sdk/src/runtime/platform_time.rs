//! Times that are written like the platform writes them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

use crate::generated::platform::PLATFORM;

/// A time that the platform writes without an offset, in its own zone, or with an offset in a form of its own.
///
/// It dereferences to [`OffsetDateTime`] and converts to and from it. `Display`, and parameters of calls, keep the
/// form in which it was received. Comparisons ignore the form.
///
/// ```
/// use bge_private_sdk::{OffsetDateTime, PlatformTime};
///
/// let time = PlatformTime::parse("2021-09-07T17:20:51+0800")?;
/// assert_eq!(time.unix_timestamp(), 1631006451);
/// assert_eq!(time.to_string(), "2021-09-07T17:20:51+0800");
/// let time = PlatformTime::from(OffsetDateTime::UNIX_EPOCH);
/// assert_eq!(time.to_string(), "1970-01-01T00:00:00Z");
/// # Ok::<(), bge_private_sdk::NotAPlatformTime>(())
/// ```
#[derive(Clone, Copy)]
pub struct PlatformTime {
    time: OffsetDateTime,
    /// `None` for times that the platform did not write.
    form: Option<Form>,
}

/// The form of a time as text.
#[derive(Clone, Copy)]
struct Form {
    separator: char,
    /// The number of digits of the fraction, or `None` if the seconds are absent.
    places: Option<u8>,
    zone: Zone,
}

/// The form of an offset.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// The platform's own zone, which is not written.
    Local,
    /// `Z`
    Utc,
    /// `+0800`
    Basic,
    /// `+08:00`
    Extended,
}

impl Form {
    /// `2021-09-07 17:20:51`
    const LOCAL: Self = Self {
        separator: ' ',
        places: Some(0),
        zone: Zone::Local,
    };
}

impl PlatformTime {
    /// Parses a time in one of the platform's forms, such as `2021-09-07 17:20:51`, which is in the platform's zone,
    /// or `2021-09-07T17:20:51.123456+0800`.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is of another form.
    pub fn parse(text: &str) -> Result<Self, NotAPlatformTime> {
        parse(text).ok_or(NotAPlatformTime)
    }

    /// Returns the text in the platform's zone. A time that the platform did not write so is exact to the second.
    pub(super) fn local_text(&self) -> String {
        match self.form {
            Some(form) if form.zone == Zone::Local => written(self.time, form),
            Some(_) | None => match self.time.checked_to_offset(zone()) {
                Some(time) => written(time, Form::LOCAL),
                None => self.time.to_string(),
            },
        }
    }

    /// Returns the text with an offset. A time that the platform did not write so is exact to the microsecond.
    pub(super) fn offset_text(&self) -> String {
        let form = self.form.filter(|form| form.zone != Zone::Local);
        let places = if self.time.microsecond() == 0 { 0 } else { 6 };
        let usual = Form {
            separator: 'T',
            places: Some(places),
            zone: Zone::Basic,
        };
        written(self.time, form.unwrap_or(usual))
    }

    pub(super) fn is_local(&self) -> bool {
        self.form.is_some_and(|form| form.zone == Zone::Local)
    }
}

/// Returns the platform's zone.
fn zone() -> UtcOffset {
    UtcOffset::from_whole_seconds(PLATFORM.utc_offset).unwrap_or(UtcOffset::UTC)
}

fn parse(text: &str) -> Option<PlatformTime> {
    let (date, text) = text.split_at_checked(10)?;
    let separator = text.chars().next().filter(|c| matches!(c, ' ' | 'T'))?;
    let text = text.get(1..)?;
    let (clock, offset) = text.split_at(text.find(['Z', '+', '-']).unwrap_or(text.len()));
    let (seconds, places) = match clock.split_once('.') {
        Some((_, fraction)) => ("", Some(u8::try_from(fraction.len()).ok()?)),
        None if clock.len() == 5 => (":00", None),
        None => ("", Some(0)),
    };
    // RFC 3339 has leap seconds and longer fractions, which cannot be kept.
    if clock.contains(":60") || places > Some(9) {
        return None;
    }
    let (zone, offset) = parse_offset(offset)?;
    let time = format!("{date}T{clock}{seconds}{offset}");
    let time = OffsetDateTime::parse(&time, &Rfc3339).ok()?;
    let time = match zone {
        Zone::Local => time.replace_offset(self::zone()),
        Zone::Utc | Zone::Basic | Zone::Extended => time,
    };
    let form = Some(Form {
        separator,
        places,
        zone,
    });
    Some(PlatformTime { time, form })
}

/// Returns the form of an offset, and the offset in RFC 3339.
fn parse_offset(text: &str) -> Option<(Zone, String)> {
    let (zone, offset) = match text {
        "" => (Zone::Local, "Z".to_owned()),
        "Z" => (Zone::Utc, text.to_owned()),
        _ if text.contains(':') => (Zone::Extended, text.to_owned()),
        _ => {
            let (hours, minutes) = text.split_at_checked(3)?;
            (Zone::Basic, format!("{hours}:{minutes}"))
        }
    };
    Some((zone, offset))
}

fn written(time: OffsetDateTime, form: Form) -> String {
    let (hour, minute, second) = time.to_hms();
    let mut text = format!("{}{}{hour:02}:{minute:02}", time.date(), form.separator);
    if let Some(places) = form.places {
        text.push_str(&format!(":{second:02}"));
        if places > 0 {
            let fraction = format!("{:09}", time.nanosecond());
            text.push('.');
            text.push_str(fraction.get(..usize::from(places)).unwrap_or(&fraction));
        }
    }
    // Written as `+08:00:00`.
    let offset = time.offset().to_string();
    let offset = offset.get(..6).unwrap_or(&offset);
    match form.zone {
        Zone::Local => {}
        Zone::Utc => text.push('Z'),
        Zone::Basic => text.push_str(&offset.replace(':', "")),
        Zone::Extended => text.push_str(offset),
    }
    text
}

impl Deref for PlatformTime {
    type Target = OffsetDateTime;

    fn deref(&self) -> &OffsetDateTime {
        &self.time
    }
}

impl From<OffsetDateTime> for PlatformTime {
    fn from(time: OffsetDateTime) -> Self {
        Self { time, form: None }
    }
}

impl From<PlatformTime> for OffsetDateTime {
    fn from(time: PlatformTime) -> Self {
        time.time
    }
}

impl PartialEq for PlatformTime {
    fn eq(&self, other: &Self) -> bool {
        self.time == other.time
    }
}

impl Eq for PlatformTime {}

impl PartialOrd for PlatformTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PlatformTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.time.cmp(&other.time)
    }
}

impl Hash for PlatformTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.time.hash(state);
    }
}

/// In the platform's form. In RFC 3339 if the platform did not write it.
impl fmt::Display for PlatformTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.form {
            Some(form) => f.write_str(&written(self.time, form)),
            None => match self.time.format(&Rfc3339) {
                Ok(text) => f.write_str(&text),
                Err(_) => write!(f, "{}", self.time),
            },
        }
    }
}

impl fmt::Debug for PlatformTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.time, f)
    }
}

/// The text is not a time in one of the platform's forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPlatformTime;

impl fmt::Display for NotAPlatformTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is not a time in one of the platform's forms")
    }
}

impl std::error::Error for NotAPlatformTime {}
