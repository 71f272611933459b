//! Placeholder values for arguments that the examples of a page do not pass.

use super::convert::file;
use super::limits;
use super::literal::{Item, Value};
use super::model::{Field, TypeKind};
use super::name_hints::Types;
use bge_private_codegen::scalar::{JsonForm, Measure};
use bge_private_codegen::spec::model::{Scalar, TypeExpr};

/// Returns a value of a parameter's type within its bounds.
pub(super) fn value(field: &Field, types: &Types) -> Item {
    let value = match &field.ty {
        TypeExpr::Scalar(scalar) => scalar_value(field, *scalar),
        TypeExpr::File => file("example.txt", &(0..0)),
        TypeExpr::None => Value::Null,
        TypeExpr::Named(name) => Value::Text(first_value(name, types)),
        TypeExpr::List(inner) => {
            let of = |at| {
                let item = Field::new(&field.name, (**inner).clone(), field.doc.clone());
                let mut item = value(&item, types);
                let is_free = !matches!(**inner, TypeExpr::Named(_));
                if let Value::Text(text) = &mut item.value
                    && is_free
                {
                    *text = format!("{text}-{at}");
                }
                item
            };
            Value::List(
                (1..=whole(limits::inside(field, 1.0)).clamp(0, 1_000))
                    .map(of)
                    .collect(),
            )
        }
        TypeExpr::Map(_) => Value::Map(Vec::new()),
    };
    Item { value, range: 0..0 }
}

fn scalar_value(field: &Field, scalar: Scalar) -> Value {
    let info = scalar.info();
    match (info.json, info.measure) {
        (JsonForm::Boolean, _) => Value::Bool(true),
        (JsonForm::Any, _) => Value::Map(Vec::new()),
        (JsonForm::Number, Measure::Whole) => {
            Value::Number(whole(limits::inside(field, 1.0)).to_string())
        }
        (JsonForm::Number, Measure::Fractional) => Value::Number(between(field)),
        (JsonForm::Number, Measure::None | Measure::Length) => {
            Value::Number(info.sample.to_owned())
        }
        (JsonForm::Text, Measure::Length) => Value::Text(sized(field, info.sample)),
        (JsonForm::Text, Measure::None | Measure::Whole | Measure::Fractional) => {
            Value::Text(info.sample.to_owned())
        }
    }
}

/// Returns a number within a field's bounds. Fractions are tried because the bounds may be close together.
fn between(field: &Field) -> String {
    let near = limits::inside(field, 1.0);
    let tried = [
        near,
        near - 0.5,
        near + 0.5,
        near - 0.9,
        near - 0.99,
        near / 2.0,
    ];
    let fits = |number: &f64| {
        let value = Value::Number(format!("{number}"));
        limits::holds(field, &Item { value, range: 0..0 })
    };
    let found = tried.into_iter().find(fits).unwrap_or(near);
    format!("{found}")
}

/// Returns `text`, shortened or extended to a length within a field's bounds.
fn sized(field: &Field, text: &str) -> String {
    let wanted = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let size =
        usize::try_from(whole(limits::inside(field, wanted)).clamp(0, 10_000)).unwrap_or_default();
    text.chars()
        .chain(std::iter::repeat('x'))
        .take(size)
        .collect()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "bounds are far smaller, and a cast of others saturates"
)]
fn whole(number: f64) -> i64 {
    number as i64
}

fn first_value(name: &str, types: &Types) -> String {
    let def = types.defs.iter().find(|(known, _)| known == name);
    match def.map(|(_, def)| &def.kind) {
        Some(TypeKind::Enum(values)) => values
            .first()
            .map(|value| value.name.clone())
            .unwrap_or_default(),
        Some(TypeKind::Object(_) | TypeKind::Extra(_)) | None => String::new(),
    }
}
