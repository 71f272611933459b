//! JSON as a tree. Numbers keep their digits, and objects keep their order and repeated keys.

use std::borrow::Cow;

use bge_private_sdk::describe::json::{items, members};
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

    /// Creates an object.
    pub(crate) fn object<'a>(members: impl IntoIterator<Item = (&'a str, Self)>) -> Self {
        let members = members.into_iter();
        Self::Object(members.map(|(key, node)| (key.to_owned(), node)).collect())
    }

    /// Creates an object of strings.
    pub(crate) fn of_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let member = |(name, value)| (name, Self::Text(value));
        Self::Object(pairs.into_iter().map(member).collect())
    }

    /// Returns the members of an object.
    pub(crate) fn into_members(self) -> Vec<(String, Self)> {
        match self {
            Self::Object(members) => members,
            Self::Text(_) | Self::Raw(_) | Self::List(_) => Vec::new(),
        }
    }

    /// Returns the member or the item with this name or index.
    pub(crate) fn into_part(self, name: &str) -> Option<Self> {
        match self {
            Self::Object(members) => {
                let mut members = members.into_iter();
                members.find(|(key, _)| key == name).map(|(_, node)| node)
            }
            Self::List(items) => {
                let is_index = name == "0" || !name.starts_with(['0', '+']);
                let index = name.parse().ok().filter(|_| is_index)?;
                items.into_iter().nth(index)
            }
            Self::Text(_) | Self::Raw(_) => None,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Raw(raw) if raw == "null")
    }

    fn at(json: &str, depth: usize) -> Self {
        match json.as_bytes().first() {
            Some(b'"') => match serde_json::from_str(json) {
                Ok(text) => Self::Text(text),
                Err(_) => Self::Raw(json.to_owned()),
            },
            Some(b'[') if depth < DEEPEST => {
                let items = items(json).into_iter();
                Self::List(items.map(|item| Self::at(item, depth + 1)).collect())
            }
            Some(b'{') if depth < DEEPEST => {
                let members = members(json).into_iter();
                let member = |(key, value): (Cow<'_, str>, &str)| {
                    (key.into_owned(), Self::at(value, depth + 1))
                };
                Self::Object(members.map(member).collect())
            }
            _ => Self::Raw(json.to_owned()),
        }
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
