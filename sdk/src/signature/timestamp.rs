//! The time of signing as text: `2026-11-23T07:27:59Z`.

use std::time::SystemTime;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Writes seconds since 1970. Years after 9999 become the last time that can be written.
pub(crate) fn of_unix(seconds: i64) -> String {
    const LAST: i64 = 253_402_300_799;
    let time = OffsetDateTime::from_unix_timestamp(seconds.clamp(0, LAST));
    let time = time.unwrap_or(OffsetDateTime::UNIX_EPOCH);
    // Every time in this range can be written.
    time.format(&Rfc3339).unwrap_or_default()
}

/// Parses whole seconds in UTC, and no other form.
pub(crate) fn parse(text: &str) -> Option<SystemTime> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    (of_unix(time.unix_timestamp()) == text).then(|| SystemTime::from(time))
}
