//! JSON as a tree. Numbers keep their digits, and objects keep their order and repeated keys.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::ser::{Error, Serialize, Serializer};
use serde_json::value::RawValue;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A string, without quotes and escapes.
    Text(String),
    /// A number, a boolean or null, as received.
    Raw(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
}

/// Values that are nested more deeply stay raw, so that no answer exhausts the stack.
const DEEPEST: usize = 100;

impl Node {
    /// Reads a text that is known to be JSON.
    pub(crate) fn read(json: &str) -> Self {
        Self::at(json.trim(), 0)
    }

    /// Converts a value that can be written as JSON.
    pub(crate) fn of(value: &impl Serialize) -> Self {
        Self::read(&serde_json::to_string(value).unwrap_or_default())
    }

    /// Creates an object of strings.
    pub(crate) fn of_pairs(pairs: Vec<(String, String)>) -> Self {
        let member = |(name, value)| (name, Self::Text(value));
        Self::Object(pairs.into_iter().map(member).collect())
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Raw(raw) if raw == "null")
    }

    fn at(json: &str, depth: usize) -> Self {
        let parsed = match json.as_bytes().first() {
            Some(b'"') => serde_json::from_str(json).ok().map(Self::Text),
            Some(b'[') if depth < DEEPEST => list(json, depth + 1),
            Some(b'{') if depth < DEEPEST => object(json, depth + 1),
            _ => None,
        };
        parsed.unwrap_or_else(|| Self::Raw(json.to_owned()))
    }
}

fn list(json: &str, depth: usize) -> Option<Node> {
    let items: Vec<&RawValue> = serde_json::from_str(json).ok()?;
    let items = items.into_iter().map(|item| Node::at(item.get(), depth));
    Some(Node::List(items.collect()))
}

fn object(json: &str, depth: usize) -> Option<Node> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let members = deserializer.deserialize_map(Members).ok()?.into_iter();
    let members = members.map(|(key, value)| (key, Node::at(value.get(), depth)));
    Some(Node::Object(members.collect()))
}

/// Reads the members of an object in their order.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(members)
    }
}

/// Can only be written as JSON.
impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Raw(raw) => RawValue::from_string(raw.clone())
                .map_err(S::Error::custom)?
                .serialize(serializer),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, value)))
            }
        }
    }
}
