//! Constraints: they have values of the right type, allow at least one value, and are checked against values.

use super::named_types::Shape;
use super::number::{Number, convert};
use super::scope::{FieldAt, Place};
use crate::diagnostics::{Code, Diagnostics};
use crate::scalar::Measure;
use crate::source::Span;
use crate::spec::model::{Field, Spanned};
use crate::spec::unusual_number;
use crate::spec::yaml::{Node, NodeKind};

/// Checks that bounds are numbers of the type that they constrain.
pub(super) fn values(at: &FieldAt<'_>, out: &mut Diagnostics) {
    let Shape::Scalar(scalar) = at.shape() else {
        return;
    };
    if !scalar.is_number() || at.place == Place::Extra {
        return;
    }
    for (name, node) in at.field.number_bounds() {
        let problem = match node.as_number() {
            Some(text) => convert(scalar, text).err(),
            None => Some("a bound is a number"),
        };
        if let Some(problem) = problem {
            let message = format!("`{name}` cannot be {}", node.found());
            let diagnostic = out.report(Code::BadBound, node.span, message);
            diagnostic.label(problem);
            if let Some(help) = node.as_text().and_then(unusual_number) {
                diagnostic.help(help);
            }
        }
    }
}

/// Checks that constraints allow at least one value.
pub(super) fn room(at: &FieldAt<'_>, out: &mut Diagnostics) {
    let field = at.field;
    one_of(("min", &field.min), ("above", &field.above), out);
    one_of(("max", &field.max), ("below", &field.below), out);
    let is_whole = at.shape().is(|info| info.measure == Measure::Whole);
    if let (Some(low), Some(high)) = (end(&field.min, &field.above), end(&field.max, &field.below))
        && !allow_a_value(low, high, is_whole)
    {
        let ((lower, ..), (upper, ..)) = (low, high);
        no_room("value", lower, upper, out);
    }
    for (low, high) in [
        (&field.min_length, &field.max_length),
        (&field.min_items, &field.max_items),
    ] {
        if let (Some(low), Some(high)) = (low, high)
            && low.value > high.value
        {
            no_room("size", low.span, high.span, out);
        }
    }
}

/// A bound and its key.
type Bound<'a> = (&'a str, &'a Option<Node>);

fn one_of((name, node): Bound<'_>, (other_name, other): Bound<'_>, out: &mut Diagnostics) {
    if let (Some(node), Some(other)) = (node, other) {
        let message = format!("`{name}` and `{other_name}` constrain the same side");
        out.report(Code::Contradiction, other.span, message)
            .also(node.span, "already constrained here")
            .help("keep one of them");
    }
}

fn no_room(what: &str, low: Span, high: Span, out: &mut Diagnostics) {
    let message = format!("no {what} satisfies these constraints");
    out.report(Code::Contradiction, high, message)
        .label("upper bound")
        .also(low, "lower bound");
}

/// One end of the allowed range: its location, its number, and whether the number itself is excluded.
type End<'a> = (Span, &'a str, bool);

fn end<'a>(closed: &'a Option<Node>, open: &'a Option<Node>) -> Option<End<'a>> {
    let (node, is_open) = match (closed, open) {
        (Some(closed), _) => (closed, false),
        (None, open) => (open.as_ref()?, true),
    };
    Some((node.span, node.as_number()?, is_open))
}

fn allow_a_value((_, low, over): End<'_>, (_, high, under): End<'_>, is_whole: bool) -> bool {
    let whole = |number: &str| number.parse::<i64>().ok().filter(|_| is_whole);
    if let (Some(least), Some(most)) = (whole(low), whole(high)) {
        let least = i128::from(least) + i128::from(over);
        return least <= i128::from(most) - i128::from(under);
    }
    let (least, most) = (Number::new(low), Number::new(high));
    least < most || (least == most && !over && !under)
}

/// Returns the constraint that a value violates, in words.
pub(super) fn broken(field: &Field, node: &Node) -> Option<String> {
    let (low, high, size, unit) = match &node.kind {
        NodeKind::Null | NodeKind::Bool(_) => return None,
        NodeKind::Number(text) => return broken_by_number(field, text),
        NodeKind::Text(text) => {
            let length = text.chars().count();
            (&field.min_length, &field.max_length, length, "character")
        }
        NodeKind::List(items) => (&field.min_items, &field.max_items, items.len(), "item"),
        NodeKind::Map(entries) => (&field.min_items, &field.max_items, entries.len(), "item"),
    };
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    let value = |limit: &Option<Spanned<u64>>| limit.as_ref().map(|limit| limit.value);
    let (words, limit) = match (value(low), value(high)) {
        (Some(low), _) if size < low => ("least", low),
        (_, Some(high)) if size > high => ("most", high),
        _ => return None,
    };
    let plural = if limit == 1 { "" } else { "s" };
    let message = format!("it has at {words} {limit} {unit}{plural}, not {size}");
    Some(message)
}

fn broken_by_number(field: &Field, text: &str) -> Option<String> {
    let value = Number::new(text);
    field.number_bounds().find_map(|(name, node)| {
        let bound = node.as_number()?;
        let limit = Number::new(bound);
        let (fits, words) = match name {
            "min" => (value >= limit, "at least"),
            "max" => (value <= limit, "at most"),
            "above" => (value > limit, "above"),
            _ => (value < limit, "below"),
        };
        (!fits).then(|| format!("it is {words} {bound}"))
    })
}
