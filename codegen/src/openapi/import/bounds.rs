//! Bounds of schemas as those of fields, where the spec language has them.

use super::Importer;
use super::document::{is_true, member};
use super::schema::Typed;
use crate::check::number::{fits_decimal, fits_float};
use crate::diagnostics::Code;
use crate::openapi::words::TYPE;
use crate::spec::model::{Builtin, TypeExpr};
use crate::spec::yaml::{Node, NodeKind};

/// What says something of values that nothing in the spec language says.
const LEFT_OUT: &[&str] = &[
    "pattern",
    "multipleOf",
    "uniqueItems",
    "not",
    "if",
    "dependentSchemas",
    "dependentRequired",
    "patternProperties",
    "propertyNames",
    "contains",
    "prefixItems",
    "discriminator",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "readOnly",
    "writeOnly",
    "xml",
    "then",
    "else",
];

impl<'d> Importer<'d> {
    /// Adds the bounds that a schema gives, and tells of those that are left out.
    pub(super) fn bounds(&mut self, schema: &'d Node, typed: &mut Typed) {
        for key in LEFT_OUT {
            let is_told = *key == "pattern" && member(schema, TYPE).is_some();
            if let Some(node) = member(schema, key).filter(|_| !is_told) {
                let message = format!("`{key}` is left out: the spec language has nothing like it");
                self.note(Code::NotImported, node.span, message);
            }
        }
        let (minimum, above) = limits(schema, "minimum", "exclusiveMinimum");
        let (maximum, below) = limits(schema, "maximum", "exclusiveMaximum");
        let sizes = [
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "minProperties",
            "maxProperties",
        ]
        .map(|key| member(schema, key));
        let [
            min_length,
            max_length,
            min_items,
            max_items,
            min_properties,
            max_properties,
        ] = sizes;
        let bounds = [
            ("min", minimum),
            ("max", maximum),
            ("above", above),
            ("below", below),
            ("min_length", min_length),
            ("max_length", max_length),
            ("min_items", min_items.or(min_properties)),
            ("max_items", max_items.or(max_properties)),
        ];
        for (key, node) in bounds {
            let Some(node) = node else { continue };
            match bound(key, &typed.ty, node) {
                Some(number) => {
                    typed.bounds.retain(|(known, _)| *known != key);
                    typed.bounds.push((key, number));
                }
                None => {
                    let message = format!(
                        "this bound is left out: it means nothing for the type `{}`",
                        typed.ty
                    );
                    self.note(Code::NotImported, node.span, message);
                }
            }
        }
    }
}

/// The inclusive and the exclusive limit of one side: since 3.1 each is a number of its own, before that a flag made
/// the first the second.
fn limits<'n>(
    schema: &'n Node,
    limit: &str,
    exclusive: &str,
) -> (Option<&'n Node>, Option<&'n Node>) {
    let inclusive = member(schema, limit);
    if is_true(schema, exclusive) {
        return (None, inclusive);
    }
    let number = member(schema, exclusive);
    match number.filter(|node| matches!(node.kind, NodeKind::Number(_))) {
        // The spec language has one limit for each side.
        Some(number) => (None, Some(number)),
        None => (inclusive, None),
    }
}

/// A bound as the spec language writes it, if it has it for the type.
fn bound(key: &str, ty: &TypeExpr, node: &Node) -> Option<String> {
    let NodeKind::Number(text) = &node.kind else {
        return None;
    };
    let whole = || {
        let text = text.strip_suffix(".0").unwrap_or(text);
        text.parse::<i64>().ok()
    };
    let size = || {
        whole()
            .filter(|size| *size >= 0)
            .map(|size| size.to_string())
    };
    match (key, ty) {
        ("min_length" | "max_length", TypeExpr::Builtin(Builtin::String | Builtin::Url)) => size(),
        ("min_items" | "max_items", TypeExpr::List(_) | TypeExpr::Map(_)) => size(),
        ("min_length" | "max_length" | "min_items" | "max_items", _) => None,
        (_, TypeExpr::Builtin(Builtin::Integer)) => whole().map(|number| number.to_string()),
        (_, TypeExpr::Builtin(Builtin::Seconds)) => size(),
        (_, TypeExpr::Builtin(Builtin::Decimal)) => fits_decimal(text).then(|| text.clone()),
        (_, TypeExpr::Builtin(Builtin::Float)) => fits_float(text).then(|| text.clone()),
        _ => None,
    }
}
