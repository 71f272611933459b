//! Paths to a part of an answer, such as `result.id`: what `paging` and `task` name.

use super::named_types::{Shape, Types};
use super::scope::{EndpointAt, Place};
use crate::api;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Example, Field, Named, Scalar, Spanned, TypeExpr, TypeKind, find, names};
use crate::spec::yaml::{Node, NodeKind};

/// Stands for the whole answer.
const ANSWER: &str = "$";

/// What a parameter, or a part of an answer, must be.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    pub(super) fits: fn(Shape<'_>) -> bool,
    pub(super) words: &'static str,
    /// The rule that requires it.
    pub(super) code: Code,
}

/// Returns the requirement of text that is not secret.
pub(super) const fn text(code: Code) -> Wanted {
    Wanted {
        fits: |shape| matches!(shape, Shape::Scalar(Scalar::String)),
        words: "of type `string` and not secret",
        code,
    }
}

/// Reports a parameter or a field that is not of the wanted type.
pub(super) fn fits(
    types: &Types<'_>,
    name: &Spanned<String>,
    (known, field): &Named<Field>,
    wanted: Wanted,
    out: &mut Diagnostics,
) {
    let shape = types.shape(&field.ty.value);
    let is_list = matches!(shape, Shape::List(_));
    let fits = (wanted.fits)(shape) && (is_list || field.secret.is_none());
    if !fits && !matches!(shape, Shape::Unknown(_)) && !out.is_repeated(known.span) {
        let message = format!("{name} must be {}", wanted.words);
        out.report(wanted.code, name.span, message)
            .also(known.span, format!("this is of type `{}`", field.ty.value));
    }
}

/// Checks and resolves a path to a part of the answer.
pub(super) fn resolve(
    at: &EndpointAt<'_>,
    path: &Spanned<String>,
    wanted: Wanted,
    out: &mut Diagnostics,
) -> Option<api::Path> {
    if path.value == ANSWER {
        check_whole(at, path, wanted, out);
        return Some(Vec::new());
    }
    let (fields, unknown) = walk(at, &path.value);
    if let Some(unknown) = unknown {
        if is_unknown(at, fields.last().copied()) {
            return None;
        }
        let known = members(at, fields.last().copied());
        let name = Spanned::new(unknown.to_owned(), path.span);
        out.unknown(wanted.code, "field of the answer", &name, names(known));
        return None;
    }
    if let Some(field) = fields.last() {
        fits(at.group.types, path, field, wanted, out);
    }
    optional_step(&fields, path, wanted.code, out);
    let fields = fields.into_iter();
    let fields = fields.map(|named| at.group.types.field(Place::Object, named));
    fields.collect()
}

fn check_whole(at: &EndpointAt<'_>, path: &Spanned<String>, wanted: Wanted, out: &mut Diagnostics) {
    let ty = at.endpoint.response.ty();
    let fits = ty.is_some_and(|ty| (wanted.fits)(at.group.types.shape(&ty.value)));
    if !fits && !is_unknown(at, None) {
        let message = format!("the answer is not {}", wanted.words);
        out.report(wanted.code, path.span, message)
            .help("name a field of the answer");
    }
}

/// Reports a field on the way to another one that may be absent.
fn optional_step(
    fields: &[&Named<Field>],
    path: &Spanned<String>,
    code: Code,
    out: &mut Diagnostics,
) {
    let mut steps = fields.iter().rev().skip(1);
    if let Some((name, _)) = steps.find(|(_, field)| field.optional || field.nullable) {
        let message = format!("{path} leads through a field that may be absent");
        out.report(code, path.span, message)
            .also(name.span, "this one");
    }
}

/// Returns the fields that a path leads through, and the first name that does not exist.
pub(super) fn walk<'a, 'p>(
    at: &EndpointAt<'a>,
    path: &'p str,
) -> (Vec<&'a Named<Field>>, Option<&'p str>) {
    let mut fields: Vec<&Named<Field>> = Vec::new();
    for step in path.split('.') {
        let Some(next) = find(members(at, fields.last().copied()), step) else {
            return (fields, Some(step));
        };
        fields.push(next);
    }
    (fields, None)
}

/// Returns the type of a field, or of the answer, if it is not a list of fields.
fn type_of<'a>(
    at: &EndpointAt<'a>,
    field: Option<&'a Named<Field>>,
) -> Option<&'a Spanned<TypeExpr>> {
    field.map_or(at.endpoint.response.ty(), |(_, field)| Some(&field.ty))
}

/// Returns whether a field, or the answer, is of a type that another rule reports.
fn is_unknown(at: &EndpointAt<'_>, field: Option<&Named<Field>>) -> bool {
    let ty = type_of(at, field);
    ty.is_some_and(|ty| matches!(at.group.types.shape(&ty.value), Shape::Unknown(_)))
}

/// Returns the fields of a field, or of the answer.
fn members<'a>(at: &EndpointAt<'a>, parent: Option<&'a Named<Field>>) -> &'a [Named<Field>] {
    let response = &at.endpoint.response;
    match type_of(at, parent).and_then(|ty| at.group.types.kind(ty.value.as_named()?)) {
        Some(TypeKind::Object(fields)) => fields,
        None if parent.is_none() => response.fields(),
        Some(TypeKind::Enum(_) | TypeKind::Extra(_) | TypeKind::AnyOf(_)) | None => &[],
    }
}

/// Returns the text that the answer of an example has at a path.
pub(super) fn example_text<'a>(
    at: &EndpointAt<'_>,
    example: &'a Example,
    path: &Spanned<String>,
) -> Option<&'a str> {
    let (fields, _) = walk(at, &path.value);
    let mut wire = fields.iter().map(|(name, field)| field.wire_name(name));
    let answer = example.response.as_ref()?;
    wire.try_fold(answer, |node, name| member(node, &name.value))?
        .as_text()
}

fn member<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    match &node.kind {
        NodeKind::Map(entries) => Some(&find(entries, name)?.1),
        NodeKind::Null | NodeKind::Bool(_) | NodeKind::Number(_) => None,
        NodeKind::Text(_) | NodeKind::List(_) => None,
    }
}
