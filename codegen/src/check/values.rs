//! Values of examples and defaults: converts them to their types. They satisfy the constraints and are preserved
//! on the wire.

mod file;
mod objects;
mod scalars;

use super::bounds::broken;
use super::named_types::{Shape, Types};
use crate::api::{Argument, TypeDef, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::scalar::JsonForm;
use crate::source::{Span, excerpt};
use crate::spec::model::{Field, Join, Named, Secrecy, TypeExpr};
use crate::spec::unusual_number;
use crate::spec::yaml::{Node, NodeKind};

/// The direction of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// To the platform: fields and enum values have their names in the spec.
    Param,
    /// From the platform: everything has its wire form.
    Response,
}

/// Converts values. A value with a mistake is reported and has no converted form.
pub(super) struct Values<'a> {
    types: &'a Types<'a>,
    side: Side,
    /// The rule under which every mistake is reported, if not under its own.
    code: Option<Code>,
    out: &'a mut Diagnostics,
}

impl<'a> Values<'a> {
    pub(super) fn new(types: &'a Types<'a>, side: Side, out: &'a mut Diagnostics) -> Self {
        let code = None;
        Self {
            types,
            side,
            code,
            out,
        }
    }

    /// Reports every mistake under this rule.
    pub(super) fn all_as(self, code: Code) -> Self {
        let code = Some(code);
        Self { code, ..self }
    }

    fn code(&self, code: Code) -> Code {
        self.code.unwrap_or(code)
    }

    fn report(&mut self, code: Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.out.report(self.code(code), span, message)
    }

    /// Converts the argument of a parameter, and checks its constraints.
    pub(super) fn argument(&mut self, node: &Node, field: &Field) -> Option<Argument> {
        if self.out.is_told(field.ty.span) || (node.is_null() && field.nullable) {
            return None;
        }
        let ty = &field.ty.value;
        let value = |this: &mut Self| this.bounded(node, field).map(Argument::Value);
        match self.types.shape(ty) {
            Shape::File => self.file(node).map(Argument::File),
            Shape::Extra(sets) => self.extra(node, ty, sets).map(Argument::Set),
            Shape::Unknown(_) | Shape::None => None,
            Shape::Scalar(_) | Shape::Enum | Shape::Object(_) | Shape::AnyOf(_) => value(self),
            Shape::List(_) | Shape::Map(_) => value(self),
        }
    }

    /// Checks that an argument can be a segment of a path.
    pub(super) fn segment(&mut self, node: &Node, argument: &Argument) {
        if let Argument::Value(value) = argument
            && matches!(value.text().as_str(), "" | "." | "..")
        {
            let message = format!("{} cannot be part of a path", node.found());
            self.report(Code::OutOfBounds, node.span, message)
                .label("it would be resolved or dropped");
        }
    }

    /// Converts the value of an object's field, and checks its constraints. The value is `None` if it is null.
    fn field(&mut self, node: &Node, field: &Field) -> Option<Option<Value>> {
        if self.out.is_told(field.ty.span) {
            return None;
        }
        if node.is_null() && field.nullable {
            if field.optional {
                self.lossy(node, "an optional value that is null is omitted");
            }
            return Some(None);
        }
        self.bounded(node, field).map(Some)
    }

    /// Converts a value and, unless it has another mistake, checks its constraints.
    fn bounded(&mut self, node: &Node, field: &Field) -> Option<Value> {
        let ty = &field.ty.value;
        let shape = self.types.shape(ty);
        let is_number = shape.is(|info| info.json == JsonForm::Number);
        if is_number && field.lenient && node.as_text().is_some_and(is_plain_number) {
            self.lossy(node, "`lenient` accepts text, but examples must be numbers");
            return None;
        }
        let found = self.out.len();
        let value = self.value(node, ty, field.secrecy());
        if self.out.len() > found {
            return value;
        }
        if let Some(broken) = broken(field, node) {
            let message = format!("{} is out of bounds", node.found());
            self.report(Code::OutOfBounds, node.span, message)
                .label(broken);
        }
        if let NodeKind::List(items) = &node.kind
            && field.join() == Some(Join::Comma)
        {
            self.no_commas(items);
        }
        value
    }

    fn no_commas(&mut self, items: &[Node]) {
        for item in items {
            if item.as_text().is_some_and(|text| text.contains(',')) {
                let message = "an item must not contain a comma";
                self.report(Code::Lossy, item.span, message)
                    .label("items are joined with commas");
            }
        }
    }

    /// Converts a value, of whose innermost values a part may be secret. Types that are not allowed here are
    /// reported where they are used.
    pub(super) fn value(
        &mut self,
        node: &Node,
        ty: &TypeExpr,
        secrecy: Option<Secrecy>,
    ) -> Option<Value> {
        match (self.types.shape(ty), &node.kind) {
            (Shape::Unknown(_) | Shape::File | Shape::None | Shape::Extra(_), _) => None,
            (Shape::Scalar(scalar), _) => {
                let literal = self.scalar(node, scalar)?;
                Some(Value::Scalar(scalar.with_secrecy(secrecy), literal))
            }
            (Shape::Enum, _) => self.enum_value(node, ty),
            (Shape::AnyOf(shapes), _) => self.any_of(node, ty, shapes),
            (Shape::List(item), NodeKind::List(items)) => {
                let items = complete(items.iter().map(|node| self.value(node, item, secrecy)))?;
                let ty = self.types.ty(item, secrecy)?;
                Some(Value::List(ty, items))
            }
            (Shape::Map(item), NodeKind::Map(entries)) => {
                let mut entries = complete(entries.iter().map(|(key, node)| {
                    let value = self.value(node, item, secrecy)?;
                    Some((key.value.clone(), value))
                }))?;
                entries.sort_by(|(one, _), (other, _)| one.cmp(other));
                Some(Value::Map(entries))
            }
            (Shape::Object(fields), NodeKind::Map(entries)) => {
                let rest = ty.as_named().and_then(|name| self.types.rest(name));
                let values = if rest.is_some() {
                    let wire = fields.iter().map(|(key, field)| field.wire_name(key));
                    let is_field = |name: &str| wire.clone().any(|wire| wire.value == name);
                    let entries = entries.iter().filter(|(name, _)| is_field(&name.value));
                    let entries: Vec<_> = entries.cloned().collect();
                    self.fields(node.span, &entries, fields)?
                } else {
                    self.fields(node.span, entries, fields)?
                };
                let TypeDef::Object(object) = self.types.resolved(ty)? else {
                    return None;
                };
                Some(Value::Object(object.clone(), values))
            }
            (Shape::List(_), _) => self.wrong_type(node, "a list"),
            (Shape::Map(_) | Shape::Object(_), _) => self.wrong_type(node, "a mapping"),
        }
    }

    /// Converts a value as the first shape that fits.
    fn any_of(&mut self, node: &Node, ty: &TypeExpr, shapes: &[Named<Field>]) -> Option<Value> {
        for (_, shape) in shapes {
            let mut out = Diagnostics::default();
            let value = Values::new(self.types, self.side, &mut out).bounded(node, shape);
            if out.is_empty() {
                return value;
            }
        }
        let message = format!("{} has none of the shapes of `{ty}`", node.found());
        self.report(Code::WrongType, node.span, message)
            .label("it would be kept as JSON")
            .help("add the shape to `any_of`");
        None
    }

    pub(super) fn wrong_type<T>(&mut self, node: &Node, wanted: &str) -> Option<T> {
        let message = format!("expected {wanted}, found {}", node.found());
        let diagnostic = self.report(Code::WrongType, node.span, message);
        diagnostic.label(format!("expected {wanted}"));
        match &node.kind {
            NodeKind::Number(text) if wanted.contains("text") => {
                diagnostic.help(format!("put it in quotes: \"{}\"", excerpt(text)));
            }
            NodeKind::Bool(value) if wanted.contains("text") => {
                diagnostic.help(format!("put it in quotes: \"{value}\""));
            }
            NodeKind::Text(text) if wanted.contains("number") => {
                diagnostic.help.extend(unusual_number(text));
            }
            _ => {}
        }
        None
    }

    fn lossy(&mut self, node: &Node, written: &str) {
        let message = format!("{} would not be preserved", node.found());
        self.report(Code::Lossy, node.span, message).label(written);
    }
}

/// Returns all items, if all have a value. Unlike `collect`, it visits every item, so all mistakes are reported.
pub(super) fn complete<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let items: Vec<Option<T>> = items.collect();
    items.into_iter().collect()
}

/// Resolves what may be absent.
pub(super) fn optional<T, R>(
    given: Option<T>,
    resolve: impl FnOnce(T) -> Option<R>,
) -> Option<Option<R>> {
    match given {
        Some(given) => resolve(given).map(Some),
        None => Some(None),
    }
}

fn is_plain_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}
