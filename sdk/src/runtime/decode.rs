//! Reading an answer: JSON values that know their path, in terms that are not generic.
//!
//! Generated code walks these; each level of an answer is scanned when it is reached, and a number or a
//! text is parsed straight from the bytes that came, so that no digit is lost on the way.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;

use rust_decimal::Decimal;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::value::RawValue;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::error::DecodeError;
use super::json::{Json, Reply, described};
use super::seconds::Seconds;
use super::secret::{Secret, SecretUrl};

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// Reads it.
    fn decode(value: Value<'_>) -> Result<Self, DecodeError>;
}

/// The fields of answers that the spec does not know, by their paths.
#[derive(Debug, Default)]
pub struct Unknown(RefCell<Vec<String>>);

impl Unknown {
    /// More than this are not worth telling.
    const MOST: usize = 100;

    fn note(&self, path: String) {
        let mut paths = self.0.borrow_mut();
        if paths.len() < Self::MOST && !paths.contains(&path) {
            paths.push(path);
        }
    }

    pub(crate) fn into_paths(self) -> Vec<String> {
        self.0.into_inner()
    }
}

/// What an answer carries once its envelope is taken off.
#[derive(Clone, Copy)]
pub enum Payload<'a> {
    /// JSON, and where in the body it stood.
    Json {
        raw: &'a str,
        root: &'static str,
        unknown: &'a Unknown,
    },
    /// An envelope without data.
    Nothing,
    /// A body that is not JSON.
    Text(&'a [u8]),
}

impl<'a> Payload<'a> {
    /// The value, where the spec promises one.
    pub(crate) fn json(self) -> Result<Value<'a>, DecodeError> {
        match self {
            Self::Json { raw, root, unknown } => Ok(Value::root(raw, root, unknown)),
            Self::Nothing => Err(plain_error(
                "$.data",
                "missing, although the call answers with data",
            )),
            Self::Text(_) => Err(plain_error("$", "the answer is text, not JSON")),
        }
    }

    /// Whatever came.
    pub(crate) fn reply(self) -> Reply {
        match self {
            Self::Json { raw, .. } => Reply::Json(Json::from_checked(raw)),
            Self::Nothing => Reply::Json(Json::from_checked("null")),
            Self::Text(bytes) => Reply::Text(String::from_utf8_lossy(bytes).into_owned()),
        }
    }
}

fn plain_error(path: &str, problem: &str) -> DecodeError {
    DecodeError {
        path: path.to_owned(),
        problem: problem.to_owned(),
    }
}

#[derive(Clone, Copy)]
enum Step<'a> {
    Root(&'static str),
    Key(&'a str),
    Index(usize),
}

/// Where a value stands, linked to where its parent stands.
#[derive(Clone, Copy)]
struct Path<'a> {
    parent: Option<&'a Path<'a>>,
    step: Step<'a>,
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Root(root) => f.write_str(root),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) if is_plain(key) => write!(f, ".{key}"),
            Step::Key(key) => write!(f, "[{key:?}]"),
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}

impl Path<'_> {
    const ROOT: Self = Self {
        parent: None,
        step: Step::Root("$"),
    };

    fn error(&self, problem: impl Into<String>) -> DecodeError {
        DecodeError {
            path: self.to_string(),
            problem: problem.into(),
        }
    }
}

/// One JSON value and where it stands.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    raw: &'a str,
    path: Path<'a>,
    unknown: &'a Unknown,
}

impl<'a> Value<'a> {
    /// A text that was scanned as JSON, and what its place is called in errors.
    pub(crate) fn root(raw: &'a str, root: &'static str, unknown: &'a Unknown) -> Self {
        Self {
            raw,
            path: Path {
                parent: None,
                step: Step::Root(root),
            },
            unknown,
        }
    }

    /// A member of the object at the root.
    pub(crate) fn member(raw: &'a str, key: &'a str, unknown: &'a Unknown) -> Self {
        Self {
            raw,
            path: Path {
                parent: Some(&Path::ROOT),
                step: Step::Key(key),
            },
            unknown,
        }
    }

    fn error(&self, expected: &str) -> DecodeError {
        self.path
            .error(format!("expected {expected}, found {}", self.kind()))
    }

    /// What it is, in a word; never its content, which may be secret.
    fn kind(&self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "text",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            _ => "a number",
        }
    }

    fn is_text(&self) -> bool {
        self.raw.starts_with('"')
    }

    fn cow(&self, expected: &str) -> Result<Cow<'a, str>, DecodeError> {
        if !self.is_text() {
            return Err(self.error(expected));
        }
        let Key(text) =
            serde_json::from_str(self.raw).map_err(|e| self.path.error(described(&e)))?;
        Ok(text)
    }

    fn number(&self, expected: &str) -> Result<&'a str, DecodeError> {
        match self.raw.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => Ok(self.raw),
            _ => Err(self.error(expected)),
        }
    }

    /// A number, or a text that holds one.
    fn lenient_number(&self, expected: &str) -> Result<Cow<'a, str>, DecodeError> {
        if self.is_text() {
            self.cow(expected)
        } else {
            self.number(expected).map(Cow::Borrowed)
        }
    }

    fn parse_integer(&self, text: &str) -> Result<i64, DecodeError> {
        text.parse()
            .map_err(|_| self.path.error("expected a whole number of 64 bits"))
    }

    fn parse_float(&self, text: &str) -> Result<f64, DecodeError> {
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(self
                .path
                .error("expected a number within the range of a float")),
        }
    }

    fn parse_decimal(&self, text: &str) -> Result<Decimal, DecodeError> {
        let exact = if text.contains(['e', 'E']) {
            Decimal::from_scientific(text)
        } else {
            Decimal::from_str_exact(text)
        };
        exact.map_err(|_| {
            self.path
                .error("expected a decimal number of at most 28 digits")
        })
    }

    fn parse_unix_time(&self, text: &str) -> Result<OffsetDateTime, DecodeError> {
        let seconds = self.parse_integer(text)?;
        OffsetDateTime::from_unix_timestamp(seconds).map_err(|_| {
            self.path
                .error("expected a Unix time within the years -9999 to 9999")
        })
    }

    fn parse_seconds(&self, text: &str) -> Result<Seconds, DecodeError> {
        let seconds: u64 = text
            .parse()
            .map_err(|_| self.path.error("expected a whole number of seconds"))?;
        Ok(Seconds::from(seconds))
    }

    pub(crate) fn text(self) -> Result<String, DecodeError> {
        self.cow("text").map(Cow::into_owned)
    }

    pub(crate) fn secret(self) -> Result<Secret, DecodeError> {
        self.text().map(Secret::from)
    }

    pub(crate) fn boolean(self) -> Result<bool, DecodeError> {
        match self.raw {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(self.error("a boolean")),
        }
    }

    pub(crate) fn integer(self) -> Result<i64, DecodeError> {
        self.parse_integer(self.number("a whole number")?)
    }

    pub(crate) fn lenient_integer(self) -> Result<i64, DecodeError> {
        self.parse_integer(&self.lenient_number("a whole number")?)
    }

    pub(crate) fn float(self) -> Result<f64, DecodeError> {
        self.parse_float(self.number("a number")?)
    }

    pub(crate) fn lenient_float(self) -> Result<f64, DecodeError> {
        self.parse_float(&self.lenient_number("a number")?)
    }

    pub(crate) fn decimal(self) -> Result<Decimal, DecodeError> {
        self.parse_decimal(self.number("a number")?)
    }

    pub(crate) fn lenient_decimal(self) -> Result<Decimal, DecodeError> {
        self.parse_decimal(&self.lenient_number("a number")?)
    }

    pub(crate) fn url(self) -> Result<Url, DecodeError> {
        Url::parse(&self.cow("a URL as text")?)
            .map_err(|e| self.path.error(format!("expected a URL: {e}")))
    }

    pub(crate) fn secret_url(self) -> Result<SecretUrl, DecodeError> {
        self.url().map(SecretUrl::from)
    }

    pub(crate) fn any(self) -> Result<Json, DecodeError> {
        Ok(Json::from_checked(self.raw))
    }

    pub(crate) fn time(self) -> Result<OffsetDateTime, DecodeError> {
        OffsetDateTime::parse(&self.cow("a time as RFC 3339 text")?, &Rfc3339).map_err(|_| {
            self.path
                .error("expected a time as RFC 3339 text, like 2021-09-07T09:20:51Z")
        })
    }

    pub(crate) fn unix_time(self) -> Result<OffsetDateTime, DecodeError> {
        self.parse_unix_time(self.number("a Unix time")?)
    }

    pub(crate) fn lenient_unix_time(self) -> Result<OffsetDateTime, DecodeError> {
        self.parse_unix_time(&self.lenient_number("a Unix time")?)
    }

    pub(crate) fn unix_time_text(self) -> Result<OffsetDateTime, DecodeError> {
        self.parse_unix_time(&self.cow("a Unix time as text")?)
    }

    pub(crate) fn seconds(self) -> Result<Seconds, DecodeError> {
        self.parse_seconds(self.number("a number of seconds")?)
    }

    pub(crate) fn lenient_seconds(self) -> Result<Seconds, DecodeError> {
        self.parse_seconds(&self.lenient_number("a number of seconds")?)
    }

    /// Nothing if it is null.
    pub(crate) fn nullable(self) -> Option<Self> {
        (self.raw != "null").then_some(self)
    }

    pub(crate) fn list(self) -> Result<List<'a>, DecodeError> {
        if !self.raw.starts_with('[') {
            return Err(self.error("a list"));
        }
        let items: Vec<&'a RawValue> =
            serde_json::from_str(self.raw).map_err(|e| self.path.error(described(&e)))?;
        Ok(List {
            items: items.into_iter().enumerate(),
            path: self.path,
            unknown: self.unknown,
        })
    }

    pub(crate) fn object(self) -> Result<Object<'a>, DecodeError> {
        if !self.raw.starts_with('{') {
            return Err(self.error("an object"));
        }
        let Members(members) =
            serde_json::from_str(self.raw).map_err(|e| self.path.error(described(&e)))?;
        if let Some(key) = repeated(&members) {
            return Err(self
                .path
                .error(format!("the key {key:?} stands there twice")));
        }
        Ok(Object {
            members,
            entry: Cow::Borrowed(""),
            path: self.path,
            unknown: self.unknown,
        })
    }
}

/// The items of a JSON list, one after another.
pub struct List<'a> {
    items: std::iter::Enumerate<std::vec::IntoIter<&'a RawValue>>,
    path: Path<'a>,
    unknown: &'a Unknown,
}

impl List<'_> {
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn next_value(&mut self) -> Option<Value<'_>> {
        let (index, raw) = self.items.next()?;
        let path = Path {
            parent: Some(&self.path),
            step: Step::Index(index),
        };
        Some(Value {
            raw: raw.get(),
            path,
            unknown: self.unknown,
        })
    }
}

/// The members of a JSON object, taken one by one.
pub struct Object<'a> {
    members: Vec<(Cow<'a, str>, &'a RawValue)>,
    /// Key of the entry that [`next_entry`](Self::next_entry) gave last.
    entry: Cow<'a, str>,
    path: Path<'a>,
    unknown: &'a Unknown,
}

impl<'a> Object<'a> {
    /// The text of the member of this name, if there is one.
    pub(crate) fn take(&mut self, key: &str) -> Option<&'a str> {
        let index = self.members.iter().position(|(name, _)| name == key)?;
        // The order of what is left does not matter: it is only looked up by name.
        let (_, raw) = self.members.swap_remove(index);
        Some(raw.get())
    }

    fn path_of<'s>(&'s self, key: &'s str) -> Path<'s> {
        Path {
            parent: Some(&self.path),
            step: Step::Key(key),
        }
    }

    /// The member of this name, if there is one.
    pub(crate) fn optional<'s>(&'s mut self, key: &'s str) -> Option<Value<'s>> {
        let raw = self.take(key)?;
        Some(Value {
            raw,
            path: self.path_of(key),
            unknown: self.unknown,
        })
    }

    /// The member of this name, which the spec promises.
    pub(crate) fn required<'s>(&'s mut self, key: &'s str) -> Result<Value<'s>, DecodeError> {
        let raw = self.take(key);
        let path = self.path_of(key);
        match raw {
            Some(raw) => Ok(Value {
                raw,
                path,
                unknown: self.unknown,
            }),
            None => Err(path.error("missing")),
        }
    }

    /// Whatever was not taken is noted as unknown to the spec.
    pub(crate) fn finish(self) {
        for (key, _) in &self.members {
            self.unknown.note(self.path_of(key).to_string());
        }
    }

    /// All members, for a map whose keys are data.
    pub(crate) fn next_entry(&mut self) -> Option<(String, Value<'_>)> {
        let (key, raw) = self.members.pop()?;
        self.entry = key;
        let path = Path {
            parent: Some(&self.path),
            step: Step::Key(&self.entry),
        };
        Some((
            self.entry.to_string(),
            Value {
                raw: raw.get(),
                path,
                unknown: self.unknown,
            },
        ))
    }
}

/// A key or a text, borrowed from the answer unless it has escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members<'de>, A::Error> {
                let mut members = Vec::with_capacity(8);
                while let Some((Key(key), raw)) = map.next_entry()? {
                    members.push((key, raw));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

/// A key that stands twice: which of the values was meant, nobody can say.
fn repeated<'m>(members: &'m [(Cow<'_, str>, &RawValue)]) -> Option<&'m str> {
    const FEW: usize = 24;
    let keys = members.iter().map(|(key, _)| key.as_ref());
    if members.len() <= FEW {
        return keys
            .clone()
            .enumerate()
            .find(|(i, key)| keys.clone().take(*i).any(|k| k == *key))
            .map(|(_, k)| k);
    }
    let mut seen = HashSet::with_capacity(members.len());
    keys.into_iter().find(|key| !seen.insert(*key))
}
