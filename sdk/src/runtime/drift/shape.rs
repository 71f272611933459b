//! What kind of thing a JSON value is, and what it is made of: never what it says.

use std::borrow::Cow;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::names;
use super::observer::{Kind, Observer};
use crate::runtime::decimal::exact_decimal;
use crate::runtime::decode::{Key, Path, scan};

/// Values nest no deeper than a type of the spec language does.
const DEEPEST: usize = 8;

/// Of a list or an object, no more than this is looked at.
const WIDEST: usize = 100;

/// The name of a value's kind in a report.
pub(super) fn name(raw: &str) -> &'static str {
    match raw.as_bytes().first() {
        Some(b'{') => "object",
        Some(b'[') => "list",
        Some(b'"') => {
            let text = serde_json::from_str(raw).map(|Key(text)| text);
            text.map_or("text", |text| text_name(&text))
        }
        Some(b't' | b'f') => "boolean",
        Some(b'n') => "null",
        _ => number_name(raw, ["integer", "unix_time", "number"]).unwrap_or("number"),
    }
}

fn text_name(text: &str) -> &'static str {
    const LONG_NUMBER: usize = 40;
    if text.len() <= LONG_NUMBER {
        if OffsetDateTime::parse(text, &Rfc3339).is_ok() {
            return "time";
        }
        let names = ["integer_text", "unix_time_text", "number_text"];
        // What is no number in JSON is no number as text either, such as `007`.
        let is_json = serde_json::from_str::<serde_json::Number>(text).is_ok();
        if let Some(name) = number_name(text, names).filter(|_| is_json) {
            return name;
        }
    }
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => match url.query() {
            Some(_) => "url_with_query",
            None => "url",
        },
        _ => "text",
    }
}

/// Whether a number is a whole one, one that may be a Unix time of our days, or another decimal.
fn number_name(
    text: &str,
    [integer, unix_time, number]: [&'static str; 3],
) -> Option<&'static str> {
    // From 2001 to 2064.
    const OUR_DAYS: std::ops::Range<i64> = 1_000_000_000..3_000_000_000;
    match text.parse::<i64>() {
        Ok(value) if OUR_DAYS.contains(&value) => Some(unix_time),
        Ok(_) => Some(integer),
        Err(_) => exact_decimal(text).map(|_| number),
    }
}

/// Notes the kind of an unknown value and of all that is in it.
pub(super) fn look(raw: &str, path: &mut String, observer: &Observer) {
    look_within(raw, path, observer, 0);
}

fn look_within(raw: &str, path: &mut String, observer: &Observer, depth: usize) {
    observer.add(path, Kind::UnknownField, Some(name(raw)));
    if depth >= DEEPEST {
        return;
    }
    let before = path.len();
    let mut inner = |step: Option<&str>, raw: &str, general: &str| {
        match step {
            Some(name) => Path::push_name(path, name),
            None => path.push_str(general),
        }
        look_within(raw, path, observer, depth + 1);
        path.truncate(before);
    };
    if raw.starts_with('[') {
        for item in scan::items(raw).into_iter().take(WIDEST) {
            inner(None, item, "[]");
        }
    } else if raw.starts_with('{') {
        let members = scan::members(raw);
        let is_map = is_map(&members);
        for (name, value) in members.iter().take(WIDEST) {
            inner((!is_map).then_some(name), value, "{}");
        }
    }
}

/// Whether the keys of an object look like data.
fn is_map(members: &[(Cow<'_, str>, &str)]) -> bool {
    if members.len() > WIDEST || !members.iter().all(|(name, _)| names::is_field(name)) {
        return true;
    }
    let mut shapes = members.iter().map(|(_, value)| members_of(value));
    let first = shapes.next().flatten();
    let Some(first) = first.filter(|_| members.len() > 1) else {
        return false;
    };
    let has = |name: &str| first.iter().any(|(known, _)| known == name);
    let is_alike = |inner: &[(Cow<'_, str>, &str)]| {
        inner.len() == first.len() && inner.iter().all(|(name, _)| has(name))
    };
    shapes.all(|inner| inner.is_some_and(|inner| is_alike(&inner)))
}

/// The members of an object, if it has some and is not too wide to be compared.
fn members_of(raw: &str) -> Option<scan::Members<'_>> {
    if !raw.starts_with('{') {
        return None;
    }
    let members = scan::members(raw);
    (1..=WIDEST).contains(&members.len()).then_some(members)
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn kinds_have_names() {
        for (raw, expected) in [
            ("null", "null"),
            ("true", "boolean"),
            ("-7", "integer"),
            ("1573026921", "unix_time"),
            ("0.10", "number"),
            ("1e3", "number"),
            ("18446744073709551615", "number"),
            (r#""ab""#, "text"),
            (r#""2021-09-07T09:20:51Z""#, "time"),
            (r#""1573026921""#, "unix_time_text"),
            (r#""17""#, "integer_text"),
            (r#""0.10""#, "number_text"),
            (r#""007""#, "text"),
            (r#""https:\/\/x.example/a""#, "url"),
            (r#""https://x.example/a?b""#, "url_with_query"),
            (r#""mailto:a@x.example""#, "text"),
            (r#""\ud800""#, "text"),
            ("{}", "object"),
            ("[]", "list"),
            ("", "number"),
        ] {
            assert_eq!(name(raw), expected, "{raw}");
        }
    }
}
