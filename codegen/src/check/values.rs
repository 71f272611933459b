//! Values of examples and defaults: converts them to their types. They satisfy the constraints and are preserved
//! on the wire.

mod file;
mod objects;
mod scalars;

use super::bounds::{broken_by_items, broken_by_number, broken_by_text};
use super::definitions::Shape;
use super::scope::GroupAt;
use crate::api::{Argument, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::Span;
use crate::spec::model::{Field, Join, Secrecy, Spanned, TypeExpr};
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

/// Converts the values of one group. A value with a mistake is reported and has no converted form.
pub(super) struct Values<'a> {
    group: &'a GroupAt<'a>,
    side: Side,
    code: Option<Code>,
}

/// The type that a value must have.
#[derive(Clone, Copy)]
pub(super) struct Expected<'a> {
    ty: &'a TypeExpr,
    /// Which part of the innermost values is secret.
    secrecy: Option<Secrecy>,
    /// Whether a number may be text.
    lenient: bool,
}

impl<'a> Expected<'a> {
    pub(super) fn of(ty: &'a TypeExpr) -> Self {
        Self {
            ty,
            secrecy: None,
            lenient: false,
        }
    }

    fn of_field(field: &'a Field) -> Self {
        Self {
            ty: &field.ty.value,
            secrecy: field.secret.as_ref().map(|secret| secret.value),
            lenient: field.lenient,
        }
    }

    fn item(self, ty: &'a TypeExpr) -> Self {
        Self {
            ty,
            lenient: false,
            ..self
        }
    }
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

    /// Converts the argument of a parameter, and checks its constraints.
    pub(super) fn argument(
        &self,
        node: &Node,
        field: &Field,
        out: &mut Diagnostics,
    ) -> Option<Argument> {
        if out.is_told(field.ty.span) || (node.kind == NodeKind::Null && field.nullable) {
            return None;
        }
        self.within_bounds(node, field, out, |out| {
            match (self.group.shape(&field.ty.value), &node.kind) {
                (Shape::File, NodeKind::Map(entries)) => {
                    self.file(node.span, entries, out).map(Argument::File)
                }
                (Shape::File, _) => self.wrong_type(node, "a mapping that describes a file", out),
                (Shape::Extra(sets), NodeKind::Map(entries)) => {
                    let set = self.extra(node.span, &field.ty.value, entries, sets, out);
                    set.map(Argument::Set)
                }
                (Shape::Extra(_), _) => {
                    let wanted = "a mapping from the name of a set to its parameters";
                    self.wrong_type(node, wanted, out)
                }
                (
                    Shape::Scalar(_)
                    | Shape::None
                    | Shape::Enum(_)
                    | Shape::Object(_)
                    | Shape::List(_)
                    | Shape::Map(_)
                    | Shape::Unknown(_),
                    _,
                ) => {
                    let value = self.value(node, Expected::of_field(field), out);
                    value.map(Argument::Value)
                }
            }
        })
    }

    /// Converts the value of an object's field, and checks its constraints. The value is `None` if it is null.
    fn field(&self, node: &Node, field: &Field, out: &mut Diagnostics) -> Option<Option<Value>> {
        if out.is_told(field.ty.span) {
            return None;
        }
        if node.kind == NodeKind::Null && field.nullable {
            if field.optional {
                let written = "an optional value that is null is omitted";
                self.lossy(node, written, out);
            }
            return Some(None);
        }
        self.within_bounds(node, field, out, |out| {
            self.value(node, Expected::of_field(field), out).map(Some)
        })
    }

    /// Converts a value and, unless it has another mistake, checks its constraints.
    fn within_bounds<T>(
        &self,
        node: &Node,
        field: &Field,
        out: &mut Diagnostics,
        convert: impl FnOnce(&mut Diagnostics) -> Option<T>,
    ) -> Option<T> {
        let found = out.len();
        let converted = convert(out);
        if out.len() == found {
            self.bounds(node, field, out);
        }
        converted
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

    /// Converts a value. Types that are not allowed here are reported where they are used.
    pub(super) fn value(
        &self,
        node: &Node,
        expected: Expected<'_>,
        out: &mut Diagnostics,
    ) -> Option<Value> {
        match (self.group.shape(expected.ty), &node.kind) {
            (Shape::Unknown(_) | Shape::File | Shape::None | Shape::Extra(_), _) => None,
            (Shape::Scalar(scalar), _) => {
                let literal = self.scalar(node, scalar, expected.lenient, out)?;
                let scalar = scalar.with_secrecy(expected.secrecy);
                Some(Value::Scalar(scalar, literal))
            }
            (Shape::Enum(values), _) => self.enum_value(node, expected.ty, values, out),
            (Shape::List(item), NodeKind::List(items)) => {
                self.list(items, expected.item(item), out)
            }
            (Shape::Map(item), NodeKind::Map(entries)) => {
                self.map(entries, expected.item(item), out)
            }
            (Shape::Object(fields), NodeKind::Map(entries)) => {
                let values = self.object(node.span, entries, fields, out);
                self.object_value(expected.ty, values?)
            }
            (Shape::List(_), _) => self.wrong_type(node, "a list", out),
            (Shape::Map(_) | Shape::Object(_), _) => self.wrong_type(node, "a mapping", out),
        }
    }

    fn list(&self, items: &[Node], item: Expected<'_>, out: &mut Diagnostics) -> Option<Value> {
        let items = items.iter().map(|node| self.value(node, item, out));
        let items = complete(items)?;
        let ty = self.group.definitions.ty(item.ty, item.secrecy)?;
        Some(Value::List(ty, items))
    }

    fn map(
        &self,
        entries: &[(Spanned<String>, Node)],
        item: Expected<'_>,
        out: &mut Diagnostics,
    ) -> Option<Value> {
        let entries = entries.iter().map(|(key, node)| {
            let value = self.value(node, item, out)?;
            Some((key.value.clone(), value))
        });
        let mut entries = complete(entries)?;
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        Some(Value::Map(entries))
    }

    pub(super) fn wrong_type<T>(
        &self,
        node: &Node,
        wanted: &str,
        out: &mut Diagnostics,
    ) -> Option<T> {
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
        None
    }

    fn lossy(&self, node: &Node, written: &str, out: &mut Diagnostics) {
        let message = format!("{} would not be preserved", node.found());
        self.report(Code::Lossy, node.span, message, out)
            .label(written);
    }
}

/// Returns all items, if all have a value. Unlike `collect`, it visits every item, so all mistakes are reported.
pub(super) fn complete<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let items: Vec<Option<T>> = items.collect();
    items.into_iter().collect()
}
