//! Reading an answer: JSON values that know their path, in terms that are not generic.
//!
//! Generated code walks these; each level of an answer is scanned when it is reached, and a number or a
//! text is parsed straight from the bytes that came, so that no digit is lost on the way.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
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
///
/// Reading always gives a value. What is wrong is noted in the value's [`Notes`], which whoever asked for the
/// whole looks at in the end; what was read is then thrown away. So generated code has no error path of its
/// own, which makes it short to read and cheap to compile.
pub trait Decode: Sized {
    /// Reads it.
    fn decode(value: Value<'_>) -> Self;
}

/// What is noted while an answer is read.
#[derive(Debug, Default)]
pub struct Notes {
    /// The first thing that was wrong.
    problem: RefCell<Option<DecodeError>>,
    /// Paths of fields that the spec does not know.
    unknown: RefCell<Vec<String>>,
}

impl Notes {
    /// More unknown fields than this are not worth telling.
    const MOST: usize = 100;

    #[cold]
    fn problem(&self, path: &Path<'_>, problem: impl Into<String>) {
        let mut first = self.problem.borrow_mut();
        if first.is_none() {
            *first = Some(DecodeError {
                path: path.to_string(),
                problem: problem.into(),
            });
        }
    }

    fn unknown(&self, path: String) {
        let mut paths = self.unknown.borrow_mut();
        if paths.len() < Self::MOST && !paths.contains(&path) {
            paths.push(path);
        }
    }

    /// What was wrong so far.
    pub(crate) fn take_problem(&self) -> Option<DecodeError> {
        self.problem.borrow_mut().take()
    }

    /// Paths of the fields that the spec does not know, or what was wrong.
    pub(crate) fn finish(self) -> Result<Vec<String>, DecodeError> {
        match self.problem.into_inner() {
            Some(problem) => Err(problem),
            None => Ok(self.unknown.into_inner()),
        }
    }
}

/// What an answer carries once its envelope is taken off.
#[derive(Clone, Copy)]
pub struct Payload<'a> {
    pub(crate) content: Content<'a>,
    pub(crate) notes: &'a Notes,
}

/// The content of an answer.
#[derive(Clone, Copy)]
pub(crate) enum Content<'a> {
    /// JSON, and what its place in the body is called.
    Json { raw: &'a str, root: &'static str },
    /// An envelope without data.
    Nothing,
    /// A body that is not JSON.
    Text(&'a [u8]),
}

impl<'a> Payload<'a> {
    /// The value, where the spec promises one.
    pub(crate) fn json(self) -> Value<'a> {
        let (path, problem) = match self.content {
            Content::Json { raw, root } => return Value::root(raw, root, self.notes),
            Content::Nothing => (
                Path::root("$.data"),
                "missing, although the call answers with data",
            ),
            Content::Text(_) => (Path::root("$"), "the answer is text, not JSON"),
        };
        self.notes.problem(&path, problem);
        Value {
            raw: MISSING,
            path,
            notes: self.notes,
        }
    }

    /// Whatever came.
    pub(crate) fn reply(self) -> Reply {
        match self.content {
            Content::Json { raw, .. } => Reply::Json(Json::from_checked(raw)),
            Content::Nothing => Reply::Json(Json::from_checked("null")),
            Content::Text(bytes) => Reply::Text(String::from_utf8_lossy(bytes).into_owned()),
        }
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

impl Path<'_> {
    fn root(name: &'static str) -> Self {
        Self {
            parent: None,
            step: Step::Root(name),
        }
    }
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

/// One JSON value and where it stands.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    /// A text that was scanned as JSON, without white space around it.
    raw: &'a str,
    path: Path<'a>,
    notes: &'a Notes,
}

/// The text of a value that is not there, which has been noted.
const MISSING: &str = "";

impl<'a> Value<'a> {
    /// A text that was scanned as JSON, and what its place is called in errors.
    pub(crate) fn root(raw: &'a str, root: &'static str, notes: &'a Notes) -> Self {
        Self {
            raw,
            path: Path::root(root),
            notes,
        }
    }

    /// Notes what is wrong with it.
    #[cold]
    fn wrong<T>(&self, problem: impl Into<String>) -> Option<T> {
        self.notes.problem(&self.path, problem);
        None
    }

    #[cold]
    fn expected<T>(&self, expected: &str) -> Option<T> {
        self.wrong(format!("expected {expected}, found {}", self.kind()))
    }

    /// What it is, in a word; never its content, which may be secret.
    fn kind(&self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "text",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            Some(_) => "a number",
            None => "nothing",
        }
    }

    /// Takes it apart by one level.
    fn parse<T: Deserialize<'a>>(&self) -> Option<T> {
        serde_json::from_str(self.raw).map_or_else(|error| self.wrong(described(&error)), Some)
    }

    fn cow(&self, expected: &str) -> Option<Cow<'a, str>> {
        if self.raw.starts_with('"') {
            self.parse().map(|Key(text)| text)
        } else {
            self.expected(expected)
        }
    }

    fn number(&self, expected: &str) -> Option<&'a str> {
        match self.raw.as_bytes().first() {
            Some(b'-' | b'0'..=b'9') => Some(self.raw),
            _ => self.expected(expected),
        }
    }

    /// A number, or a text that holds one.
    fn lenient_number(&self, expected: &str) -> Option<Cow<'a, str>> {
        if self.raw.starts_with('"') {
            self.cow(expected)
        } else {
            self.number(expected).map(Cow::Borrowed)
        }
    }

    fn parse_integer(&self, text: &str) -> Option<i64> {
        text.parse()
            .ok()
            .or_else(|| self.wrong("expected a whole number of 64 bits"))
    }

    fn parse_float(&self, text: &str) -> Option<f64> {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        number.or_else(|| self.wrong("expected a number within the range of a float"))
    }

    fn parse_decimal(&self, text: &str) -> Option<Decimal> {
        let exact = if text.contains(['e', 'E']) {
            Decimal::from_scientific(text)
        } else {
            Decimal::from_str_exact(text)
        };
        exact
            .ok()
            .or_else(|| self.wrong("expected a decimal number of at most 28 digits"))
    }

    fn parse_unix_time(&self, text: &str) -> Option<OffsetDateTime> {
        let time = OffsetDateTime::from_unix_timestamp(self.parse_integer(text)?).ok();
        time.or_else(|| self.wrong("expected a Unix time within the years -9999 to 9999"))
    }

    fn parse_seconds(&self, text: &str) -> Option<Seconds> {
        let seconds: Option<u64> = text.parse().ok();
        seconds
            .map(Seconds::from)
            .or_else(|| self.wrong("expected a whole number of seconds"))
    }

    pub(crate) fn text(self) -> String {
        self.cow("text").map_or_else(String::new, Cow::into_owned)
    }

    pub(crate) fn secret(self) -> Secret {
        Secret::from(self.text())
    }

    pub(crate) fn boolean(self) -> bool {
        match self.raw {
            "true" => true,
            "false" => false,
            _ => self.expected("a boolean").unwrap_or_default(),
        }
    }

    pub(crate) fn integer(self) -> i64 {
        self.number("a whole number")
            .and_then(|text| self.parse_integer(text))
            .unwrap_or_default()
    }

    pub(crate) fn lenient_integer(self) -> i64 {
        let number = self.lenient_number("a whole number");
        number
            .and_then(|text| self.parse_integer(&text))
            .unwrap_or_default()
    }

    pub(crate) fn float(self) -> f64 {
        self.number("a number")
            .and_then(|text| self.parse_float(text))
            .unwrap_or_default()
    }

    pub(crate) fn lenient_float(self) -> f64 {
        self.lenient_number("a number")
            .and_then(|text| self.parse_float(&text))
            .unwrap_or_default()
    }

    pub(crate) fn decimal(self) -> Decimal {
        self.number("a number")
            .and_then(|text| self.parse_decimal(text))
            .unwrap_or_default()
    }

    pub(crate) fn lenient_decimal(self) -> Decimal {
        self.lenient_number("a number")
            .and_then(|text| self.parse_decimal(&text))
            .unwrap_or_default()
    }

    pub(crate) fn url(self) -> Url {
        let url = self.cow("a URL as text").and_then(|text| {
            Url::parse(&text)
                .map_or_else(|error| self.wrong(format!("expected a URL: {error}")), Some)
        });
        url.unwrap_or_else(blank)
    }

    pub(crate) fn secret_url(self) -> SecretUrl {
        SecretUrl::from(self.url())
    }

    pub(crate) fn any(self) -> Json {
        Json::from_checked(self.raw)
    }

    pub(crate) fn time(self) -> OffsetDateTime {
        let time = self.cow("a time as RFC 3339 text").and_then(|text| {
            let time = OffsetDateTime::parse(&text, &Rfc3339).ok();
            time.or_else(|| {
                self.wrong("expected a time as RFC 3339 text, like 2021-09-07T09:20:51Z")
            })
        });
        time.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    pub(crate) fn unix_time(self) -> OffsetDateTime {
        let time = self
            .number("a Unix time")
            .and_then(|text| self.parse_unix_time(text));
        time.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    pub(crate) fn lenient_unix_time(self) -> OffsetDateTime {
        let time = self
            .lenient_number("a Unix time")
            .and_then(|text| self.parse_unix_time(&text));
        time.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    pub(crate) fn unix_time_text(self) -> OffsetDateTime {
        let time = self
            .cow("a Unix time as text")
            .and_then(|text| self.parse_unix_time(&text));
        time.unwrap_or(OffsetDateTime::UNIX_EPOCH)
    }

    pub(crate) fn seconds(self) -> Seconds {
        let seconds = self
            .number("a number of seconds")
            .and_then(|text| self.parse_seconds(text));
        seconds.unwrap_or_default()
    }

    pub(crate) fn lenient_seconds(self) -> Seconds {
        let seconds = self
            .lenient_number("a number of seconds")
            .and_then(|text| self.parse_seconds(&text));
        seconds.unwrap_or_default()
    }

    /// Nothing if it is null.
    pub(crate) fn nullable(self) -> Option<Self> {
        (self.raw != "null").then_some(self)
    }

    /// The items of a list; none if it is something else.
    pub(crate) fn list(self) -> List<'a> {
        let items = if self.raw.starts_with('[') {
            self.parse()
        } else {
            self.expected("a list")
        };
        let items = Vec::into_iter(items.unwrap_or_default()).enumerate();
        List {
            items,
            path: self.path,
            notes: self.notes,
        }
    }

    /// Its items, each read as a type.
    pub(crate) fn list_of<T>(self, read: fn(Value<'_>) -> T) -> Vec<T> {
        let mut list = self.list();
        let mut items = Vec::with_capacity(list.len());
        while let Some(value) = list.next_value() {
            items.push(read(value));
        }
        items
    }

    /// The members of an object; none if it is something else.
    pub(crate) fn object(self) -> Object<'a> {
        let members = if self.raw.starts_with('{') {
            self.parse()
        } else {
            self.expected("an object")
        };
        let Members(members) = members.unwrap_or_default();
        if let Some(key) = repeated(&members) {
            self.wrong::<()>(format!("the key {key:?} stands there twice"));
        }
        Object {
            members,
            entry: Cow::Borrowed(""),
            path: self.path,
            notes: self.notes,
        }
    }

    /// Its entries, each read as a type, where keys are data.
    pub(crate) fn map_of<T>(self, read: fn(Value<'_>) -> T) -> BTreeMap<String, T> {
        let mut object = self.object();
        let mut entries = BTreeMap::new();
        while let Some((key, value)) = object.next_entry() {
            entries.insert(key, read(value));
        }
        entries
    }
}

/// A URL that stands in for one that could not be read.
#[cold]
#[allow(clippy::expect_used, reason = "it is a constant, and a test reads it")]
fn blank() -> Url {
    Url::parse("about:blank").expect("a URL")
}

/// The items of a JSON list, one after another.
pub struct List<'a> {
    items: std::iter::Enumerate<std::vec::IntoIter<&'a RawValue>>,
    path: Path<'a>,
    notes: &'a Notes,
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
            notes: self.notes,
        })
    }
}

/// The members of a JSON object, taken one by one.
pub struct Object<'a> {
    members: Vec<(Cow<'a, str>, &'a RawValue)>,
    /// Key of the entry that [`next_entry`](Self::next_entry) gave last.
    entry: Cow<'a, str>,
    path: Path<'a>,
    notes: &'a Notes,
}

impl<'a> Object<'a> {
    /// The text of the member of this name, if there is one.
    pub(crate) fn take(&mut self, key: &str) -> Option<&'a str> {
        let index = self.members.iter().position(|(name, _)| name == key)?;
        // The order of what is left does not matter: it is only looked up by name.
        let (_, raw) = self.members.swap_remove(index);
        Some(raw.get())
    }

    /// A value at the place of this name.
    fn value<'s>(&'s self, key: &'s str, raw: &'s str) -> Value<'s> {
        let path = Path {
            parent: Some(&self.path),
            step: Step::Key(key),
        };
        Value {
            raw,
            path,
            notes: self.notes,
        }
    }

    /// The member of this name, if there is one.
    pub(crate) fn optional<'s>(&'s mut self, key: &'s str) -> Option<Value<'s>> {
        let raw = self.take(key)?;
        Some(self.value(key, raw))
    }

    /// The member of this name, which the spec promises.
    pub(crate) fn required<'s>(&'s mut self, key: &'s str) -> Value<'s> {
        let raw = self.take(key);
        let value = self.value(key, raw.unwrap_or(MISSING));
        if raw.is_none() {
            value.wrong::<()>("missing");
        }
        value
    }

    /// Whatever was not taken is noted as unknown to the spec.
    pub(crate) fn finish(self) {
        for (key, _) in &self.members {
            self.notes
                .unknown(self.value(key, MISSING).path.to_string());
        }
    }

    /// All members, for a map whose keys are data.
    pub(crate) fn next_entry(&mut self) -> Option<(String, Value<'_>)> {
        let (key, raw) = self.members.pop()?;
        self.entry = key;
        Some((self.entry.to_string(), self.value(&self.entry, raw.get())))
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

#[derive(Default)]
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_url_that_stands_in() {
        assert_eq!(blank().as_str(), "about:blank");
    }
}
