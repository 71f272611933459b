//! Values in examples and defaults: they have the right type, satisfy the constraints and are preserved on the
//! wire.

mod file;
mod objects;
mod scalars;

use super::bounds::{broken_by_items, broken_by_number, broken_by_text};
use super::scope::{GroupAt, Shape};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::spec::model::{Field, Join, TypeExpr};
use crate::spec::unusual_number;
use crate::spec::yaml::{Node, NodeKind, excerpt};

/// The direction of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// To the platform: fields and enum values have their names in the spec.
    Param,
    /// From the platform: everything has its wire form.
    Response,
}

/// Checks the values of one group.
pub(super) struct Values<'a> {
    group: &'a GroupAt<'a>,
    side: Side,
    code: Option<Code>,
}

impl<'a> Values<'a> {
    pub(super) fn new(group: &'a GroupAt<'a>, side: Side) -> Self {
        Self {
            group,
            side,
            code: None,
        }
    }

    /// Reports every mistake under this rule.
    pub(super) fn all_as(self, code: Code) -> Self {
        Self {
            code: Some(code),
            ..self
        }
    }

    fn report<'d>(
        &self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        out: &'d mut Diagnostics,
    ) -> &'d mut Diagnostic {
        out.report(self.code.unwrap_or(code), span, message)
    }

    /// Checks the value of a field, including its constraints.
    pub(super) fn field(&self, node: &Node, field: &Field, out: &mut Diagnostics) {
        if out.is_told(field.ty.span) {
            return;
        }
        if node.kind == NodeKind::Null && field.nullable {
            if field.optional {
                let written = "an optional value that is null is omitted";
                self.lossy(node, written, out);
            }
            return;
        }
        let found = out.len();
        self.value(node, &field.ty.value, field.lenient, out);
        if out.len() == found {
            self.bounds(node, field, out);
        }
    }

    fn bounds(&self, node: &Node, field: &Field, out: &mut Diagnostics) {
        let broken = match &node.kind {
            NodeKind::Number(text) => broken_by_number(field, text),
            NodeKind::Text(text) => broken_by_text(field, text),
            NodeKind::List(items) => broken_by_items(field, items.len()),
            NodeKind::Map(entries) => broken_by_items(field, entries.len()),
            NodeKind::Null | NodeKind::Bool(_) => None,
        };
        if let Some(broken) = broken {
            let message = format!("{} is out of bounds", node.found());
            self.report(Code::OutOfBounds, node.span, message, out)
                .label(broken);
        }
        if let (Some(Join::Comma), NodeKind::List(items)) =
            (field.join.as_ref().map(|join| join.value), &node.kind)
        {
            self.no_commas(items, out);
        }
    }

    fn no_commas(&self, items: &[Node], out: &mut Diagnostics) {
        let has_comma =
            |item: &&Node| matches!(&item.kind, NodeKind::Text(text) if text.contains(','));
        for item in items.iter().filter(has_comma) {
            let message = "an item must not contain a comma";
            self.report(Code::Lossy, item.span, message, out)
                .label("items are joined with commas");
        }
    }

    /// Checks a value against a type.
    pub(super) fn value(&self, node: &Node, ty: &TypeExpr, lenient: bool, out: &mut Diagnostics) {
        match (self.group.shape(ty), &node.kind) {
            (Shape::Unknown(_) | Shape::None, _) => {}
            (Shape::Scalar(scalar), _) => self.scalar(node, scalar, lenient, out),
            (Shape::File, NodeKind::Map(entries)) => self.file(node.span, entries, out),
            (Shape::Enum(values), _) => self.enum_value(node, values, out),
            (Shape::List(item), NodeKind::List(items)) => {
                for node in items {
                    self.value(node, item, false, out);
                }
            }
            (Shape::Map(item), NodeKind::Map(entries)) => {
                for (_, node) in entries {
                    self.value(node, item, false, out);
                }
            }
            (Shape::Object(fields), NodeKind::Map(entries)) => {
                self.object(node.span, entries, fields, out);
            }
            (Shape::Extra(sets), NodeKind::Map(entries)) => {
                self.extra(node.span, entries, sets, out);
            }
            (Shape::File, _) => self.wrong_type(node, "a mapping that describes a file", out),
            (Shape::List(_), _) => self.wrong_type(node, "a list", out),
            (Shape::Map(_) | Shape::Object(_), _) => self.wrong_type(node, "a mapping", out),
            (Shape::Extra(_), _) => {
                self.wrong_type(
                    node,
                    "a mapping from the name of a set to its parameters",
                    out,
                );
            }
        }
    }

    pub(super) fn wrong_type(&self, node: &Node, wanted: &str, out: &mut Diagnostics) {
        let message = format!("expected {wanted}, found {}", node.found());
        let diagnostic = self.report(Code::WrongType, node.span, message, out);
        diagnostic.label(format!("expected {wanted}"));
        match &node.kind {
            NodeKind::Number(text) if wanted.contains("text") => {
                diagnostic.help(format!("put it in quotes: \"{}\"", excerpt(text)));
            }
            NodeKind::Bool(value) if wanted.contains("text") => {
                diagnostic.help(format!("put it in quotes: \"{value}\""));
            }
            NodeKind::Text(text) if wanted.contains("number") => {
                if let Some(help) = unusual_number(text) {
                    diagnostic.help(help);
                }
            }
            _ => {}
        }
    }

    fn lossy(&self, node: &Node, written: &str, out: &mut Diagnostics) {
        let message = format!("{} would not be preserved", node.found());
        self.report(Code::Lossy, node.span, message, out)
            .label(written);
    }
}
