//! Types: they exist, are finite, and are used where they are allowed.

use std::collections::{HashMap, HashSet};

use super::named_types::{Shape, Types, innermost};
use super::scope::{EndpointAt, FieldAt, Place};
use crate::diagnostics::{Code, Diagnostics, Suggestion, quoted, suggestion};
use crate::source::{Span, excerpt};
use crate::spec::model::{
    EnumValue, EnumWire, Join, Named, Response, Scalar, Spanned, TypeDef, TypeExpr, TypeKind,
};

/// Checks the type of a response that is not defined inline.
pub(super) fn response(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    if let Response::Type(ty) = &at.endpoint.response {
        let types = at.group.types;
        check(types, ty, value_problem(types, &ty.value, false), out);
    }
}

pub(super) fn field(at: &FieldAt<'_>, out: &mut Diagnostics) {
    let ty = &at.field.ty;
    let problem = match at.place {
        Place::Arg | Place::Kwarg | Place::Choice => param_problem(at),
        Place::Response | Place::Object | Place::Shape => {
            value_problem(at.group.types, &ty.value, false)
        }
        Place::Extra if ty.value == TypeExpr::Scalar(Scalar::String) => None,
        Place::Extra => Some("parameters of an `extra` set are of type `string`"),
    };
    check(at.group.types, ty, problem, out);
}

/// Reports a type that does not exist or has a problem.
fn check(types: &Types<'_>, ty: &Spanned<TypeExpr>, problem: Option<&str>, out: &mut Diagnostics) {
    if let Shape::Unknown(name) = types.shape(innermost(&ty.value)) {
        unknown(types, &Spanned::new(name.to_owned(), ty.span), out);
    } else if let Some(problem) = problem {
        let message = format!("the type `{}` is not allowed here", ty.value);
        out.report(Code::TypeNotAllowed, ty.span, message)
            .label(problem);
    }
}

/// Reports an unknown type, unless its definition could not be read, or there are two.
fn unknown(types: &Types<'_>, name: &Spanned<String>, out: &mut Diagnostics) {
    let is_defined = types.names().any(|known| known.value == name.value);
    if !types.is_complete || is_defined || out.is_lost_in_any_file(&name.value) {
        return;
    }
    let own = types.names().map(|name| name.value.as_str());
    let known = TypeExpr::builtins().map(|(name, _)| name).chain(own);
    let near = suggestion(&name.value, known.clone()).and_then(Suggestion::word);
    let near = near.and_then(|near| types.get(near));
    if let Some(diagnostic) = out.unknown(Code::UnknownType, "type", name, known)
        && let Some(near) = near.filter(|near| near.name.span.file != name.span.file)
    {
        diagnostic.also(near.name.span, format!("{} is defined here", near.name));
    }
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
        Shape::Extra(_) if at.place == Place::Choice => {
            Some("an `extra` type is for an argument of its own")
        }
        Shape::Scalar(_) | Shape::File | Shape::Enum | Shape::Unknown(_) => None,
        Shape::Object(_) | Shape::Extra(_) | Shape::AnyOf(_) => None,
        Shape::Map(item) => value_problem(at.group.types, item, false),
        Shape::List(item) => {
            let is_json = at.field.join().is_none_or(|join| join == Join::Json);
            value_problem(at.group.types, item, !is_json)
        }
    }
}

/// Returns why a type is not allowed for a JSON value, or for an item that is sent as text.
fn value_problem(types: &Types<'_>, ty: &TypeExpr, as_text: bool) -> Option<&'static str> {
    match types.shape(if as_text { ty } else { innermost(ty) }) {
        Shape::List(_) | Shape::Map(_) | Shape::Object(_) | Shape::Scalar(Scalar::Any)
            if as_text =>
        {
            Some("items of this type can only be sent with `join: json`")
        }
        Shape::Scalar(Scalar::Json) => {
            Some("`json` is only for arguments; use `any` for any JSON within a value")
        }
        Shape::File => Some("a file is a separate argument"),
        Shape::None => Some("`none` is only allowed as a whole response"),
        Shape::Extra(_) => Some("a set of further parameters is a separate argument"),
        Shape::Scalar(_) | Shape::Enum | Shape::Object(_) | Shape::AnyOf(_) => None,
        Shape::List(_) | Shape::Map(_) | Shape::Unknown(_) => None,
    }
}

/// Enums have values, objects have fields, `extra` types have at least one set, and `any_of` types have shapes.
pub(super) fn emptiness((name, def): &Named<TypeDef>, out: &mut Diagnostics) {
    let (is_empty, what) = match &def.kind {
        TypeKind::Enum(values) => (values.is_empty(), "values"),
        TypeKind::Object(fields) => (fields.is_empty(), "fields"),
        TypeKind::Extra(sets) => (sets.is_empty(), "sets"),
        TypeKind::AnyOf(shapes) => (shapes.is_empty(), "shapes"),
    };
    if is_empty {
        let message = format!("the type {name} has no {what}");
        out.report(Code::Empty, name.span, message);
    }
}

/// An object that is sent has only fields of the spec.
pub(super) fn rest(types: &Types<'_>, out: &mut Diagnostics) {
    for name in types.names() {
        let rest = types.rest(&name.value);
        if let Some(span) = rest.filter(|_| types.usage(&name.value).json) {
            let message = format!("the object {name} is sent, so it cannot have a `rest`");
            out.report(Code::TypeNotAllowed, span, message)
                .label("fields of unknown meaning would be sent")
                .help("use `json` or `map<any>` for the parameter, or define a type of its own");
        }
    }
}

/// Warns about types that no call uses. Only for a valid spec: a mistake may hide a use.
pub(super) fn unused(types: &Types<'_>, out: &mut Diagnostics) {
    let endpoints = types.groups.iter().flat_map(|group| &group.endpoints);
    let used = types.reached(endpoints.flat_map(|(_, endpoint)| endpoint.type_exprs()));
    let used: HashSet<_> = used.iter().map(|def| &def.name.value).collect();
    for name in types.names().filter(|name| !used.contains(&name.value)) {
        let message = format!("the type {name} is not used");
        out.report(Code::UnusedType, name.span, message)
            .label("no call takes or returns it")
            .help("use it, or remove it");
    }
}

pub(super) fn value_kinds((name, def): &Named<TypeDef>, out: &mut Diagnostics) {
    let TypeKind::Enum(values) = &def.kind else {
        return;
    };
    let kind = |value: &EnumValue| match value.value.0 {
        Some(EnumWire::Integer(_)) => "a number",
        Some(EnumWire::Text(_)) | None => "text",
    };
    let kinds = values.iter();
    let mut kinds = kinds.map(|(name, value)| (kind(value), name.span));
    let Some((first, first_span)) = kinds.next() else {
        return;
    };
    if let Some((other, span)) = kinds.find(|(kind, _)| *kind != first) {
        let message = format!("the values of {name} are of two kinds");
        out.report(Code::MixedValues, span, message)
            .label(format!("this is {other} on the wire"))
            .also(first_span, format!("this is {first}"))
            .help("a value that is not set is the name, as text");
    }
}

/// A value of several shapes is only received, and does not contain others of its type: each shape is tried, so
/// every level would multiply the time that an answer takes.
pub(super) fn several_shapes(types: &Types<'_>, out: &mut Diagnostics) {
    for name in types.names() {
        let Some(TypeKind::AnyOf(shapes)) = types.kind(&name.value) else {
            continue;
        };
        let usage = types.usage(&name.value);
        if usage.param || usage.json {
            let message = format!("the type {name} is sent, so it cannot have several shapes");
            out.report(Code::TypeNotAllowed, name.span, message)
                .label("`any_of` is for answers")
                .help("use `json` for the parameter, or define a type of its own");
        }
        let within = types.reached(shapes.iter().map(|(_, shape)| &shape.ty.value));
        if within.iter().any(|def| def.name.value == name.value) {
            let message = format!("a shape of {name} contains values of {name}");
            out.report(Code::RecursiveType, name.span, message)
                .label("it is read again for each shape on each level")
                .help("use `any` for the values within");
        }
    }
}

/// An object that contains itself is infinite, unless it is in a list or a map or may be absent.
pub(super) fn recursion(types: &Types<'_>, out: &mut Diagnostics) {
    // Whether the fields of a type are still being followed.
    let mut is_open: HashMap<&str, bool> = HashMap::new();
    let contained = |name| types.contained(name, true);
    for name in types.names() {
        if is_open.contains_key(name.value.as_str()) {
            continue;
        }
        is_open.insert(&name.value, true);
        let mut open = vec![(name.value.as_str(), contained(&name.value))];
        while let Some((name, rest)) = open.last_mut() {
            let Some((ty, span)) = rest.next() else {
                is_open.insert(name, false);
                open.pop();
                continue;
            };
            match is_open.get(ty) {
                None => {
                    is_open.insert(ty, true);
                    open.push((ty, contained(ty)));
                }
                Some(false) => {}
                Some(true) => {
                    let cycle = open.iter().map(|(name, _)| *name);
                    report_cycle(cycle.skip_while(|name| *name != ty), span, out);
                }
            }
        }
    }
}

fn report_cycle<'a>(cycle: impl Iterator<Item = &'a str>, span: Span, out: &mut Diagnostics) {
    const FEW: usize = 5;
    let names: Vec<_> = cycle.map(excerpt).collect();
    let shown = quoted(names.iter().take(FEW).map(AsRef::as_ref));
    let message = match names.len() {
        1 => format!("the type {shown} contains itself"),
        2..=FEW => format!("the types {shown} contain each other"),
        all => {
            let more = all - FEW;
            format!("the types {shown} and {more} more contain each other")
        }
    };
    let help =
        "it may contain itself in a field that is optional or nullable, or in a list or a map";
    out.report(Code::RecursiveType, span, message)
        .label("here it starts over")
        .help(help);
}
