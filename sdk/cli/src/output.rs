//! Prints JSON values: as text for reading, as JSON or as YAML.

use bge_private_sdk::describe::Type;
use clap::ArgMatches;

use crate::json::Node;
use crate::language::choose;
use crate::options::text;
use crate::shapes;

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
    /// JSON on one line, for each of several answers.
    JsonLine,
    Yaml,
}

impl Format {
    /// Returns the format of `--output`.
    pub(crate) fn of(matches: &ArgMatches) -> Self {
        match text(matches, "output") {
            Some("json") => Self::Json,
            Some("yaml") => Self::Yaml,
            _ => Self::Text,
        }
    }

    /// Writes a value of a type, with a line break at its end.
    pub(crate) fn write(self, node: &Node, ty: Type) -> String {
        let mut out = String::new();
        match self {
            Self::Json => out = json(node),
            Self::JsonLine => return json_line(node),
            Self::Text | Self::Yaml => self.write_block(node, ty, 0, &mut out),
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out
    }

    /// Writes a value whose first line continues the current one. Lists and objects have a line for each part.
    fn write_block(self, node: &Node, ty: Type, depth: usize, out: &mut String) {
        let ty = shapes::of(node, ty).unwrap_or(Type::JSON);
        match node {
            Node::List(items) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    break_line(index > 0, depth, out);
                    out.push_str("- ");
                    let ty = type_of_part(node, ty, "");
                    self.write_block(item, ty, depth + 1, out);
                }
            }
            Node::Object(members) if !members.is_empty() => {
                let keys: Vec<String> = members.iter().map(|(key, _)| self.key(key)).collect();
                let widths = keys.iter().map(|key| key.chars().count());
                let width = match self {
                    Self::Text => widths.max().unwrap_or(0) + 1,
                    Self::Json | Self::JsonLine | Self::Yaml => 0,
                };
                for (index, (key, (name, value))) in keys.iter().zip(members).enumerate() {
                    break_line(index > 0, depth, out);
                    if is_block(value) {
                        out.push_str(key);
                        break_line(true, depth + 1, out);
                    } else {
                        out.push_str(&format!("{key:width$}"));
                        out.push_str(if width == 0 { " " } else { "" });
                    }
                    let ty = type_of_part(node, ty, name);
                    self.write_block(value, ty, depth + 1, out);
                }
            }
            Node::Text(text) | Node::Raw(text) if self == Self::Text => {
                out.push_str(&readable(text, ty));
            }
            Node::Text(_) | Node::Raw(_) | Node::List(_) | Node::Object(_) => {
                out.push_str(&json(node));
            }
        }
    }

    /// Returns a key with a colon.
    fn key(self, key: &str) -> String {
        match self {
            Self::Text => printable(key) + ":",
            Self::Yaml if is_plain_key(key) => format!("{key}:"),
            Self::Json | Self::JsonLine | Self::Yaml => json(&Node::Text(key.to_owned())) + ":",
        }
    }
}

fn break_line(breaks: bool, depth: usize, out: &mut String) {
    if breaks {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
}

/// Returns whether a value has a line for each of its parts.
fn is_block(node: &Node) -> bool {
    match node {
        Node::List(items) => !items.is_empty(),
        Node::Object(members) => !members.is_empty(),
        Node::Text(_) | Node::Raw(_) => false,
    }
}

/// Returns a value as JSON on one line.
pub(crate) fn json_line(node: &Node) -> String {
    // Line breaks are between values only: in texts, JSON escapes them.
    let json = serde_json::to_string(node).unwrap_or_default();
    printable_json(&json.replace(['\n', '\r'], " ")) + "\n"
}

fn json(node: &Node) -> String {
    printable_json(&serde_json::to_string_pretty(node).unwrap_or_default())
}

/// Escapes characters that are not printable in a way that YAML reads, too.
fn printable_json(json: &str) -> String {
    let is_odd = |c: char| !is_printable(c) && !c.is_ascii_whitespace();
    escaped(json, is_odd, |c| format!("\\u{:04x}", u32::from(c)))
}

fn escaped(text: &str, is_odd: impl Fn(char) -> bool, escape: impl Fn(char) -> String) -> String {
    let shown = |c| if is_odd(c) { escape(c) } else { c.to_string() };
    text.chars().map(shown).collect()
}

/// Returns whether a key is a string in YAML without quotes.
fn is_plain_key(key: &str) -> bool {
    const OTHER_VALUES: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !OTHER_VALUES.contains(&key.to_ascii_lowercase().as_str())
}

/// Returns the part of a value that a JSON pointer leads to, with its type.
pub(crate) fn part(node: Node, ty: Type, pointer: &str) -> Option<(Node, Type)> {
    steps(pointer).try_fold((node, ty), |(node, ty), step| {
        let ty = type_of_part(&node, ty, &step);
        Some((node.into_part(&step)?, ty))
    })
}

/// Returns the names and the indices of a JSON pointer.
pub(crate) fn steps(pointer: &str) -> impl Iterator<Item = String> {
    let steps = pointer.split('/').skip(1);
    steps.map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// Returns whether the spec knows the part of a value that these steps lead to, even if the value has none.
pub(crate) fn knows(ty: Type, steps: &[String]) -> bool {
    let Some((step, rest)) = steps.split_first() else {
        return true;
    };
    match ty {
        Type::List(item) => step.parse::<usize>().is_ok() && knows(*item, rest),
        Type::Map(item) => knows(*item, rest),
        Type::Object(object) => object.field(step).is_some_and(|it| knows(it.ty, rest)),
        Type::AnyOf(any) => any.shapes.iter().any(|shape| knows(*shape, steps)),
        Type::Scalar(_) | Type::File | Type::Enum(_) | Type::Extra(_) => false,
    }
}

/// Returns the type of the item or member with this index or name.
fn type_of_part(node: &Node, ty: Type, step: &str) -> Type {
    let ty = match (node, shapes::of(node, ty)) {
        (Node::List(_), Some(Type::List(item))) => Some(*item),
        (Node::Object(_), Some(Type::Map(item))) => Some(*item),
        (Node::Object(_), Some(Type::Object(object))) => object.field(step).map(|field| field.ty),
        (_, _) => None,
    };
    ty.unwrap_or(Type::JSON)
}

/// Returns a scalar for reading: times as times, and values of enums by name.
fn readable(text: &str, ty: Type) -> String {
    match ty {
        Type::Scalar(info) if info.is_valid(text) => {
            let [english, chinese] = info.unit;
            printable(&info.user_text(text)) + choose(english, chinese)
        }
        Type::Enum(known) => {
            let choice = known.sent_as(text);
            choice.map_or_else(|| printable(text), |choice| choice.name.to_owned())
        }
        Type::Scalar(_) | Type::File | Type::Extra(_) => printable(text),
        Type::Object(_) | Type::AnyOf(_) | Type::List(_) | Type::Map(_) => printable(text),
    }
}

/// Returns a text on one line, without characters that control a terminal.
pub(crate) fn printable(text: &str) -> String {
    escaped(
        text,
        |c| !is_printable(c),
        |c| c.escape_default().to_string(),
    )
}

/// Returns a text with its lines and tabs, without characters that control a terminal.
pub(crate) fn printable_lines(text: &str) -> String {
    let line = |line: &str| {
        let columns = line.split('\t').map(printable).collect::<Vec<_>>();
        columns.join("\t") + "\n"
    };
    text.lines().map(line).collect()
}

/// Returns whether a character does not control a terminal, and is valid in YAML. The others have four hex digits.
fn is_printable(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
                | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}
