//! Writes an answer's JSON so that a person can read it, without what must not be shown.

use serde_json::value::RawValue;
use url::Url;

use super::format::REDACTED;
use crate::generated::platform::PLATFORM;
use crate::runtime::decode::{HiddenParts, is_identifier, scan};
use crate::runtime::envelope::without_byte_order_mark;
use crate::runtime::scalar::Hidden;

/// Which parts of a JSON value may be shown.
#[derive(Clone, Copy)]
pub(super) enum Show<'a> {
    /// Only its structure.
    Nothing,
    /// Everything.
    Everything,
    /// A URL without the values in its query.
    WithoutQuery,
    /// Everything except these parts: secrets and, unless it is kept, data that the spec does not describe.
    AllBut {
        parts: &'a HiddenParts,
        keeps_unknown: bool,
    },
}

/// Values nested deeper than this are not shown at all.
const DEEPEST: usize = 64;

/// Writes the platform's envelope: its own members, and the data as `data` allows. Members that the spec does
/// not describe are shown as `unknown` allows.
pub(super) fn envelope(text: &str, data: Show<'_>, unknown: Show<'_>) -> String {
    let text = without_byte_order_mark(text).trim();
    if !text.starts_with('{') || serde_json::from_str::<&RawValue>(text).is_err() {
        return REDACTED.to_owned();
    }
    let members = scan::members(text);
    let own = [PLATFORM.code, PLATFORM.message, PLATFORM.pagination];
    let mut out = String::new();
    let members = members.iter().map(|(key, raw)| {
        let (show, hides_name) = match key.as_ref() {
            key if key == PLATFORM.data => (data, false),
            key if own.contains(&key) => (Show::Everything, false),
            key => (unknown, unknown.hides_name(key)),
        };
        (Some((key.as_ref(), hides_name)), *raw, show)
    });
    write_all(&mut out, ['{', '}'], members, 1);
    out
}

/// Writes one value.
pub(super) fn value(text: &str, show: Show<'_>) -> String {
    let text = without_byte_order_mark(text).trim();
    let mut out = String::new();
    if serde_json::from_str::<&RawValue>(text).is_ok() {
        write(&mut out, text, show, 0);
    } else {
        push_text(&mut out, REDACTED);
    }
    out
}

impl<'a> Show<'a> {
    /// Returns which parts of a value may be shown.
    pub(super) fn all_but(parts: Option<&'a HiddenParts>, keeps_unknown: bool) -> Self {
        let Some(parts) = parts else {
            return Self::Everything;
        };
        match parts.hidden() {
            Some(Hidden::Unknown) if keeps_unknown => Self::Everything,
            Some(Hidden::Whole | Hidden::Unknown) => Self::Nothing,
            Some(Hidden::Query) => Self::WithoutQuery,
            None => Self::AllBut {
                parts,
                keeps_unknown,
            },
        }
    }

    /// Returns which parts of a nested value may be shown.
    fn nested(self, part: impl Fn(&'a HiddenParts) -> Option<&'a HiddenParts>) -> Self {
        match self {
            Self::AllBut {
                parts,
                keeps_unknown,
            } => Self::all_but(part(parts), keeps_unknown),
            Self::Nothing | Self::Everything | Self::WithoutQuery => self,
        }
    }

    /// Returns whether the name of a member may be data: the spec does not describe its value, and it does not
    /// look like an identifier.
    fn hides_name(self, name: &str) -> bool {
        matches!(self, Self::Nothing) && !is_identifier(name)
    }
}

fn write(out: &mut String, raw: &str, show: Show<'_>, depth: usize) {
    match (raw.as_bytes().first(), show) {
        (Some(b'{' | b'['), _) if depth > DEEPEST => push_text(out, REDACTED),
        (Some(b'{'), _) => {
            let members = scan::members(raw);
            let members = members.iter().map(|(key, raw)| {
                let show = show.nested(|parts| parts.member(key));
                (Some((key.as_ref(), show.hides_name(key))), *raw, show)
            });
            write_all(out, ['{', '}'], members, depth + 1);
        }
        (Some(b'['), _) => {
            let show = show.nested(HiddenParts::item);
            let items = scan::items(raw);
            let items = items.iter().map(|raw| (None, *raw, show));
            write_all(out, ['[', ']'], items, depth + 1);
        }
        (_, Show::Everything | Show::AllBut { .. }) => out.push_str(raw),
        (_, Show::WithoutQuery) => out.push_str(&without_query(raw)),
        (Some(b'"'), Show::Nothing) => push_text(out, REDACTED),
        (Some(b'-' | b'0'..=b'9'), Show::Nothing) => out.push('0'),
        (_, Show::Nothing) => out.push_str(raw),
    }
}

/// Writes the members of an object or the items of a list, one per line. A hidden name is replaced by a number,
/// because names must be unique.
fn write_all<'a>(
    out: &mut String,
    [open, close]: [char; 2],
    values: impl ExactSizeIterator<Item = (Option<(&'a str, bool)>, &'a str, Show<'a>)>,
    depth: usize,
) {
    let is_empty = values.len() == 0;
    out.push(open);
    for (index, (key, raw, show)) in values.enumerate() {
        out.push_str(if index == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(depth));
        if let Some((key, hides_name)) = key {
            if hides_name {
                push_text(out, &format!("[redacted {}]", index + 1));
            } else {
                push_text(out, key);
            }
            out.push_str(": ");
        }
        write(out, raw, show, depth);
    }
    if !is_empty {
        out.push('\n');
        out.push_str(&"  ".repeat(depth.saturating_sub(1)));
    }
    out.push(close);
}

fn push_text(out: &mut String, text: &str) {
    // A string can always be written as JSON.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

/// Returns a URL without user name and password, with the names in its query but without their values.
fn without_query(raw: &str) -> String {
    let url = serde_json::from_str(raw)
        .ok()
        .and_then(|text: String| Url::parse(&text).ok());
    let Some(mut url) = url.filter(Url::has_host) else {
        return format!("\"{REDACTED}\"");
    };
    let names = url.query().map(|query| {
        let pair = |pair: &str| match pair.split_once('=') {
            Some((name, _)) if is_identifier(name) => format!("{name}=redacted"),
            _ => "redacted".to_owned(),
        };
        query.split('&').map(pair).collect::<Vec<_>>().join("&")
    });
    // Fails only for a URL without a host.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    url.set_query(names.as_deref());
    url.set_fragment(None);
    let mut out = String::new();
    push_text(&mut out, url.as_str());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_json_to_be_read() {
        let text = r#"{"a":[1,2.50,{}],"b":"x\n","c":[],"d":{"e":null}}"#;
        let pretty = value(text, Show::Everything);
        assert_eq!(
            pretty,
            "{\n  \"a\": [\n    1,\n    2.50,\n    {}\n  ],\n  \"b\": \"x\\n\",\n  \"c\": [],\n  \"d\": {\n    \"e\": null\n  }\n}"
        );
        let hidden = value(text, Show::Nothing);
        assert!(
            hidden.contains("\"b\": \"[redacted]\"") && !hidden.contains("2.50"),
            "{hidden}"
        );
    }

    #[test]
    fn names_that_may_be_data_are_hidden_with_their_values() {
        let text = r#"{"a1b2c3d4e5f6":1,"user_id":{"17665342277":2,"小明":[]}}"#;
        let hidden = value(text, Show::Nothing);
        let read: serde_json::Value = serde_json::from_str(&hidden).expect("JSON");
        let expected = serde_json::json!({
            "[redacted 1]": 0,
            "user_id": {"[redacted 1]": 0, "[redacted 2]": []},
        });
        assert_eq!(read, expected);
        assert!(value(text, Show::Everything).contains("小明"));
    }

    #[test]
    fn shows_nothing_that_is_too_deep() {
        let deep = "[".repeat(100) + "\"x\"" + &"]".repeat(100);
        let shown = value(&deep, Show::Everything);
        assert!(shown.contains(REDACTED) && !shown.contains('x'), "{shown}");
        let deeper = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(value(&deeper, Show::Everything).len() < 10_000);
    }

    #[test]
    fn shows_nothing_of_what_is_not_json() {
        for text in ["", "[", "{\"a\": 1", "secret", "1 2"] {
            assert_eq!(value(text, Show::Everything), "\"[redacted]\"");
        }
    }

    #[test]
    fn keeps_the_shape_of_a_url() {
        let cases = [
            (
                "\"https://h/p/q.tsv?Expires=1&Signature=s%3D\"",
                "\"https://h/p/q.tsv?Expires=redacted&Signature=redacted\"",
            ),
            ("\"https://h/p?token\"", "\"https://h/p?redacted\""),
            ("\"https://h/p#f\"", "\"https://h/p\""),
            (
                "\"https://u:p@h/p?a1b2c3d4=x&b=y\"",
                "\"https://h/p?redacted&b=redacted\"",
            ),
            ("\"mailto:u@h?x\"", "\"[redacted]\""),
            ("\"no URL\"", "\"[redacted]\""),
        ];
        for (url, shown) in cases {
            assert_eq!(without_query(url), shown);
        }
    }
}
