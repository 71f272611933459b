//! Paths to a part of an answer, such as `result.id`: what `paging` and `task` name.

use super::named_types::{Shape, Types};
use super::scope::{EndpointAt, Place};
use crate::api;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Example, Field, Named, Response, Scalar, Spanned, TypeKind};
use crate::spec::yaml::{Node, NodeKind};

/// Stands for the whole answer.
const ANSWER: &str = "$";

/// The types that a parameter, or a part of an answer, may have, and their description.
pub(super) type Wanted = (fn(Shape<'_>) -> bool, &'static str);

/// Text that may be shown.
pub(super) const TEXT: Wanted = (
    |shape| matches!(shape, Shape::Scalar(Scalar::String)),
    "of type `string` and not secret",
);
/// Reports a parameter or a field that is not of the wanted type.
pub(super) fn fits(
    types: &Types<'_>,
    name: &Spanned<String>,
    (known, field): (&Spanned<String>, &Field),
    (is_wanted, words): Wanted,
    code: Code,
    out: &mut Diagnostics,
) {
    let shape = types.shape(&field.ty.value);
    let is_list = matches!(shape, Shape::List(_));
    let fits = is_wanted(shape) && (is_list || field.secret.is_none());
    if !fits && !matches!(shape, Shape::Unknown(_)) {
        let message = format!("{name} must be {words}");
        out.report(code, name.span, message)
            .also(known.span, format!("this is of type `{}`", field.ty.value));
    }
}

/// Checks a part of the answer.
pub(super) fn check(
    at: &EndpointAt<'_>,
    path: &Spanned<String>,
    wanted: Wanted,
    code: Code,
    out: &mut Diagnostics,
) {
    if path.value == ANSWER {
        let is_list = matches!(&at.endpoint.response, Response::Type(ty) if (wanted.0)(at.group.types.shape(&ty.value)));
        if !is_list {
            let message = format!("the answer is not {}", wanted.1);
            out.report(code, path.span, message)
                .help("name a field of the answer");
        }
        return;
    }
    let (fields, rest) = walk(at, &path.value);
    let Some(unknown) = rest else {
        if let Some((name, field)) = fields.last() {
            fits(at.group.types, path, (name, field), wanted, code, out);
        }
        optional_step(&fields, path, code, out);
        return;
    };
    let known = members(at, fields.last().copied());
    let known = known.iter().map(|(name, _)| name.value.as_str());
    let name = Spanned::new(unknown.to_owned(), path.span);
    out.unknown(code, "field of the answer", &name, known);
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
        let mut members = members(at, fields.last().copied()).iter();
        let Some(next) = members.find(|(name, _)| name.value == step) else {
            return (fields, Some(step));
        };
        fields.push(next);
    }
    (fields, None)
}

/// Returns the fields of a field, or of the answer.
fn members<'a>(at: &EndpointAt<'a>, parent: Option<&'a Named<Field>>) -> &'a [Named<Field>] {
    let ty = match (parent, &at.endpoint.response) {
        (Some((_, field)), _) => &field.ty.value,
        (None, Response::Type(ty)) => &ty.value,
        (None, Response::Fields(fields)) => return fields,
        (None, Response::None | Response::Stream) => return &[],
    };
    match ty.as_named().and_then(|name| at.group.types.kind(name)) {
        Some(TypeKind::Object(fields)) => fields,
        Some(TypeKind::Enum(_) | TypeKind::Extra(_) | TypeKind::AnyOf(_)) | None => &[],
    }
}

/// Resolves a path, unless it has a mistake.
pub(super) fn resolve(at: &EndpointAt<'_>, path: &str) -> Option<api::Path> {
    if path == ANSWER {
        return Some(Vec::new());
    }
    let (fields, unknown) = walk(at, path);
    let fields = fields
        .into_iter()
        .map(|named| at.group.types.field(Place::Object, named));
    fields.collect::<Option<_>>().filter(|_| unknown.is_none())
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
    let NodeKind::Map(entries) = &node.kind else {
        return None;
    };
    let mut entries = entries.iter();
    entries
        .find(|(key, _)| key.value == name)
        .map(|(_, node)| node)
}
