//! Opens the platform's envelope.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::decode::{Key, Notes, Value, scan};
use super::error::{DecodeError, PlatformError};
use super::json::{Json, described};
use crate::generated::platform::PLATFORM;

/// Some services write it before the JSON.
/// Returns a text without the byte-order mark that some services write before JSON.
pub(crate) fn without_byte_order_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Content of a JSON answer.
pub(crate) enum Opened<'a> {
    /// The data of an envelope whose code is 0. Optional.
    Data(Option<&'a str>),
    /// JSON without an envelope.
    Bare(&'a str),
    /// An envelope whose code is not 0.
    Refused(PlatformError),
}

/// Returns the names of an envelope's members that the spec does not describe. The envelope is known to be
/// valid.
pub(crate) fn unknown_members(body: &[u8]) -> Vec<String> {
    let known = [
        PLATFORM.code,
        PLATFORM.message,
        PLATFORM.data,
        PLATFORM.pagination,
    ];
    let text = std::str::from_utf8(body).unwrap_or_default();
    let text = without_byte_order_mark(text).trim();
    let names = scan::members(text).into_iter();
    let names = names.map(|(name, _)| name.into_owned());
    names
        .filter(|name| !known.contains(&name.as_str()))
        .collect()
}

/// Opens a JSON answer.
pub(crate) fn open<'a>(body: &'a [u8], notes: &'a Notes) -> Result<Opened<'a>, DecodeError> {
    let problem = |problem: String| DecodeError {
        path: "$".to_owned(),
        problem,
    };
    let text = std::str::from_utf8(body)
        .map_err(|error| problem(format!("not UTF-8 at byte {}", error.valid_up_to())))?;
    let text = without_byte_order_mark(text);
    // Both ways of reading check the whole text.
    let text = if text.starts_with('{') && text.ends_with('}') {
        text
    } else {
        text.trim_matches([' ', '\t', '\r', '\n'])
    };
    if !text.starts_with('{') {
        return match serde_json::from_str::<&RawValue>(text) {
            Ok(_) => Ok(Opened::Bare(text)),
            Err(error) => Err(problem(described(&error))),
        };
    }
    let envelope: Envelope<'_> =
        serde_json::from_str(text).map_err(|error| problem(described(&error)))?;
    if let Some(key) = envelope.repeated {
        return Err(problem(format!("the key {key:?} is repeated")));
    }
    let Some(code) = envelope.code else {
        return Ok(Opened::Bare(text));
    };
    let root = Value::root(text, "$", notes);
    let code = root.member(PLATFORM.code, code).whole_number();
    if let Some(problem) = notes.take_problem() {
        return Err(problem);
    }
    let data = envelope.data.filter(|data| *data != "null");
    if code == 0 {
        return Ok(Opened::Data(data));
    }
    let message = match envelope.message {
        None | Some("null") => String::new(),
        // A message that is not a text is shown as JSON.
        Some(raw) => serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()),
    };
    Ok(Opened::Refused(PlatformError {
        code,
        message,
        data: data.map(Json::from_checked),
    }))
}

/// The members of an envelope, as JSON.
#[derive(Default)]
struct Envelope<'a> {
    code: Option<&'a str>,
    message: Option<&'a str>,
    data: Option<&'a str>,
    /// A duplicate key. It is ambiguous, so it is an error.
    repeated: Option<&'static str>,
}

impl<'de> Deserialize<'de> for Envelope<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EnvelopeVisitor;
        impl<'de> Visitor<'de> for EnvelopeVisitor {
            type Value = Envelope<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<'de>, A::Error> {
                let mut envelope = Envelope::default();
                while let Some(Key(key)) = map.next_key()? {
                    let (name, place) = match key.as_ref() {
                        key if key == PLATFORM.code => (PLATFORM.code, &mut envelope.code),
                        key if key == PLATFORM.data => (PLATFORM.data, &mut envelope.data),
                        key if key == PLATFORM.message => (PLATFORM.message, &mut envelope.message),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                            continue;
                        }
                    };
                    let raw: &RawValue = map.next_value()?;
                    if place.replace(raw.get()).is_some() {
                        envelope.repeated = Some(name);
                    }
                }
                Ok(envelope)
            }
        }
        deserializer.deserialize_map(EnvelopeVisitor)
    }
}
