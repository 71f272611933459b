//! Sentences in generated docs about a value, in addition to the author's text.

use super::markdown::code;
use super::types::{Scope, rust_name, variant, wire_name};
use crate::api::Type;
use crate::naming;
use crate::spec::model::{Field, Join, Scalar, Secrecy, Spanned, TypeExpr, TypeKind};
use crate::spec::yaml::{Node, NodeKind};

/// Describes a parameter: its form, its constraints and its default.
pub fn of_param(scope: &Scope<'_>, name: &str, field: &Field) -> Vec<String> {
    let ty = scope.field(field);
    let mut sentences = bounds(field, &ty);
    match ty {
        Type::Scalar(Scalar::Json) | Type::Object(_) | Type::Map(_) => {
            sentences.push("Sent as JSON text.".to_owned())
        }
        _ => {}
    }
    sentences.extend(secrecy(field));
    if let Some(value) = field
        .default
        .as_ref()
        .and_then(|node| default(scope, &field.ty.value, node))
    {
        sentences.push(format!("The platform assumes {value}."));
    }
    if let Some(wire) = differs(name, field) {
        sentences.push(format!("Sent as {wire}."));
    }
    sentences
}

/// Describes a field of an object.
pub fn of_field(scope: &Scope<'_>, name: &str, field: &Field) -> Vec<String> {
    let mut sentences = bounds(field, &scope.field(field));
    sentences.extend(secrecy(field));
    let none = match (field.nullable, field.optional) {
        (true, true) => Some("`None` if the platform returns null or omits it."),
        (true, false) => Some("`None` if the platform returns null."),
        (false, true) => Some("`None` if the platform omits it."),
        (false, false) => None,
    };
    sentences.extend(none.map(str::to_owned));
    if let Some(wire) = differs(name, field) {
        sentences.push(format!("On the wire: {wire}."));
    }
    sentences
}

/// Returns the wire name if it differs from the Rust name.
pub fn differs(name: &str, field: &Field) -> Option<String> {
    let rust = naming::field(rust_name(&field.rust, name));
    let shown = naming::unraw(&rust);
    let wire = wire_name(field, name);
    (shown != wire).then(|| code(wire))
}

fn secrecy(field: &Field) -> Option<String> {
    let sentence = match field.secret.as_ref()?.value {
        Secrecy::Whole => "Secret: `Debug` does not show it.",
        Secrecy::Query => "Its query is secret: `Debug` does not show it.",
    };
    Some(sentence.to_owned())
}

fn bounds(field: &Field, ty: &Type) -> Vec<String> {
    let mut sentences = Vec::new();
    let range = range(field);
    if *ty == Type::Scalar(Scalar::Seconds) {
        let range = range.map_or(String::new(), |range| format!(", {range}"));
        sentences.push(format!("In whole seconds{range}."));
    } else if let Some(range) = range {
        sentences.push(capitalised(&range) + ".");
    }
    sentences.extend(
        count(&field.min_length, &field.max_length, "character").map(|count| {
            let each = if matches!(ty, Type::List(_)) {
                " each"
            } else {
                ""
            };
            format!("{}{each}.", capitalised(&count))
        }),
    );
    let count = count(&field.min_items, &field.max_items, "item");
    let join = field.join.as_ref().map(|join| match join.value {
        Join::Comma => "joined by commas",
        Join::Json => "sent as JSON text",
        Join::Repeat => "each sent as a separate field",
    });
    match (count, join) {
        (Some(count), Some(join)) => sentences.push(format!("{}, {join}.", capitalised(&count))),
        (Some(count), None) => sentences.push(capitalised(&count) + "."),
        (None, Some(join)) => sentences.push(capitalised(join) + "."),
        (None, None) => {}
    }
    sentences
}

/// Describes a range: `at least 1`, `more than 0 and at most 10`, `1 to 10`.
fn range(field: &Field) -> Option<String> {
    let value = |bound: &Option<Node>| bound.as_ref().and_then(scalar);
    if let (Some(min), Some(max)) = (value(&field.min), value(&field.max)) {
        return Some(if min == max {
            format!("exactly {min}")
        } else {
            format!("{min} to {max}")
        });
    }
    let bounds = [
        ("at least", &field.min),
        ("more than", &field.above),
        ("at most", &field.max),
        ("less than", &field.below),
    ];
    let phrases: Vec<_> = bounds
        .iter()
        .filter_map(|(words, bound)| Some(format!("{words} {}", value(bound)?)))
        .collect();
    (!phrases.is_empty()).then(|| phrases.join(" and "))
}

/// Describes a number of items: `at least 1 character`, `2 to 5 items`.
fn count(least: &Option<Spanned<u64>>, most: &Option<Spanned<u64>>, what: &str) -> Option<String> {
    let named = |count: u64| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    match (
        least.as_ref().map(|least| least.value),
        most.as_ref().map(|most| most.value),
    ) {
        (Some(least), Some(most)) if least == most => Some(format!("exactly {}", named(most))),
        (Some(least), Some(most)) => Some(format!("{least} to {}", named(most))),
        (Some(least), None) => Some(format!("at least {}", named(least))),
        (None, Some(most)) => Some(format!("at most {}", named(most))),
        (None, None) => None,
    }
}

/// Describes a default: a number as text, everything else as code.
fn default(scope: &Scope<'_>, ty: &TypeExpr, node: &Node) -> Option<String> {
    if let (TypeExpr::Named(name), Some(text)) = (ty, scalar(node))
        && let Some(TypeKind::Enum(values)) = scope.kind(name)
        && let Some(value) = values.iter().find(|value| value.name.value == text)
    {
        return Some(format!(
            "`{0}::{1}`",
            naming::type_name(name),
            variant(value)
        ));
    }
    match &node.kind {
        NodeKind::Null => None,
        NodeKind::Number(number) => Some(number.clone()),
        NodeKind::Text(text) if text.is_empty() => Some("an empty text".to_owned()),
        NodeKind::Text(text) => Some(code(text)),
        NodeKind::Bool(_) | NodeKind::List(_) | NodeKind::Map(_) => {
            Some(code(&super::json::compact(node)))
        }
    }
}

/// Returns the text of a scalar.
pub fn scalar(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Number(text) | NodeKind::Text(text) => Some(text.clone()),
        NodeKind::Bool(value) => Some(value.to_string()),
        NodeKind::Null | NodeKind::List(_) | NodeKind::Map(_) => None,
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
