//! Pages of a long list: `paging` names parameters and fields whose types fit, and the examples show two pages.

use super::named_types::{Shape, Types};
use super::scope::{EndpointAt, Place};
use crate::api;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Example, Field, Named, Response, Scalar, Spanned, TypeExpr, TypeKind};
use crate::spec::yaml::{Node, NodeKind};

/// Stands for an answer that is the list itself.
const ANSWER: &str = "$";

/// The types that a part of `paging` may have, and their description.
type Wanted = (fn(Shape<'_>) -> bool, &'static str);

const NUMBER: Wanted = (
    |shape| matches!(shape, Shape::Scalar(Scalar::Integer)),
    "of type `integer`",
);
const CURSOR: Wanted = (
    |shape| matches!(shape, Shape::Scalar(Scalar::String)),
    "of type `string` and not secret",
);
const LIST: Wanted = (|shape| matches!(shape, Shape::List(_)), "a list");

/// Checks everything that `paging` names.
pub(super) fn names(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let Some(paging) = &at.endpoint.paging else {
        return;
    };
    let is_whole = match (&paging.page, &paging.cursor, &paging.next) {
        (Some(_), None, None) => true,
        (None, Some(_), Some(_)) => true,
        (Some(_) | None, _, _) => false,
    };
    if !is_whole {
        let message = "pages are asked for by number or by cursor";
        out.report(Code::BadPaging, paging.span, message)
            .help("write either `page`, or `cursor` and `next`");
    }
    for (name, wanted) in [
        (&paging.page, NUMBER),
        (&paging.size, NUMBER),
        (&paging.cursor, CURSOR),
    ] {
        if let Some(name) = name {
            parameter(at, name, wanted, out);
        }
    }
    if let Some(page) = &paging.page {
        counts_from_one(at, page, out);
    }
    for (path, wanted) in [
        (Some(&paging.items), LIST),
        (paging.next.as_ref(), CURSOR),
        (paging.count.as_ref(), NUMBER),
        (paging.total.as_ref(), NUMBER),
    ] {
        if let Some(path) = path {
            answer_part(at, path, wanted, out);
        }
    }
}

fn kwarg<'a>(at: &EndpointAt<'a>, name: &str) -> Option<&'a Named<Field>> {
    let mut kwargs = at.endpoint.kwargs.iter();
    kwargs.find(|(known, _)| known.value == name)
}

fn parameter(at: &EndpointAt<'_>, name: &Spanned<String>, wanted: Wanted, out: &mut Diagnostics) {
    let Some((known, field)) = kwarg(at, &name.value) else {
        let known = at.endpoint.kwargs.iter();
        let known = known.map(|(name, _)| name.value.as_str());
        out.unknown(Code::BadPaging, "optional argument", name, known);
        return;
    };
    fits(at.group.types, name, (known, field), wanted, out);
}

/// Reports a parameter or a field that is not of the wanted type.
fn fits(
    types: &Types<'_>,
    name: &Spanned<String>,
    (known, field): (&Spanned<String>, &Field),
    (is_wanted, words): Wanted,
    out: &mut Diagnostics,
) {
    let shape = types.shape(&field.ty.value);
    let is_list = matches!(shape, Shape::List(_));
    let fits = is_wanted(shape) && (is_list || field.secret.is_none());
    if !fits && !matches!(shape, Shape::Unknown(_)) {
        let message = format!("{name} must be {words}");
        out.report(Code::BadPaging, name.span, message)
            .also(known.span, format!("this is of type `{}`", field.ty.value));
    }
}

/// The first page is asked for without its number, so the platform's default is the number 1.
fn counts_from_one(at: &EndpointAt<'_>, page: &Spanned<String>, out: &mut Diagnostics) {
    let default = kwarg(at, &page.value).and_then(|(_, field)| field.default.as_ref());
    if let Some(node) = default.filter(|node| node.as_number().is_some_and(|text| text != "1")) {
        let message = format!("{page} must count from 1");
        out.report(Code::BadPaging, node.span, message)
            .also(page.span, "used as the number of a page here");
    }
}

/// Checks a part of the answer.
fn answer_part(at: &EndpointAt<'_>, path: &Spanned<String>, wanted: Wanted, out: &mut Diagnostics) {
    if path.value == ANSWER {
        let is_list = matches!(&at.endpoint.response, Response::Type(ty) if (wanted.0)(at.group.types.shape(&ty.value)));
        if !is_list {
            let message = format!("the answer is not {}", wanted.1);
            out.report(Code::BadPaging, path.span, message)
                .help("name a field of the answer");
        }
        return;
    }
    let (fields, rest) = walk(at, &path.value);
    let Some(unknown) = rest else {
        if let Some((name, field)) = fields.last() {
            fits(at.group.types, path, (name, field), wanted, out);
        }
        optional_step(&fields, path, out);
        return;
    };
    let known = members(at, fields.last().copied());
    let known = known.iter().map(|(name, _)| name.value.as_str());
    let name = Spanned::new(unknown.to_owned(), path.span);
    out.unknown(Code::BadPaging, "field of the answer", &name, known);
}

/// Reports a field on the way to another one that may be absent.
fn optional_step(fields: &[&Named<Field>], path: &Spanned<String>, out: &mut Diagnostics) {
    let mut steps = fields.iter().rev().skip(1);
    if let Some((name, _)) = steps.find(|(_, field)| field.optional || field.nullable) {
        let message = format!("{path} leads through a field that may be absent");
        out.report(Code::BadPaging, path.span, message)
            .also(name.span, "this one");
    }
}

/// Returns the fields that a path leads through, and the first name that does not exist.
fn walk<'a, 'p>(at: &EndpointAt<'a>, path: &'p str) -> (Vec<&'a Named<Field>>, Option<&'p str>) {
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
        Some(TypeKind::Enum(_) | TypeKind::Extra(_)) | None => &[],
    }
}

/// Resolves `paging`, unless it has a mistake.
pub(super) fn resolve(at: &EndpointAt<'_>) -> Option<Option<api::Paging>> {
    let Some(paging) = &at.endpoint.paging else {
        return Some(None);
    };
    let path = |path: Option<&Spanned<String>>| match path {
        Some(path) => resolve_path(at, &path.value).map(Some),
        None => Some(None),
    };
    let param = |name: &Option<Spanned<String>>| kwarg(at, &name.as_ref()?.value);
    let size = param(&paging.size).map(|(name, field)| field.wire_name(name).value.clone());
    let place = param(&paging.page).or_else(|| param(&paging.cursor))?;
    Some(Some(api::Paging {
        param: at.group.types.field(Place::Kwarg, place)?,
        next: path(paging.next.as_ref())?,
        size,
        items: resolve_path(at, &paging.items.value)?,
        item: item(at, &paging.items.value)?,
        count: path(paging.count.as_ref())?,
        total: path(paging.total.as_ref())?,
    }))
}

fn resolve_path(at: &EndpointAt<'_>, path: &str) -> Option<api::Path> {
    if path == ANSWER {
        return Some(Vec::new());
    }
    let (fields, unknown) = walk(at, path);
    let fields = fields
        .into_iter()
        .map(|named| at.group.types.field(Place::Object, named));
    fields.collect::<Option<_>>().filter(|_| unknown.is_none())
}

/// Returns the type of the items.
fn item(at: &EndpointAt<'_>, path: &str) -> Option<api::Type> {
    let (ty, secret) = match (walk(at, path).0.last(), &at.endpoint.response) {
        (Some((_, field)), _) => (&field.ty.value, field.secret.as_ref()),
        (None, Response::Type(ty)) => (&ty.value, None),
        (None, Response::Fields(_) | Response::None | Response::Stream) => return None,
    };
    match ty {
        TypeExpr::List(item) => at.group.types.ty(item, secret.map(|secret| secret.value)),
        TypeExpr::Scalar(_)
        | TypeExpr::File
        | TypeExpr::None
        | TypeExpr::Named(_)
        | TypeExpr::Map(_) => None,
    }
}

/// The examples show a first page and the page after it, which the mock platform serves.
pub(super) fn examples(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let Some(paging) = &at.endpoint.paging else {
        return;
    };
    let Some(param) = paging.page.as_ref().or(paging.cursor.as_ref()) else {
        return;
    };
    if out.is_told(paging.span) || resolve(at).is_none() {
        return;
    }
    let examples = at.endpoint.examples.iter();
    let starts = examples.clone().any(|example| is_first(example, param));
    let follows = match &paging.next {
        None => examples
            .clone()
            .any(|example| given(example, param).and_then(Node::as_number) == Some("2")),
        Some(next) => follows_cursor(at, param, next),
    };
    if !(starts && follows) {
        let message = format!("the examples of {} do not show two pages", at.name);
        let which = if paging.next.is_some() {
            "whose cursor the first one returns"
        } else {
            "with the number 2"
        };
        out.report(Code::PagesNotShown, paging.span, message)
            .help(format!(
                "add an example without {param}, and one with {param}, {which}"
            ));
    }
}

fn given<'a>(example: &'a Example, param: &Spanned<String>) -> Option<&'a Node> {
    let mut kwargs = example.kwargs.iter();
    kwargs
        .find(|(name, _)| name.value == param.value)
        .map(|(_, node)| node)
}

fn is_first(example: &Example, param: &Spanned<String>) -> bool {
    given(example, param).is_none_or(|node| node.as_number() == Some("1"))
}

/// Returns whether the cursor of an example is one that another example returns.
fn follows_cursor(at: &EndpointAt<'_>, param: &Spanned<String>, next: &Spanned<String>) -> bool {
    let (fields, _) = walk(at, &next.value);
    let wire: Vec<_> = fields
        .iter()
        .map(|(name, field)| field.wire_name(name).value.as_str())
        .collect();
    let examples = at.endpoint.examples.iter();
    let returned = examples.clone().filter_map(|example| {
        let answer = example.response.as_ref();
        let found = wire
            .iter()
            .try_fold(answer?, |node, name| member(node, name));
        found?.as_text()
    });
    let returned: Vec<_> = returned.collect();
    let mut sent = examples.filter_map(|example| given(example, param)?.as_text());
    sent.any(|cursor| returned.contains(&cursor))
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
