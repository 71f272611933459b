//! Derives the fields that may have been signed from the received fields.

use std::borrow::Cow;

use percent_encoding::{percent_decode_str, utf8_percent_encode};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::cause::{Cause, Change, TimestampForm};
use super::recipe::{Fields, OWN_FIELDS};
use crate::generated::platform::PLATFORM;
use crate::runtime::Timestamp;
use crate::signature::RESERVED;

/// Undoes a mistake: returns the fields as they were before it.
pub(super) fn undo<'a>(cause: &'a Cause, fields: &mut Fields<'a>) {
    match cause {
        Cause::NullAsText {
            fields: names,
            text,
        } => {
            fields.retain(|(name, _)| !names.iter().any(|null| null == name));
            let nulls = names
                .iter()
                .map(|name| (name.as_str().into(), (*text).into()));
            fields.extend(nulls);
        }
        Cause::BooleanCase { fields: names } => replace(fields, names, &other_case),
        Cause::EmptyLeftOut => fields.retain(|(_, value)| !value.is_empty()),
        Cause::SignatureSigned => fields.push((PLATFORM.signature_field.into(), "".into())),
        Cause::OwnFieldsNotSigned => {
            fields.retain(|(name, _)| !OWN_FIELDS.contains(&name.as_ref()))
        }
        Cause::LocalTime { offset } => at_timestamp(fields, &|text| local_time(text, *offset)),
        Cause::TimestampForm(form) => at_timestamp(fields, &|text| form.of(text)),
        Cause::FieldNotSigned(added) => fields.retain(|(name, _)| name != added),
        Cause::FieldAltered { name, change } => {
            replace(fields, std::slice::from_ref(name), &|value| {
                change.undo(value)
            });
        }
        _ => {}
    }
}

fn replace(fields: &mut Fields<'_>, names: &[String], undo: &dyn Fn(&str) -> Option<String>) {
    for (name, value) in fields {
        if names.iter().any(|wanted| wanted == name)
            && let Some(before) = undo(value)
        {
            *value = Cow::Owned(before);
        }
    }
}

fn at_timestamp(fields: &mut Fields<'_>, undo: &dyn Fn(&str) -> Option<String>) {
    replace(fields, &[PLATFORM.timestamp_field.to_owned()], undo);
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

fn time(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
}

fn local_time(text: &str, minutes: i32) -> Option<String> {
    let local = time(text)?
        .unix_timestamp()
        .checked_add(i64::from(minutes) * 60)?;
    Some(Timestamp::from_unix(local).as_str().to_owned())
}

impl TimestampForm {
    fn of(self, text: &str) -> Option<String> {
        let plain = text.strip_suffix('Z')?;
        Some(match self {
            Self::Spaced => plain.replace('T', " "),
            Self::WithoutZone => plain.to_owned(),
            Self::Offset => format!("{plain}+00:00"),
            Self::Milliseconds => format!("{plain}.000Z"),
            Self::UnixSeconds => time(text)?.unix_timestamp().to_string(),
            Self::UnixMilliseconds => format!("{}000", time(text)?.unix_timestamp()),
        })
    }
}

impl Change {
    /// All changes that can be undone.
    pub(super) const KNOWN: [Self; 10] = [
        Self::PlusToSpace,
        Self::Encoded,
        Self::Decoded,
        Self::SpaceAdded,
        Self::ToCrLf,
        Self::ToLf,
        Self::JsonSpaced,
        Self::JsonCompacted,
        Self::ZerosAdded,
        Self::ZerosDropped,
    ];

    /// Returns the value before the change, or `None` if the change cannot result in this value.
    pub(super) fn undo(self, value: &str) -> Option<String> {
        let before = match self {
            Self::PlusToSpace => value.replace(' ', "+"),
            Self::Encoded => percent_decode_str(value).decode_utf8().ok()?.into_owned(),
            Self::Decoded => utf8_percent_encode(value, RESERVED).to_string(),
            Self::SpaceAdded => value.trim().to_owned(),
            Self::ToCrLf => value.replace("\r\n", "\n"),
            Self::ToLf if !value.contains('\r') => value.replace('\n', "\r\n"),
            Self::JsonSpaced => respaced(value, "")?,
            Self::JsonCompacted => respaced(value, " ")?,
            Self::ZerosAdded if is_fraction(value) => {
                value.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
            Self::ZerosDropped if is_fraction(value) => format!("{value}0"),
            Self::ZerosDropped if is_number(value) => format!("{value}.0"),
            _ => return None,
        };
        (before != value).then_some(before)
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.len() < 40 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_fraction(text: &str) -> bool {
    text.split_once('.')
        .is_some_and(|(whole, part)| is_number(whole) && is_number(part) && !part.starts_with('-'))
}

/// Returns the JSON of a list or an object with this space after each comma and colon, and no other whitespace.
fn respaced(json: &str, space: &str) -> Option<String> {
    if !json.trim_start().starts_with(['{', '[']) {
        return None;
    }
    serde_json::from_str::<serde::de::IgnoredAny>(json).ok()?;
    let mut out = String::with_capacity(json.len());
    let (mut inside, mut escaped) = (false, false);
    for c in json.chars() {
        if inside {
            out.push(c);
            inside = escaped || c != '"';
            escaped = !escaped && c == '\\';
        } else if !c.is_ascii_whitespace() {
            out.push(c);
            inside = c == '"';
            if matches!(c, ',' | ':') {
                out.push_str(space);
            }
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undoes_what_may_have_happened_to_a_value() {
        let cases = [
            (Change::PlusToSpace, "a b", Some("a+b")),
            (Change::PlusToSpace, "ab", None),
            (Change::Encoded, "a%2Fb", Some("a/b")),
            (Change::Encoded, "a%FF", None),
            (Change::Decoded, "a/b", Some("a%2Fb")),
            (Change::SpaceAdded, " a\n", Some("a")),
            (Change::ToCrLf, "a\r\nb", Some("a\nb")),
            (Change::ToLf, "a\nb", Some("a\r\nb")),
            (Change::ToLf, "a\r\nb", None),
            (
                Change::JsonSpaced,
                r#"{"a": "b: \", c", "d": [1, 2]}"#,
                Some(r#"{"a":"b: \", c","d":[1,2]}"#),
            ),
            (
                Change::JsonCompacted,
                r#"{"a":[1,2]}"#,
                Some(r#"{"a": [1, 2]}"#),
            ),
            (Change::JsonSpaced, "{a: 1}", None),
            (Change::ZerosAdded, "1.50", Some("1.5")),
            (Change::ZerosAdded, "1.00", Some("1")),
            (Change::ZerosAdded, "100", None),
            (Change::ZerosDropped, "1", Some("1.0")),
            (Change::ZerosDropped, "0.5", Some("0.50")),
            (Change::ZerosDropped, "v1", None),
            (Change::Other, "a", None),
        ];
        for (change, value, before) in cases {
            assert_eq!(
                change.undo(value).as_deref(),
                before,
                "{change:?} of {value:?}"
            );
        }
    }

    #[test]
    fn writes_times_in_other_forms() {
        let utc = "2026-11-23T07:27:59Z";
        assert_eq!(
            local_time(utc, 480).as_deref(),
            Some("2026-11-23T15:27:59Z")
        );
        assert_eq!(local_time("soon", 480), None);
        assert_eq!(
            TimestampForm::UnixMilliseconds.of(utc).as_deref(),
            Some("1795418879000")
        );
        assert_eq!(TimestampForm::Spaced.of("now"), None);
    }
}
