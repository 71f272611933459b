//! What may happen to a value between signing and receiving, and how it is undone.

use percent_encoding::{percent_decode_str, utf8_percent_encode};
use rust_decimal::Decimal;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::runtime::decode::scan;
use crate::signature::form::RESERVED;
use crate::signature::timestamp;

/// Returns the value before a change, or `None` if the change cannot result in this value.
pub(super) type Undo = fn(&str) -> Option<String>;

/// Changes of any value: how it changed, as a part of a sentence.
pub(super) const OF_A_VALUE: [(&str, Undo); 10] = [
    (
        "its `+` was received as a space, which is what an unencoded `+` means in a form",
        |value| Some(value.replace(' ', "+")),
    ),
    ("it was percent-encoded once more", |value| {
        let decoded = percent_decode_str(value).decode_utf8().ok()?;
        Some(decoded.into_owned())
    }),
    ("it was percent-decoded once too often", |value| {
        Some(utf8_percent_encode(value, RESERVED).to_string())
    }),
    ("whitespace was added around it", |value| {
        Some(value.trim().to_owned())
    }),
    ("its line feeds became CR LF", |value| {
        Some(value.replace("\r\n", "\n"))
    }),
    ("its CR LF became line feeds", |value| {
        (!value.contains('\r')).then(|| value.replace('\n', "\r\n"))
    }),
    ("its JSON was rewritten with spaces", |value| {
        respaced(value, "")
    }),
    ("its JSON was rewritten without spaces", |value| {
        respaced(value, " ")
    }),
    ("zeros were added after the decimal point", |value| {
        let number = value.parse::<Decimal>().ok()?;
        value.contains('.').then(|| number.normalize().to_string())
    }),
    ("a zero after the decimal point was removed", |value| {
        value.parse::<Decimal>().ok()?;
        let zero = if value.contains('.') { "0" } else { ".0" };
        Some(value.to_owned() + zero)
    }),
];

/// Other forms of a timestamp: how it was signed, as a part of a sentence.
pub(super) const OF_THE_TIMESTAMP: [(&str, Undo); 6] = [
    ("with a space, like `2026-11-23 07:27:59`", |utc| {
        Some(utc.strip_suffix('Z')?.replace('T', " "))
    }),
    ("without a zone, like `2026-11-23T07:27:59`", |utc| {
        Some(utc.strip_suffix('Z')?.to_owned())
    }),
    ("with an offset, like `2026-11-23T07:27:59+00:00`", |utc| {
        Some(utc.strip_suffix('Z')?.to_owned() + "+00:00")
    }),
    (
        "with milliseconds, like `2026-11-23T07:27:59.000Z`",
        |utc| Some(utc.strip_suffix('Z')?.to_owned() + ".000Z"),
    ),
    ("in seconds since 1970", |utc| {
        Some(unix_time(utc)?.to_string())
    }),
    ("in milliseconds since 1970", |utc| {
        Some(format!("{}000", unix_time(utc)?))
    }),
];

/// Returns a time in UTC as local time with this offset.
pub(super) fn local_time(utc: &str, minutes: i32) -> Option<String> {
    let local = unix_time(utc)?.checked_add(i64::from(minutes) * 60)?;
    Some(timestamp::of_unix(local))
}

fn unix_time(text: &str) -> Option<i64> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    Some(time.unix_timestamp())
}

/// Returns a boolean in the other case: `True` as `true`.
pub(super) fn other_case(value: &str) -> Option<String> {
    let other = match value {
        "True" => "true",
        "False" => "false",
        "true" => "True",
        "false" => "False",
        _ => return None,
    };
    Some(other.to_owned())
}

/// Returns the JSON of a list or an object with this space after each comma and colon, and no other whitespace.
fn respaced(json: &str, space: &str) -> Option<String> {
    if !json.trim_start().starts_with(['{', '[']) {
        return None;
    }
    serde_json::from_str::<serde::de::IgnoredAny>(json).ok()?;
    let spaced = scan::tokens(json).map(|token| match token {
        "," | ":" => [token, space].concat(),
        _ => token.to_owned(),
    });
    Some(spaced.collect())
}
