//! The time of signing as text.

use std::time::SystemTime;

use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcDateTime};

/// A time of signing: `2026-11-23T07:27:59Z`.
#[derive(Clone, Copy)]
pub(crate) struct Timestamp(pub(crate) [u8; 20]);

impl Timestamp {
    /// Converts seconds since 1970. Years after 9999 become the last time that can be written.
    pub(crate) fn from_unix(seconds: i64) -> Self {
        const LAST: i64 = 253_402_300_799;
        let time = UtcDateTime::from_unix_timestamp(seconds.clamp(0, LAST))
            .unwrap_or(UtcDateTime::UNIX_EPOCH);
        let (hour, minute, second) = time.as_hms();
        let year = u16::try_from(time.year()).unwrap_or(0);
        let digits =
            |number: u16, place: u16| b'0' + u8::try_from(number / place % 10).unwrap_or(0);
        let two = |number: u8| [digits(number.into(), 10), digits(number.into(), 1)];
        let [month, day] = [two(time.month().into()), two(time.day())];
        let [hour, minute, second] = [two(hour), two(minute), two(second)];
        let [y1, y2, y3, y4] = [1000, 100, 10, 1].map(|place| digits(year, place));
        Self([
            y1, y2, y3, y4, b'-', month[0], month[1], b'-', day[0], day[1], b'T', hour[0], hour[1],
            b':', minute[0], minute[1], b':', second[0], second[1], b'Z',
        ])
    }

    /// Parses whole seconds in UTC, and no other form.
    pub(crate) fn parse(text: &str) -> Option<SystemTime> {
        let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
        let canonical = Self::from_unix(time.unix_timestamp());
        (canonical.as_str() == text).then(|| SystemTime::from(time))
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}
