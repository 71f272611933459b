//! Compares the bounds of two fields.

use std::cmp::Ordering;

use bge_private_codegen::check::Number;
use bge_private_codegen::scalar::Measure;
use bge_private_codegen::source::Span;
use bge_private_codegen::spec::model::{Field, Spanned, TypeExpr};
use bge_private_codegen::spec::yaml::{Node, NodeKind};

/// Returns the bounds that differ: of the value, of its length, and of its number of items. Each has whether it
/// is tighter now, a message, and the place of the new bound.
pub(super) fn changes(
    old: &Field,
    new: &Field,
) -> impl Iterator<Item = (bool, String, Option<Span>)> {
    let bounds = limits(old).into_iter().zip(limits(new));
    let tighter = [Ordering::Greater, Ordering::Less].into_iter().cycle();
    bounds.zip(tighter).filter_map(|((old, new), tighter)| {
        let is_tighter = match (&old, &new) {
            (None, None) => return None,
            (Some(old), Some(new)) if old.value == new.value => return None,
            (Some(old), Some(new)) => new.value.cmp(&old.value) == tighter,
            (None, Some(_)) => true,
            (Some(_), None) => false,
        };
        let [from, to] = [&old, &new].map(|limit| match limit {
            Some(limit) => limit.text.as_str(),
            None => "nothing",
        });
        let message = format!("has another bound: from {from} to {to}");
        Some((is_tighter, message, new.map(|limit| limit.span)))
    })
}

/// A lower or upper limit.
struct Limit {
    /// The number, and where allowed values start: at the number (0), above it (1) or below it (-1).
    value: (Number, i32),
    text: String,
    span: Span,
}

/// Returns the limits of a field: a lower limit, an upper limit, and so on.
fn limits(field: &Field) -> [Option<Limit>; 6] {
    let most = |key, size: &Option<Spanned<u64>>| {
        size.as_ref().map(|size| Limit {
            value: (Number::new(&size.value.to_string()), 0),
            text: format!("`{key}: {}`", size.value),
            span: size.span,
        })
    };
    let least = |key, size: &Option<Spanned<u64>>| {
        let is_limit = size.as_ref().is_some_and(|size| size.value > 0);
        most(key, size).filter(|_| is_limit)
    };
    let number = |key, node, beyond| number(field, key, node, beyond).into_iter();
    let lower = number("min", &field.min, 0).chain(number("above", &field.above, 1));
    let upper = number("max", &field.max, 0).chain(number("below", &field.below, -1));
    [
        lower.max_by(|one, other| one.value.cmp(&other.value)),
        upper.min_by(|one, other| one.value.cmp(&other.value)),
        least("min_length", &field.min_length),
        most("max_length", &field.max_length),
        least("min_items", &field.min_items),
        most("max_items", &field.max_items),
    ]
}

/// Returns a limit of a number. For whole numbers, an exclusive limit becomes an inclusive one: `above: 0`
/// equals `min: 1`.
fn number(field: &Field, key: &str, node: &Option<Node>, beyond: i32) -> Option<Limit> {
    let node = node.as_ref()?;
    let NodeKind::Number(text) = &node.kind else {
        return None;
    };
    let is_whole = matches!(
        field.ty.value,
        TypeExpr::Scalar(scalar) if scalar.info().measure == Measure::Whole
    );
    let value = match text.parse::<i128>() {
        Ok(whole) if is_whole => {
            let first = whole.saturating_add(i128::from(beyond));
            (Number::new(&first.to_string()), 0)
        }
        _ => (Number::new(text), beyond),
    };
    Some(Limit {
        value,
        text: format!("`{key}: {text}`"),
        span: node.span,
    })
}
