//! A document as a tree of values, written as JSON or as YAML.

use crate::plain::{is_printable, written};
use bge_private_codegen::spec::yaml::{Node, NodeKind};

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Null,
    Bool(bool),
    /// A number as it is written in JSON.
    Number(String),
    Text(String),
    List(Vec<Tree>),
    Map(Map),
}

/// A mapping, in the order in which it is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Map {
    pub(super) entries: Vec<Entry>,
}

/// An entry of a mapping.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) value: Tree,
}

impl Map {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds an entry.
    pub(super) fn with(mut self, key: &str, value: impl Into<Tree>) -> Self {
        self.entries.push(Entry {
            key: key.to_owned(),
            value: value.into(),
        });
        self
    }

    /// Adds an entry, if there is one.
    pub(super) fn maybe(self, key: &str, value: Option<impl Into<Tree>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Tree> {
        let mut entries = self.entries.iter();
        entries
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    /// Puts a value in the place of the one that a key has.
    pub(super) fn replace(&mut self, key: &str, value: Tree) {
        if let Some(entry) = self.entries.iter_mut().find(|entry| entry.key == key) {
            entry.value = value;
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl From<Map> for Tree {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

impl From<bool> for Tree {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<u64> for Tree {
    fn from(value: u64) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<&str> for Tree {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Tree {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Tree>> From<Vec<T>> for Tree {
    fn from(items: Vec<T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }
}

impl From<&Node> for Tree {
    fn from(node: &Node) -> Self {
        match &node.kind {
            NodeKind::Null => Self::Null,
            NodeKind::Bool(value) => Self::Bool(*value),
            NodeKind::Number(text) => Self::Number(text.clone()),
            NodeKind::Text(text) => Self::Text(text.clone()),
            NodeKind::List(items) => Self::List(items.iter().map(Self::from).collect()),
            NodeKind::Map(entries) => {
                let map = entries
                    .iter()
                    .fold(Map::new(), |map, (key, value)| map.with(&key.value, value));
                Self::Map(map)
            }
        }
    }
}

impl Tree {
    /// The value as JSON of several lines.
    pub(super) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(0, &mut out);
        out.push('\n');
        out
    }

    fn write_json(&self, depth: usize, out: &mut String) {
        let indent = |depth: usize, out: &mut String| {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        };
        match self {
            Self::List(items) if !items.is_empty() => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    indent(depth + 1, out);
                    item.write_json(depth + 1, out);
                }
                indent(depth, out);
                out.push(']');
            }
            Self::Map(map) if !map.is_empty() => {
                out.push('{');
                for (index, entry) in map.entries.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    indent(depth + 1, out);
                    out.push_str(&json_text(&entry.key));
                    out.push_str(": ");
                    entry.value.write_json(depth + 1, out);
                }
                indent(depth, out);
                out.push('}');
            }
            Self::Text(text) => out.push_str(&json_text(text)),
            other => out.push_str(&other.inline()),
        }
    }

    /// The value as YAML with quotes wherever there could be a doubt.
    pub(super) fn to_yaml(&self) -> String {
        let mut out = String::new();
        self.write_yaml(0, &mut out);
        out
    }

    /// Writes it on lines of its own, each with its line break.
    fn write_yaml(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        match self {
            Self::Map(map) if !map.is_empty() => {
                for (index, entry) in map.entries.iter().enumerate() {
                    if depth <= 1 && index > 0 && !entry.value.is_small() {
                        out.push('\n');
                    }
                    out.push_str(&format!("{indent}{}:", written(&entry.key)));
                    entry.value.write_beside(depth + 1, out);
                }
            }
            Self::List(items) if !items.is_empty() => {
                for item in items {
                    out.push_str(&format!("{indent}-"));
                    item.write_beside(depth + 1, out);
                }
            }
            other => out.push_str(&format!("{indent}{}\n", other.inline())),
        }
    }

    /// Writes it behind a key or a dash: small things on the same line, text of several lines as a block.
    fn write_beside(&self, depth: usize, out: &mut String) {
        match self {
            Self::Text(text) if is_block(text) => {
                let body = text.trim_end_matches('\n');
                out.push_str(if body.len() == text.len() {
                    " |-\n"
                } else {
                    " |\n"
                });
                for line in body.split('\n') {
                    let indent = if line.is_empty() { 0 } else { 2 * depth };
                    out.push_str(&format!("{:indent$}{line}\n", ""));
                }
            }
            _ if self.is_small() => out.push_str(&format!(" {}\n", self.inline())),
            _ => {
                out.push('\n');
                self.write_yaml(depth, out);
            }
        }
    }

    /// Whether it stands on one line.
    fn is_small(&self) -> bool {
        const FEW: usize = 4;
        let is_scalar = |tree: &Self| !matches!(tree, Self::List(_) | Self::Map(_));
        match self {
            Self::List(items) => items.len() <= FEW && items.iter().all(is_scalar),
            Self::Map(map) => {
                let mut entries = map.entries.iter();
                map.entries.len() <= FEW
                    && entries.all(|entry| {
                        is_scalar(&entry.value)
                            && !matches!(&entry.value, Self::Text(text) if text.contains('\n'))
                    })
            }
            _ => true,
        }
    }

    fn inline(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Bool(value) => value.to_string(),
            Self::Number(text) => text.clone(),
            Self::Text(text) => written(text),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(Self::inline).collect();
                format!("[{}]", items.join(", "))
            }
            Self::Map(map) => {
                let entries = map.entries.iter();
                let entries: Vec<_> = entries
                    .map(|entry| format!("{}: {}", written(&entry.key), entry.value.inline()))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }
}

/// Whether a text can be a block of lines as it is, and has several.
fn is_block(text: &str) -> bool {
    let body = text.trim_end_matches('\n');
    body.contains('\n')
        && text.len() - body.len() <= 1
        && !body.starts_with([' ', '\n', '\t'])
        && body.chars().all(|c| c == '\n' || is_printable(c))
        && body
            .lines()
            .all(|line| line.is_empty() || !line.trim().is_empty())
}

fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Map, Tree};

    #[test]
    fn values_are_written_as_json_and_yaml() {
        let tree: Tree = Map::new()
            .with("200", "a: b")
            .with("doc", "one\n\ntwo\n")
            .with("list", vec![Tree::Null, Tree::Number("0.10".to_owned())])
            .with("odd", "\u{85}\"\\")
            .into();
        assert_eq!(
            tree.to_json(),
            "{\n  \"200\": \"a: b\",\n  \"doc\": \"one\\n\\ntwo\\n\",\n  \"list\": [\n    null,\n    0.10\n  ],\n  \"odd\": \"\u{85}\\\"\\\\\"\n}\n"
        );
        assert_eq!(
            tree.to_yaml(),
            "\"200\": \"a: b\"\ndoc: |\n  one\n\n  two\nlist: [null, 0.10]\nodd: \"\\u0085\\\"\\\\\"\n"
        );
    }
}
