//! Compares the bounds of two fields.

use std::cmp::Ordering;

use bge_private_codegen::check::Number;
use bge_private_codegen::scalar::Measure;
use bge_private_codegen::source::Span;
use bge_private_codegen::spec::model::{Field, Spanned, TypeExpr};
use bge_private_codegen::spec::yaml::{Node, NodeKind};

/// A bound that changed.
pub(super) struct BoundChange {
    /// Whether the new bound allows fewer values than the old one.
    pub(super) is_tighter: bool,
    /// The old and the new bound, for a message.
    pub(super) words: String,
    /// The place of the new bound, if there is one.
    pub(super) span: Option<Span>,
}

/// Returns the bounds that differ: of the value, of its length, and of its number of items.
pub(super) fn changes(old: &Field, new: &Field) -> Vec<BoundChange> {
    let low = |field| limit(field, [("min", &field.min), ("above", &field.above)], 1);
    let high = |field| limit(field, [("max", &field.max), ("below", &field.below)], -1);
    let least = |name, size: &Option<Spanned<u64>>| {
        let size = size.as_ref().filter(|size| size.value > 0);
        size.map(|size| Limit::size(name, size))
    };
    let most =
        |name, size: &Option<Spanned<u64>>| size.as_ref().map(|size| Limit::size(name, size));
    let pairs = [
        (low(old), low(new), Ordering::Greater),
        (high(old), high(new), Ordering::Less),
        (
            least("min_length", &old.min_length),
            least("min_length", &new.min_length),
            Ordering::Greater,
        ),
        (
            most("max_length", &old.max_length),
            most("max_length", &new.max_length),
            Ordering::Less,
        ),
        (
            least("min_items", &old.min_items),
            least("min_items", &new.min_items),
            Ordering::Greater,
        ),
        (
            most("max_items", &old.max_items),
            most("max_items", &new.max_items),
            Ordering::Less,
        ),
    ];
    let changes = pairs.into_iter().filter_map(|(old, new, tighter)| {
        let is_tighter = match (&old, &new) {
            (None, None) => return None,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (Some(old), Some(new)) => match new.value.cmp(&old.value) {
                Ordering::Equal => return None,
                order => order == tighter,
            },
        };
        let said =
            |limit: Option<&Limit>| limit.map_or("nothing".to_owned(), |limit| limit.words.clone());
        Some(BoundChange {
            is_tighter,
            words: format!("from {} to {}", said(old.as_ref()), said(new.as_ref())),
            span: new.map(|limit| limit.span),
        })
    });
    changes.collect()
}

/// A lower or upper limit.
struct Limit {
    /// The number, and where allowed values start: at the number (0), above it (1) or below it (-1).
    value: (Number, i32),
    words: String,
    span: Span,
}

impl Limit {
    fn size(name: &str, size: &Spanned<u64>) -> Self {
        Self {
            value: (Number::new(&size.value.to_string()), 0),
            words: format!("`{name}: {}`", size.value),
            span: size.span,
        }
    }
}

/// Returns the tighter of an inclusive and an exclusive limit.
///
/// The value of `inwards` is 1 for lower limits and -1 for upper limits.
fn limit(field: &Field, limits: [(&str, &Option<Node>); 2], inwards: i32) -> Option<Limit> {
    let limits = limits.into_iter().zip([0, inwards]);
    let limits = limits.filter_map(|((name, node), beyond)| {
        let node = node.as_ref()?;
        let NodeKind::Number(text) = &node.kind else {
            return None;
        };
        Some(Limit {
            value: first_value(field, text, beyond),
            words: format!("`{name}: {text}`"),
            span: node.span,
        })
    });
    if inwards > 0 {
        limits.max_by(|one, other| one.value.cmp(&other.value))
    } else {
        limits.min_by(|one, other| one.value.cmp(&other.value))
    }
}

/// Returns the value of a limit. For whole numbers, an exclusive limit becomes an inclusive one: `above: 0`
/// equals `min: 1`.
fn first_value(field: &Field, text: &str, beyond: i32) -> (Number, i32) {
    let is_whole = matches!(
        field.ty.value,
        TypeExpr::Scalar(scalar) if scalar.info().measure == Measure::Whole
    );
    match text.parse::<i128>() {
        Ok(whole) if is_whole => {
            let first = whole.saturating_add(i128::from(beyond));
            (Number::new(&first.to_string()), 0)
        }
        _ => (Number::new(text), beyond),
    }
}
