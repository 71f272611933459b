//! Writes an answer's JSON so that a person can read it, without what must not be shown.

use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;
use url::Url;

use super::format::REDACTED;
use crate::generated::platform::PLATFORM;
use crate::runtime::decode::{HiddenParts, is_identifier, scan};
use crate::runtime::envelope::without_byte_order_mark;
use crate::runtime::scalar::Hidden;

/// Values nested deeper than this are not shown at all.
const DEEPEST: usize = 64;

/// Writes the platform's envelope: its own members, and what may be shown of the data. The spec does not describe the
/// data if `data` is `None`.
pub(super) fn envelope(text: &str, data: Option<&HiddenParts>, keeps_unknown: bool) -> String {
    json(text, Show::Envelope(data), keeps_unknown)
}

/// Writes what may be shown of a value. The spec does not describe it if `parts` is `None`.
pub(super) fn value(text: &str, parts: Option<&HiddenParts>, keeps_unknown: bool) -> String {
    json(text, Show::described(parts, keeps_unknown), keeps_unknown)
}

fn json(text: &str, show: Show<'_>, keeps_unknown: bool) -> String {
    let raw = without_byte_order_mark(text).trim();
    let value = Value {
        raw,
        show,
        keeps_unknown,
        depth: 0,
    };
    let checked = serde_json::from_str::<&RawValue>(raw);
    let written = checked.and_then(|_| serde_json::to_string_pretty(&value));
    written.unwrap_or_else(|_| format!("\"{REDACTED}\""))
}

/// Which parts of a JSON value may be shown.
#[derive(Clone, Copy)]
enum Show<'a> {
    /// Only its structure.
    Nothing,
    /// Everything.
    Everything,
    /// A URL without the values in its query.
    WithoutQuery,
    /// Everything except these parts: secrets and, unless it is kept, data that the spec does not describe.
    AllBut(&'a HiddenParts),
    /// The members of an envelope, with these parts of its data.
    Envelope(Option<&'a HiddenParts>),
}

impl<'a> Show<'a> {
    fn unknown(keeps_unknown: bool) -> Self {
        if keeps_unknown {
            Self::Everything
        } else {
            Self::Nothing
        }
    }

    /// Returns what may be shown of a value, if the spec describes it.
    fn described(parts: Option<&'a HiddenParts>, keeps_unknown: bool) -> Self {
        parts.map_or(Self::unknown(keeps_unknown), |parts| {
            Self::all_but(parts, keeps_unknown)
        })
    }

    fn all_but(parts: &'a HiddenParts, keeps_unknown: bool) -> Self {
        match parts.hidden() {
            Some(Hidden::Unknown) => Self::unknown(keeps_unknown),
            Some(Hidden::Whole) => Self::Nothing,
            Some(Hidden::Query) => Self::WithoutQuery,
            None => Self::AllBut(parts),
        }
    }
}

/// A JSON value, of which a part may be shown. Its text is known to be valid.
#[derive(Clone, Copy)]
struct Value<'a> {
    raw: &'a str,
    show: Show<'a>,
    keeps_unknown: bool,
    depth: usize,
}

impl<'a> Value<'a> {
    /// Returns a member of an object, or an item of a list.
    fn nested(&self, raw: &'a str, name: Option<&str>) -> Self {
        let own = [PLATFORM.code, PLATFORM.message, PLATFORM.pagination];
        let show = match (self.show, name) {
            (Show::Nothing | Show::Everything | Show::WithoutQuery, _) => self.show,
            (Show::AllBut(parts), name) => {
                let part = name.map_or(parts.item(), |name| parts.member(name));
                part.map_or(Show::Everything, |part| {
                    Show::all_but(part, self.keeps_unknown)
                })
            }
            (Show::Envelope(data), Some(name)) if name == PLATFORM.data => {
                Show::described(data, self.keeps_unknown)
            }
            (Show::Envelope(_), Some(name)) if own.contains(&name) => Show::Everything,
            (Show::Envelope(_), _) => Show::unknown(self.keeps_unknown),
        };
        Self {
            raw,
            show,
            depth: self.depth + 1,
            ..*self
        }
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.raw.as_bytes().first(), self.show) {
            (Some(b'{' | b'['), _) if self.depth > DEEPEST => serializer.serialize_str(REDACTED),
            (Some(b'{'), _) => {
                let members = scan::members(self.raw);
                serializer.collect_map(members.into_iter().zip(1..).map(|((name, raw), number)| {
                    let value = self.nested(raw, Some(&name));
                    // The spec does not describe the value, so its name may be data, too. Names must be unique.
                    let hides_name = matches!(value.show, Show::Nothing) && !is_identifier(&name);
                    let hidden = || format!("[redacted {number}]").into();
                    (if hides_name { hidden() } else { name }, value)
                }))
            }
            (Some(b'['), _) => {
                let items = scan::items(self.raw).into_iter();
                serializer.collect_seq(items.map(|raw| self.nested(raw, None)))
            }
            (_, Show::WithoutQuery) => serializer.serialize_str(&without_query(self.raw)),
            (Some(b'"'), Show::Nothing) => serializer.serialize_str(REDACTED),
            (Some(b'-' | b'0'..=b'9'), Show::Nothing) => serializer.serialize_u8(0),
            (_, Show::Nothing | Show::Everything | Show::AllBut(_) | Show::Envelope(_)) => {
                let raw = serde_json::from_str::<&RawValue>(self.raw);
                raw.map_err(S::Error::custom)?.serialize(serializer)
            }
        }
    }
}

/// Returns a URL without user name and password, with the names in its query but without their values.
pub(super) fn without_query(raw: &str) -> String {
    let url = serde_json::from_str(raw)
        .ok()
        .and_then(|text: String| Url::parse(&text).ok());
    let Some(mut url) = url.filter(Url::has_host) else {
        return REDACTED.to_owned();
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
    url.into()
}
