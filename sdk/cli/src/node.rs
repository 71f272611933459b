//! JSON as a tree whose scalars keep their text, and the hiding of what is secret in it.

use std::fmt;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use url::Url;

use bge_private_sdk::SecretUrl;
use bge_private_sdk::describe::{Type, is_identifier};

/// What stands for a secret.
pub(crate) const HIDDEN: &str = "[redacted]";

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// A text, read.
    Text(String),
    /// A number, a boolean or null, as it came.
    Raw(String),
    List(Vec<Node>),
    /// In the order that it came in.
    Object(Vec<(String, Node)>),
}

/// Deeper values than this stay text: no call of the platform answers so, and nobody shall exhaust the stack.
const DEEPEST: usize = 100;

impl Node {
    /// Reads a text that is known to be JSON.
    pub(crate) fn read(json: &str) -> Self {
        Self::at(json.trim(), 0)
    }

    fn at(json: &str, depth: usize) -> Self {
        let raw = || Self::Raw(json.to_owned());
        match json.as_bytes().first() {
            Some(b'"') => serde_json::from_str(json).map_or_else(|_| raw(), Self::Text),
            Some(b'[') if depth < DEEPEST => match serde_json::from_str::<Vec<&RawValue>>(json) {
                Ok(items) => {
                    let items = items.into_iter();
                    Self::List(items.map(|item| Self::at(item.get(), depth + 1)).collect())
                }
                Err(_) => raw(),
            },
            Some(b'{') if depth < DEEPEST => {
                let mut deserializer = serde_json::Deserializer::from_str(json);
                match deserializer.deserialize_map(Members) {
                    Ok(members) => {
                        let members = members.into_iter();
                        let node = |(key, value): (String, &RawValue)| {
                            (key, Self::at(value.get(), depth + 1))
                        };
                        Self::Object(members.map(node).collect())
                    }
                    Err(_) => raw(),
                }
            }
            _ => raw(),
        }
    }

    fn is_null(&self) -> bool {
        matches!(self, Self::Raw(raw) if raw == "null")
    }

    pub(crate) fn hide(&mut self) -> bool {
        if self.is_null() {
            return false;
        }
        *self = Self::Text(HIDDEN.to_owned());
        true
    }

    /// Hides secrets in the data of a call; all of it if the call returns none.
    pub(crate) fn redact_as(&mut self, ty: Option<Type>) -> bool {
        match ty {
            Some(ty) => self.redact(ty),
            None => self.hide(),
        }
    }

    /// Hides what the form says is secret, and what the spec does not know; gives whether anything was.
    pub(crate) fn redact(&mut self, form: Type) -> bool {
        match (form, &mut *self) {
            (Type::Secret, _) => self.hide(),
            (Type::SecretUrl, Self::Text(text)) => match Url::parse(text) {
                Ok(url) => {
                    let has_query = url.query().is_some() || url.fragment().is_some();
                    let shown = SecretUrl::from(url.clone()).without_query();
                    let is_whole = shown == url.as_str();
                    if has_query {
                        *text = format!("{shown}?{HIDDEN}");
                    } else if !is_whole {
                        *text = shown;
                    }
                    !is_whole
                }
                Err(_) => self.hide(),
            },
            (Type::SecretUrl, _) => self.hide(),
            (Type::Object(object), Self::Object(members)) => {
                let known = object.fields;
                let mut hidden = false;
                for (index, (key, value)) in members.iter_mut().enumerate() {
                    hidden |= match known.iter().find(|field| field.name == key) {
                        Some(field) => value.redact(field.ty),
                        None => {
                            hide_name(key, index);
                            value.hide()
                        }
                    };
                }
                hidden
            }
            (Type::List(item), Self::List(items)) => {
                let hide = |hidden, node: &mut Self| node.redact(*item) | hidden;
                items.iter_mut().fold(false, hide)
            }
            (Type::Map(item), Self::Object(members)) => {
                let hide = |hidden, (_, node): &mut (String, Self)| node.redact(*item) | hidden;
                members.iter_mut().fold(false, hide)
            }
            (Type::Json, _) => false,
            // Of another shape than the spec describes, so it may hold anything.
            (Type::Object(_) | Type::List(_) | Type::Map(_), _)
            | (_, Self::Object(_) | Self::List(_)) => self.hide(),
            _ => false,
        }
    }
}

/// Replaces the name of an unknown member by its place, unless it looks like a name: it may be data.
pub(crate) fn hide_name(name: &mut String, index: usize) {
    if !is_identifier(name) {
        *name = format!("[redacted {}]", index + 1);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::json;
    use bge_private_sdk::describe::{Field, Object};

    const fn field(name: &'static str, ty: Type) -> Field {
        Field { name, ty }
    }

    static ANSWER: Object = Object {
        name: "Answer",
        fields: &[
            field("id", Type::Text),
            field("token", Type::Secret),
            field("url", Type::SecretUrl),
            field("keys", Type::List(&Type::Object(&KEY))),
            field("by_name", Type::Map(&Type::Secret)),
            field("open", Type::Json),
        ],
    };

    static KEY: Object = Object {
        name: "Key",
        fields: &[field("secret", Type::Secret)],
    };

    #[track_caller]
    fn shown(answer: &str) -> String {
        let mut node = Node::read(answer);
        node.redact(Type::Object(&ANSWER));
        let lines = json(&node);
        lines.lines().map(str::trim).collect::<Vec<_>>().join("")
    }

    #[test]
    fn secrets_are_hidden_wherever_they_stand() {
        let cases = [
            (
                r#"{"id": "7", "token": "hunter2"}"#,
                r#"{"id": "7","token": "[redacted]"}"#,
            ),
            (r#"{"token": null}"#, r#"{"token": null}"#),
            (
                r#"{"token": {"deep": ["hunter2"]}}"#,
                r#"{"token": "[redacted]"}"#,
            ),
            (
                r#"{"url": "https://a.example/b?sign=hunter2#x"}"#,
                r#"{"url": "https://a.example/b?[redacted]"}"#,
            ),
            (
                r#"{"url": "https://a.example/b"}"#,
                r#"{"url": "https://a.example/b"}"#,
            ),
            (r#"{"url": "hunter2"}"#, r#"{"url": "[redacted]"}"#),
            (
                r#"{"keys": [{"secret": "hunter2"}]}"#,
                r#"{"keys": [{"secret": "[redacted]"}]}"#,
            ),
            (
                r#"{"by_name": {"a": "hunter2"}}"#,
                r#"{"by_name": {"a": "[redacted]"}}"#,
            ),
            (r#"{"open": {"a": 1.10}}"#, r#"{"open": {"a": 1.10}}"#),
            // What the spec does not know may be anything.
            (r#"{"new": "hunter2"}"#, r#"{"new": "[redacted]"}"#),
            (r#"{"keys": "hunter2"}"#, r#"{"keys": "[redacted]"}"#),
            (r#"["hunter2"]"#, r#""[redacted]""#),
        ];
        for (answer, expected) in cases {
            assert_eq!(shown(answer), expected);
        }
    }

    #[test]
    fn numbers_keep_their_digits_and_objects_their_order() {
        let text = r#"{"b": 0.10, "a": 123456789012345678901234567890, "b": true}"#;
        let Node::Object(members) = Node::read(text) else {
            panic!("an object")
        };
        let keys: Vec<_> = members.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
        assert_eq!(members[0].1, Node::Raw("0.10".to_owned()));
    }

    #[test]
    fn what_is_very_deep_does_no_harm() {
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        let _ = Node::read(&deep);
    }
}
