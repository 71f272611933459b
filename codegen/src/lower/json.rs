//! Writes the values in a spec as JSON text.

use crate::spec::yaml::{Node, NodeKind};

/// Returns the value as JSON without spaces. Numbers and the order of members are unchanged.
pub fn compact(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match &node.kind {
        NodeKind::Null => out.push_str("null"),
        NodeKind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        NodeKind::Number(number) => out.push_str(number),
        NodeKind::Text(text) => string(text, out),
        NodeKind::List(items) => list(items, out, write),
        NodeKind::Map(members) => {
            let members = members
                .iter()
                .map(|(key, value)| (key.value.as_str(), value));
            object(members, out, write);
        }
    }
}

/// Returns the value as indented JSON, with one member or item per line. Numbers and the order of members are
/// unchanged.
pub fn indented(node: &Node) -> String {
    let mut out = String::new();
    write_indented(node, "\n", &mut out);
    out
}

/// Writes a value. `line` is a line break and the indentation of the current line.
fn write_indented(node: &Node, line: &str, out: &mut String) {
    let inner = format!("{line}    ");
    match &node.kind {
        NodeKind::List(items) if !items.is_empty() => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&inner);
                write_indented(item, &inner, out);
            }
            out.push_str(line);
            out.push(']');
        }
        NodeKind::Map(members) if !members.is_empty() => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                out.push_str(&inner);
                string(&key.value, out);
                out.push_str(": ");
                write_indented(value, &inner, out);
            }
            out.push_str(line);
            out.push('}');
        }
        _ => write(node, out),
    }
}

/// Returns the value as `serde_json::Value` writes it: members sorted, numbers in their shortest form.
pub(crate) fn canonical(node: &Node) -> String {
    let mut out = String::new();
    write_canonical(node, &mut out);
    out
}

fn write_canonical(node: &Node, out: &mut String) {
    match &node.kind {
        NodeKind::Number(text) => out.push_str(&number(text)),
        NodeKind::List(items) => list(items, out, write_canonical),
        NodeKind::Map(_) => object(sorted(node), out, write_canonical),
        _ => write(node, out),
    }
}

/// Returns the members of a mapping, sorted by the bytes of their keys.
pub(crate) fn sorted(node: &Node) -> Vec<(&str, &Node)> {
    let NodeKind::Map(members) = &node.kind else {
        return Vec::new();
    };
    let mut members: Vec<_> = members
        .iter()
        .map(|(key, value)| (key.value.as_str(), value))
        .collect();
    members.sort_by_key(|(key, _)| *key);
    members
}

/// Returns a number in its shortest form: a 64-bit integer, or otherwise a float. A number beyond the range of
/// a float is null.
pub(crate) fn number(text: &str) -> String {
    if let Ok(number) = text.parse::<i64>() {
        return number.to_string();
    }
    if let Ok(number) = text.parse::<u64>() {
        return number.to_string();
    }
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => format!("{number:?}"),
        _ => "null".to_owned(),
    }
}

/// Writes a list whose items `item` writes.
pub fn list<'a, T: 'a>(
    items: impl IntoIterator<Item = &'a T>,
    out: &mut String,
    mut item: impl FnMut(&'a T, &mut String),
) {
    out.push('[');
    for (index, value) in items.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        item(value, out);
    }
    out.push(']');
}

/// Writes an object whose members `item` writes.
pub(crate) fn object<'a, T>(
    members: impl IntoIterator<Item = (&'a str, T)>,
    out: &mut String,
    mut item: impl FnMut(T, &mut String),
) {
    out.push('{');
    for (index, (key, value)) in members.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        string(key, out);
        out.push(':');
        item(value, out);
    }
    out.push('}');
}

/// Writes a quoted text.
pub fn string(text: &str, out: &mut String) {
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\x1f' => out.push_str(&format!("\\u{:04x}", u32::from(char))),
            _ => out.push(char),
        }
    }
    out.push('"');
}
