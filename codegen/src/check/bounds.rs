//! Constraints: they have values of the right type, allow at least one value, and are checked against values.

use super::definitions::Shape;
use super::number::{Number, convert};
use super::place::Place;
use super::scope::FieldAt;
use crate::diagnostics::{Code, Diagnostics};
use crate::scalar::Measure;
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
        let problem = match &node.kind {
            NodeKind::Number(text) => convert(scalar, text).err(),
            _ => Some("a bound is a number"),
        };
        if let Some(problem) = problem {
            let message = format!("`{name}` cannot be {}", node.found());
            let diagnostic = out.report(Code::BadBound, node.span, message);
            diagnostic.label(problem);
            if let NodeKind::Text(text) = &node.kind
                && let Some(help) = unusual_number(text)
            {
                diagnostic.help(help);
            }
        }
    }
}

/// Checks that constraints allow at least one value.
pub(super) fn room(at: &FieldAt<'_>, out: &mut Diagnostics) {
    let field = at.field;
    one_of("min", &field.min, "above", &field.above, out);
    one_of("max", &field.max, "below", &field.below, out);
    let is_whole = at
        .shape()
        .is(|scalar| scalar.info().measure == Measure::Whole);
    if let (Some((low, low_node)), Some((high, high_node))) = (lower(field), upper(field)) {
        let room = match (whole(&low, is_whole), whole(&high, is_whole)) {
            (Some(low), Some(high)) => low <= high,
            _ if low.is_open || high.is_open => low.number < high.number,
            _ => low.number <= high.number,
        };
        if !room {
            no_room(low_node, high_node, out);
        }
    }
    sizes(&field.min_length, &field.max_length, out);
    sizes(&field.min_items, &field.max_items, out);
}

/// One end of the allowed range.
struct End {
    number: Number,
    text: String,
    /// Whether the number itself is excluded.
    is_open: bool,
    /// The step to the next whole number inside the range.
    step: i128,
}

fn end(node: Option<&Node>, is_open: bool, step: i128) -> Option<(End, &Node)> {
    let node = node?;
    let NodeKind::Number(text) = &node.kind else {
        return None;
    };
    let end = End {
        number: Number::new(text),
        text: text.clone(),
        is_open,
        step,
    };
    Some((end, node))
}

fn lower(field: &Field) -> Option<(End, &Node)> {
    end(field.min.as_ref(), false, 0).or_else(|| end(field.above.as_ref(), true, 1))
}

fn upper(field: &Field) -> Option<(End, &Node)> {
    end(field.max.as_ref(), false, 0).or_else(|| end(field.below.as_ref(), true, -1))
}

/// Returns the outermost whole number inside the range, if the type only has whole numbers.
fn whole(end: &End, is_whole: bool) -> Option<i128> {
    let number = end.text.parse::<i64>().ok().filter(|_| is_whole)?;
    Some(i128::from(number) + end.step)
}

fn one_of(
    name: &str,
    node: &Option<Node>,
    other_name: &str,
    other: &Option<Node>,
    out: &mut Diagnostics,
) {
    if let (Some(node), Some(other)) = (node, other) {
        let message = format!("`{name}` and `{other_name}` constrain the same side");
        out.report(Code::Contradiction, other.span, message)
            .also(node.span, "already constrained here")
            .help("keep one of them");
    }
}

fn no_room(low: &Node, high: &Node, out: &mut Diagnostics) {
    out.report(
        Code::Contradiction,
        high.span,
        "no value satisfies these constraints",
    )
    .label("upper bound")
    .also(low.span, "lower bound");
}

fn sizes(low: &Option<Spanned<u64>>, high: &Option<Spanned<u64>>, out: &mut Diagnostics) {
    if let (Some(low), Some(high)) = (low, high)
        && low.value > high.value
    {
        out.report(
            Code::Contradiction,
            high.span,
            "no size satisfies these constraints",
        )
        .label("upper bound")
        .also(low.span, "lower bound");
    }
}

/// Returns the constraint that a number violates, in words.
pub(super) fn broken_by_number(field: &Field, text: &str) -> Option<String> {
    let value = Number::new(text);
    field.number_bounds().find_map(|(name, node)| {
        let NodeKind::Number(bound) = &node.kind else {
            return None;
        };
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

/// Returns the constraint that a text violates, in words.
pub(super) fn broken_by_text(field: &Field, text: &str) -> Option<String> {
    broken_by_size(
        &field.min_length,
        &field.max_length,
        text.chars().count(),
        "character",
    )
}

/// Returns the constraint that a list or a map violates, in words.
pub(super) fn broken_by_items(field: &Field, items: usize) -> Option<String> {
    broken_by_size(&field.min_items, &field.max_items, items, "item")
}

fn broken_by_size(
    low: &Option<Spanned<u64>>,
    high: &Option<Spanned<u64>>,
    size: usize,
    unit: &str,
) -> Option<String> {
    let size = u64::try_from(size).unwrap_or(u64::MAX);
    let (words, limit) = match (low, high) {
        (Some(low), _) if size < low.value => ("least", low.value),
        (_, Some(high)) if size > high.value => ("most", high.value),
        _ => return None,
    };
    let plural = if limit == 1 { "" } else { "s" };
    Some(format!(
        "it has at {words} {limit} {unit}{plural}, not {size}"
    ))
}
