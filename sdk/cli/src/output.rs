//! An answer as it is printed: text for reading, JSON or YAML for programs.

use std::fmt::Write as _;

use time::OffsetDateTime;

use crate::language::{Language, say};
use crate::node::Node;
use bge_private_sdk::describe::{Call, PLATFORM, Type};
use time::format_description::well_known::Rfc3339;

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
    Yaml,
}

impl Format {
    /// From the value of `--output`.
    pub(crate) fn of(name: &str) -> Self {
        match name {
            "json" => Self::Json,
            "yaml" => Self::Yaml,
            _ => Self::Text,
        }
    }
}

/// Returns whether the value of this field of a call may be shown.
pub(crate) fn is_public(call: Option<&Call>, name: &str) -> bool {
    let protocol = PLATFORM.protocol;
    [
        protocol.key_field,
        protocol.nonce_field,
        protocol.timestamp_field,
    ]
    .contains(&name)
        || call.is_some_and(|call| call.endpoint.is_public(name))
}

/// JSON on several lines, with a line break at its end.
pub(crate) fn json(node: &Node) -> String {
    let mut out = String::new();
    write_json(node, 0, &mut out);
    out.push('\n');
    out
}

fn write_json(node: &Node, depth: usize, out: &mut String) {
    let line = |depth: usize, out: &mut String| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match node {
        Node::Text(text) => out.push_str(&quoted(text)),
        Node::Raw(raw) => out.push_str(raw),
        Node::List(items) if items.is_empty() => out.push_str("[]"),
        Node::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                line(depth + 1, out);
                write_json(item, depth + 1, out);
            }
            line(depth, out);
            out.push(']');
        }
        Node::Object(members) if members.is_empty() => out.push_str("{}"),
        Node::Object(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                line(depth + 1, out);
                out.push_str(&quoted(key));
                out.push_str(": ");
                write_json(value, depth + 1, out);
            }
            line(depth, out);
            out.push('}');
        }
    }
}

/// A text between double quotes, as both JSON and YAML read it: what is not printable is escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_unprintable(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What a terminal might obey, or YAML does not take as it is; all of it has four hex digits.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// YAML, with every text between quotes, so that none is taken for anything else.
pub(crate) fn yaml(node: &Node) -> String {
    let mut out = String::new();
    write_yaml(node, 0, &mut out);
    out.push('\n');
    out
}

/// Writes a node whose first line goes on where the output stands.
fn write_yaml(node: &Node, depth: usize, out: &mut String) {
    let is_block = |node: &Node| match node {
        Node::List(items) => !items.is_empty(),
        Node::Object(members) => !members.is_empty(),
        _ => false,
    };
    let line = |index: usize, out: &mut String| {
        if index > 0 {
            out.push('\n');
            out.push_str(&"  ".repeat(depth));
        }
    };
    match node {
        Node::List(items) if is_block(node) => {
            for (index, item) in items.iter().enumerate() {
                line(index, out);
                out.push_str("- ");
                write_yaml(item, depth + 1, out);
            }
        }
        Node::Object(members) if is_block(node) => {
            for (index, (key, value)) in members.iter().enumerate() {
                line(index, out);
                out.push_str(&yaml_key(key));
                out.push(':');
                if is_block(value) {
                    out.push('\n');
                    out.push_str(&"  ".repeat(depth + 1));
                } else {
                    out.push(' ');
                }
                write_yaml(value, depth + 1, out);
            }
        }
        _ => write_json(node, 0, out),
    }
}

/// A key without quotes where nothing could mistake it.
fn yaml_key(key: &str) -> String {
    const WORDS: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let is_plain = key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !WORDS.contains(&key.to_ascii_lowercase().as_str());
    if is_plain {
        key.to_owned()
    } else {
        quoted(key)
    }
}

/// A text for reading: names and values in columns, times as times.
pub(crate) fn text(node: &Node, form: Type, language: Language) -> String {
    let mut out = String::new();
    let reader = Reader { language };
    reader.write(node, form, 0, &mut out);
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

struct Reader {
    language: Language,
}

impl Reader {
    fn write(&self, node: &Node, form: Type, depth: usize, out: &mut String) {
        let line = |index: usize, out: &mut String| {
            if index > 0 {
                out.push('\n');
                out.push_str(&"  ".repeat(depth));
            }
        };
        match node {
            Node::List(items) if !items.is_empty() => {
                let form = match form {
                    Type::List(item) => *item,
                    _ => Type::Json,
                };
                for (index, item) in items.iter().enumerate() {
                    line(index, out);
                    out.push_str("- ");
                    self.write(item, form, depth + 1, out);
                }
            }
            Node::Object(members) if !members.is_empty() => {
                let width = |key: &str| plain(key).chars().count() + 1;
                let widest = members.iter().map(|(key, _)| width(key)).max().unwrap_or(0);
                for (index, (key, value)) in members.iter().enumerate() {
                    line(index, out);
                    out.push_str(&plain(key));
                    out.push(':');
                    let form = self.member(form, key);
                    if matches!(value, Node::List(items) if !items.is_empty())
                        || matches!(value, Node::Object(members) if !members.is_empty())
                    {
                        out.push('\n');
                        out.push_str(&"  ".repeat(depth + 1));
                    } else {
                        out.push_str(&" ".repeat(widest - width(key) + 1));
                    }
                    self.write(value, form, depth + 1, out);
                }
            }
            Node::Text(text) => out.push_str(&self.scalar(text, form)),
            Node::Raw(raw) => out.push_str(&self.scalar(raw, form)),
            _ => write_json(node, 0, out),
        }
    }

    fn member(&self, form: Type, key: &str) -> Type {
        match form {
            Type::Map(item) => *item,
            Type::Object(object) => {
                let mut fields = object.fields.iter();
                let found = fields.find(|field| field.name == key);
                found.map_or(Type::Json, |field| field.ty)
            }
            _ => Type::Json,
        }
    }

    fn scalar(&self, text: &str, form: Type) -> String {
        let told = match form {
            Type::UnixTime | Type::UnixTimeText => text
                .parse()
                .ok()
                .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
                .and_then(|time| time.format(&Rfc3339).ok()),
            Type::Seconds if text.parse::<u64>().is_ok() => {
                Some(say!(self.language, "{text} s", "{text} 秒"))
            }
            Type::Enum(known) => {
                let mut choices = known.values.iter();
                let found = choices.find(|choice| choice.wire == text);
                found.map(|choice| choice.name.to_owned())
            }
            _ => None,
        };
        told.unwrap_or_else(|| plain(text))
    }
}

/// A text in its own lines and columns, without what a terminal might obey.
pub(crate) fn lines(text: &str) -> String {
    let line = |line: &str| line.split('\t').map(plain).collect::<Vec<_>>().join("\t") + "\n";
    text.lines().map(line).collect()
}

/// A text on one line, without what a terminal might obey.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if is_unprintable(c) {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node() -> Node {
        Node::read(
            r#"{"id": "7", "on": true, "none": null, "list": [1, {"a b": "x\ty", "c": []}, [2.50]],
                "empty": {}, "text": "\u001b[31m\u009b\u2028\ud83e\uddec"}"#,
        )
    }

    #[test]
    fn json_is_indented_and_keeps_its_digits() {
        let expected = r#"{
  "id": "7",
  "on": true,
  "none": null,
  "list": [
    1,
    {
      "a b": "x\ty",
      "c": []
    },
    [
      2.50
    ]
  ],
  "empty": {},
  "text": "\u001b[31m\u009b\u2028🧬"
}
"#;
        assert_eq!(json(&node()), expected);
    }

    #[test]
    fn yaml_quotes_its_texts() {
        let expected = r#"id: "7"
"on": true
none: null
list:
  - 1
  - "a b": "x\ty"
    c: []
  - - 2.50
empty: {}
text: "\u001b[31m\u009b\u2028🧬"
"#;
        assert_eq!(yaml(&node()), expected);
    }

    #[test]
    fn text_is_in_columns_and_commands_no_terminal() {
        let expected = r"id:    7
on:    true
none:  null
list:
  - 1
  - a b: x\ty
    c:   []
  - - 2.50
empty: {}
text:  \u{1b}[31m\u{9b}\u{2028}🧬
";
        let shown = text(&node(), Type::Json, Language::English);
        assert_eq!(shown, expected);
    }

    #[test]
    fn times_and_durations_are_told_as_such() {
        let shown = |json: &str, form| text(&Node::read(json), form, Language::English);
        assert_eq!(
            shown("\"1573026921\"", Type::UnixTimeText),
            "2019-11-06T07:55:21Z\n"
        );
        assert_eq!(
            shown("1573026921", Type::UnixTime),
            "2019-11-06T07:55:21Z\n"
        );
        assert_eq!(shown("600", Type::Seconds), "600 s\n");
        assert_eq!(shown("\"soon\"", Type::UnixTime), "soon\n");
    }
}
