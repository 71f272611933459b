//! Writes the values in a spec as JSON text.

use crate::json::Json;
use crate::spec::yaml::{Node, NodeKind};

/// Returns the value as JSON without spaces. Numbers and the order of members are unchanged.
pub fn compact(node: &Node) -> String {
    Json::from(node).to_string()
}

/// Returns the value as `serde_json::Value` writes it: members sorted, numbers in their shortest form.
pub(crate) fn canonical(node: &Node) -> String {
    Json::from(node).canonical().to_string()
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
