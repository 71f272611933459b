//! Types: they exist, are finite, and are used where they are allowed.

use std::collections::HashMap;

use super::definitions::{Shape, innermost};
use super::place::Place;
use super::scope::{EndpointAt, FieldAt, GroupAt, TypeAt};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::Span;
use crate::spec::model::{
    EnumWire, Field, Join, Named, Response, Scalar, Spanned, TypeExpr, TypeKind,
};
use crate::spec::yaml::excerpt;

/// Checks the type of a response that is not defined inline.
pub(super) fn response(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let Response::Type(ty) = &at.endpoint.response else {
        return;
    };
    if is_known(at.group, ty, out)
        && let Some(problem) = value_problem(at.group, &ty.value)
    {
        report(ty, problem, out);
    }
}

pub(super) fn field(at: &FieldAt<'_>, out: &mut Diagnostics) {
    let ty = &at.field.ty;
    if !is_known(at.group, ty, out) {
        return;
    }
    let problem = match at.place {
        Place::Arg | Place::Kwarg => param_problem(at),
        Place::Response | Place::Object => value_problem(at.group, &ty.value),
        Place::Extra if ty.value == TypeExpr::Scalar(Scalar::String) => None,
        Place::Extra => Some("parameters of an `extra` set are of type `string`"),
    };
    if let Some(problem) = problem {
        report(ty, problem, out);
    }
}

fn report(ty: &Spanned<TypeExpr>, problem: &str, out: &mut Diagnostics) {
    let message = format!("the type `{}` is not allowed here", ty.value);
    out.report(Code::TypeNotAllowed, ty.span, message)
        .label(problem);
}

fn is_known(group: &GroupAt<'_>, ty: &Spanned<TypeExpr>, out: &mut Diagnostics) -> bool {
    let Shape::Unknown(name) = group.shape(innermost(&ty.value)) else {
        return true;
    };
    if !out.is_lost(ty.span.file, name) {
        let builtins = TypeExpr::builtins().map(|(name, _)| name);
        let types = group
            .group
            .types
            .iter()
            .map(|(name, _)| name.value.as_str());
        let message = format!("there is no type `{}`", excerpt(name));
        out.report(Code::UnknownType, ty.span, message)
            .did_you_mean(name, builtins.chain(types));
    }
    false
}

/// Returns why a type is not allowed for an argument.
fn param_problem(at: &FieldAt<'_>) -> Option<&'static str> {
    match at.shape() {
        Shape::Scalar(Scalar::Any) => {
            Some("`any` is only for responses; use `json` for an argument of any JSON")
        }
        Shape::None => Some("`none` is for responses"),
        Shape::Extra(_) if at.place == Place::Kwarg => {
            Some("`extra` types are for required arguments")
        }
        Shape::Scalar(_)
        | Shape::File
        | Shape::Enum(_)
        | Shape::Object(_)
        | Shape::Extra(_)
        | Shape::Unknown(_) => None,
        Shape::Map(item) => value_problem(at.group, item),
        Shape::List(item) => match at.field.join.as_ref().map(|join| join.value) {
            None | Some(Join::Json) => value_problem(at.group, item),
            Some(Join::Comma | Join::Repeat) => item_problem(at.group, item),
        },
    }
}

/// Returns why a type is not allowed for an item that is sent as text.
fn item_problem(group: &GroupAt<'_>, ty: &TypeExpr) -> Option<&'static str> {
    match group.shape(ty) {
        Shape::List(_) | Shape::Map(_) | Shape::Object(_) | Shape::Scalar(Scalar::Any) => {
            Some("items of this type can only be sent with `join: json`")
        }
        Shape::Scalar(_)
        | Shape::File
        | Shape::None
        | Shape::Enum(_)
        | Shape::Extra(_)
        | Shape::Unknown(_) => value_problem(group, ty),
    }
}

/// Returns why a type is not allowed for a JSON value.
fn value_problem(group: &GroupAt<'_>, ty: &TypeExpr) -> Option<&'static str> {
    match group.shape(innermost(ty)) {
        Shape::Scalar(Scalar::Json) => {
            Some("`json` is only for arguments; use `any` for any JSON within a value")
        }
        Shape::File => Some("a file is a separate argument"),
        Shape::None => Some("`none` is only allowed as a whole response"),
        Shape::Extra(_) => Some("a set of further parameters is a separate argument"),
        Shape::Scalar(_)
        | Shape::Enum(_)
        | Shape::Object(_)
        | Shape::List(_)
        | Shape::Map(_)
        | Shape::Unknown(_) => None,
    }
}

/// Enums have values, objects have fields, and `extra` types have at least one set.
pub(super) fn emptiness(at: &TypeAt<'_>, out: &mut Diagnostics) {
    let (is_empty, what) = match &at.def.kind {
        TypeKind::Enum(values) => (values.is_empty(), "values"),
        TypeKind::Object(fields) => (fields.is_empty(), "fields"),
        TypeKind::Extra(sets) => (sets.is_empty(), "sets"),
    };
    if is_empty {
        let message = format!("the type `{}` has no {what}", excerpt(&at.name.value));
        out.report(Code::Empty, at.name.span, message);
    }
}

pub(super) fn value_kinds(at: &TypeAt<'_>, out: &mut Diagnostics) {
    let TypeKind::Enum(values) = &at.def.kind else {
        return;
    };
    let Some(first) = values.first() else { return };
    let is_text = |value: &EnumWire| matches!(value, EnumWire::Text(_));
    let other = values
        .iter()
        .find(|value| is_text(&value.value) != is_text(&first.value));
    if let Some(other) = other {
        let kind = |value| if is_text(value) { "text" } else { "a number" };
        let message = format!(
            "the values of `{}` are of two kinds",
            excerpt(&at.name.value)
        );
        out.report(Code::MixedValues, other.name.span, message)
            .label(format!("this is {} on the wire", kind(&other.value)))
            .also(first.name.span, format!("this is {}", kind(&first.value)))
            .help("a value that is not set is the name, as text");
    }
}

/// An object that contains itself is infinite, unless it is in a list or a map.
pub(super) fn recursion(at: &GroupAt<'_>, out: &mut Diagnostics) {
    let mut state: HashMap<&str, State> = HashMap::new();
    for (name, _) in &at.group.types {
        if state.contains_key(name.value.as_str()) {
            continue;
        }
        let mut open = vec![(name.value.as_str(), contained(at, &name.value))];
        state.insert(&name.value, State::Open);
        while let Some((name, rest)) = open.last_mut() {
            let Some((ty, span)) = rest.next() else {
                state.insert(name, State::Done);
                open.pop();
                continue;
            };
            match state.get(ty) {
                None => {
                    state.insert(ty, State::Open);
                    open.push((ty, contained(at, ty)));
                }
                Some(State::Done) => {}
                Some(State::Open) => {
                    let cycle = open.iter().map(|(name, _)| *name);
                    report_cycle(cycle.skip_while(|name| *name != ty), span, out);
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
enum State {
    Open,
    Done,
}

/// Returns the objects that an object contains directly, with locations.
fn contained<'a>(
    at: &GroupAt<'a>,
    name: &'a str,
) -> impl Iterator<Item = (&'a str, Span)> + use<'a> {
    let fields: &[Named<Field>] = match at.definitions.kind(name) {
        Some(TypeKind::Object(fields)) => fields,
        Some(TypeKind::Enum(_) | TypeKind::Extra(_)) | None => &[],
    };
    fields.iter().filter_map(|(_, field)| {
        let name = field.ty.value.as_named()?;
        Some((name, field.ty.span))
    })
}

fn report_cycle<'a>(cycle: impl Iterator<Item = &'a str>, span: Span, out: &mut Diagnostics) {
    const FEW: usize = 5;
    let names: Vec<_> = cycle.collect();
    let shown = names
        .iter()
        .take(FEW)
        .map(|name| format!("`{}`", excerpt(name)));
    let shown = shown.collect::<Vec<_>>().join(", ");
    let message = match names.len() {
        1 => format!("the type {shown} contains itself"),
        2..=FEW => format!("the types {shown} contain each other"),
        all => format!(
            "the types {shown} and {} more contain each other",
            all - FEW
        ),
    };
    out.report(Code::RecursiveType, span, message)
        .label("here it starts over")
        .help("a list or a map may contain the type itself");
}
