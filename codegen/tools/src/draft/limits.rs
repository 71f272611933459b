//! Applies the bounds that a description states to the field of a parameter.

use super::bounds::{Bound, Of, Side};
use super::literal::{Item, Value};
use super::model::Field;
use super::notes::Notes;
use bge_private_codegen::check::number::{fits_decimal, fits_float};
use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::spec::model::{Scalar, TypeExpr};
use std::ops::Range;

/// The quantity that the bounds of a type limit.
#[derive(Clone, Copy, PartialEq)]
enum Size {
    Number(Scalar),
    Characters,
    Items,
}

fn size(ty: &TypeExpr) -> Option<Size> {
    match ty {
        TypeExpr::List(_) | TypeExpr::Map(_) => Some(Size::Items),
        TypeExpr::Scalar(Scalar::String | Scalar::Url | Scalar::ExactUrl) => Some(Size::Characters),
        TypeExpr::Scalar(
            number @ (Scalar::Integer | Scalar::Float | Scalar::Decimal | Scalar::Seconds),
        ) => Some(Size::Number(*number)),
        TypeExpr::Scalar(_) | TypeExpr::Named(_) | TypeExpr::File | TypeExpr::None => None,
    }
}

/// Adds the bounds in a description to a field, as far as its type supports them.
pub(super) fn apply(
    field: &mut Field,
    bounds: &[Bound],
    place: &Range<usize>,
    notes: &mut Notes<'_>,
) {
    for bound in bounds {
        if bound.of == Of::Emptiness && !has_length(&field.ty) {
            continue;
        }
        match key(field, bound) {
            Some(key) if field.bounds.contains(&key) => {}
            Some((key, number)) if !is_bounded(field, key) => field.bounds.push((key, number)),
            Some(_) => {
                let message = format!("`{}` has two bounds on the same side", field.name);
                notes
                    .report(Code::Disagreement, place, message)
                    .label(format!("the bound {} is ignored", bound.number));
                field.review(format!(
                    "the description also has the bound {} on this side",
                    bound.number
                ));
            }
            None if bound.of == Of::Unclear => {
                let message = format!("the bound {} is not understood", bound.number);
                notes.report(Code::NotUnderstood, place, message);
                field.review(format!(
                    "the description has the bound {}, which is not understood",
                    bound.number
                ));
            }
            None => {
                let message = format!(
                    "the bound {} does not apply to the type `{}`",
                    bound.number, field.ty
                );
                notes.report(Code::NotUnderstood, place, message);
                field.review(format!(
                    "the description has the bound {}, which does not apply to this type",
                    bound.number
                ));
            }
        }
    }
    field.bounds.sort_by_key(|(key, _)| !is_lower(key));
    if !has_room(field) {
        let message = format!("no value of `{}` satisfies its bounds", field.name);
        notes.report(Code::Disagreement, place, message);
        field.review("no value satisfies the bounds on the page");
        field.bounds.clear();
    }
}

/// Whether values of a type can be empty.
fn has_length(ty: &TypeExpr) -> bool {
    matches!(size(ty), Some(Size::Characters | Size::Items))
}

fn key(field: &Field, bound: &Bound) -> Option<(&'static str, String)> {
    let text = bound.number.as_str();
    let count = || text.parse::<u64>().ok();
    let (least, most) = match (size(&field.ty)?, bound.of) {
        (Size::Characters, Of::Characters | Of::Emptiness) => ("min_length", "max_length"),
        (Size::Items, Of::Count | Of::Emptiness) => ("min_items", "max_items"),
        // The words 最长 (longest) and 最短 (shortest) describe both durations and texts.
        (Size::Number(number @ Scalar::Seconds), Of::Value | Of::Count | Of::Characters)
        | (Size::Number(number), Of::Value | Of::Count) => {
            let fits = match number {
                Scalar::Integer => text.parse::<i64>().is_ok(),
                Scalar::Seconds => text.parse::<i64>().is_ok_and(|seconds| seconds >= 0),
                Scalar::Float => fits_float(text),
                Scalar::Decimal | Scalar::UnixTime | Scalar::UnixTimeText | Scalar::UnixMillis => {
                    fits_decimal(text)
                }
                Scalar::String | Scalar::Secret | Scalar::Boolean => false,
                Scalar::Url | Scalar::ExactUrl => false,
                Scalar::SecretUrl
                | Scalar::Json
                | Scalar::Time
                | Scalar::Date
                | Scalar::LocalTime
                | Scalar::OffsetTime
                | Scalar::Any => false,
            };
            let key = match bound.side {
                Side::Min => "min",
                Side::Max => "max",
                Side::Above => "above",
                Side::Below => "below",
            };
            return fits.then(|| (key, text.to_owned()));
        }
        _ => return None,
    };
    let (key, number) = match bound.side {
        Side::Min => (least, count()?),
        Side::Above => (least, count()?.checked_add(1)?),
        Side::Max => (most, count()?),
        Side::Below => (most, count()?.checked_sub(1)?),
    };
    Some((key, number.to_string()))
}

fn is_lower(key: &str) -> bool {
    key.starts_with("min") || key == "above"
}

fn is_bounded(field: &Field, key: &str) -> bool {
    field
        .bounds
        .iter()
        .any(|(known, _)| is_lower(known) == is_lower(key))
}

/// The key and the number of a bound.
type End = (&'static str, f64);

/// Returns the lower and the upper bound as numbers that are precise enough for comparisons.
fn ends(field: &Field) -> (Option<End>, Option<End>) {
    let find = |lower: bool| {
        let found = field
            .bounds
            .iter()
            .find(|(key, _)| is_lower(key) == lower)?;
        Some((found.0, found.1.parse().ok()?))
    };
    (find(true), find(false))
}

fn has_room(field: &Field) -> bool {
    let (Some((low_key, low)), Some((high_key, high))) = ends(field) else {
        return true;
    };
    let is_whole = matches!(
        size(&field.ty),
        Some(Size::Number(Scalar::Integer | Scalar::Seconds))
    );
    let is_open = |key: &str| matches!(key, "above" | "below");
    let opens = u8::from(is_open(low_key)) + u8::from(is_open(high_key));
    if is_whole {
        high - low >= f64::from(opens)
    } else {
        low < high || (low <= high && opens == 0)
    }
}

/// Whether a value is within the bounds of a field.
pub(super) fn holds(field: &Field, item: &Item) -> bool {
    let size = match &item.value {
        Value::Number(text) => text.parse().unwrap_or(0.0),
        Value::Text(text) => length(text.chars().count()),
        Value::List(items) => length(items.len()),
        _ => return true,
    };
    field.bounds.iter().all(|(key, bound)| {
        let bound: f64 = bound.parse().unwrap_or(0.0);
        match *key {
            "above" => size > bound,
            "below" => size < bound,
            key if is_lower(key) => size >= bound,
            _ => size <= bound,
        }
    })
}

fn length(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// Returns a size within the bounds of a field that is near `wanted`.
pub(super) fn inside(field: &Field, wanted: f64) -> f64 {
    let (low, high) = ends(field);
    let low = low.map(|(key, low)| if key == "above" { low + 1.0 } else { low });
    let high = high.map(|(key, high)| if key == "below" { high - 1.0 } else { high });
    let size = low.map_or(wanted, |low| wanted.max(low));
    high.map_or(size, |high| size.min(high))
}
