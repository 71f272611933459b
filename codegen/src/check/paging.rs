//! Pages of a long list: `paging` names parameters and fields whose types fit, and the examples show two pages.

use super::answer_paths::{self, TEXT, Wanted};
use super::named_types::Shape;
use super::one_of;
use super::scope::{EndpointAt, Place};
use crate::api;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Example, Field, Named, Response, Scalar, Spanned, TypeExpr};
use crate::spec::yaml::Node;

const NUMBER: Wanted = (
    |shape| matches!(shape, Shape::Scalar(Scalar::Integer)),
    "of type `integer`",
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
        (&paging.cursor, TEXT),
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
        (paging.next.as_ref(), TEXT),
        (paging.count.as_ref(), NUMBER),
        (paging.total.as_ref(), NUMBER),
    ] {
        if let Some(path) = path {
            answer_paths::check(at, path, wanted, Code::BadPaging, out);
        }
    }
}

fn kwarg<'a>(at: &EndpointAt<'a>, name: &str) -> Option<&'a Named<Field>> {
    let mut kwargs = at.endpoint.kwargs.single();
    kwargs.find(|(known, _)| known.value == name)
}

fn parameter(at: &EndpointAt<'_>, name: &Spanned<String>, wanted: Wanted, out: &mut Diagnostics) {
    let Some((known, field)) = kwarg(at, &name.value) else {
        if !one_of::refuse(at, Code::BadPaging, name, out) {
            let known = at.endpoint.kwargs.single();
            let known = known.map(|(name, _)| name.value.as_str());
            out.unknown(Code::BadPaging, "optional argument", name, known);
        }
        return;
    };
    answer_paths::fits(
        at.group.types,
        name,
        (known, field),
        wanted,
        Code::BadPaging,
        out,
    );
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

/// Resolves `paging`, unless it has a mistake.
pub(super) fn resolve(at: &EndpointAt<'_>) -> Option<Option<api::Paging>> {
    let Some(paging) = &at.endpoint.paging else {
        return Some(None);
    };
    let path = |path: Option<&Spanned<String>>| match path {
        Some(path) => answer_paths::resolve(at, &path.value).map(Some),
        None => Some(None),
    };
    let param = |name: &Option<Spanned<String>>| kwarg(at, &name.as_ref()?.value);
    let size = param(&paging.size).map(|(name, field)| field.wire_name(name).value.clone());
    let place = param(&paging.page).or_else(|| param(&paging.cursor))?;
    Some(Some(api::Paging {
        param: at.group.types.field(Place::Kwarg, place)?,
        next: path(paging.next.as_ref())?,
        size,
        items: answer_paths::resolve(at, &paging.items.value)?,
        item: item(at, &paging.items.value)?,
        count: path(paging.count.as_ref())?,
        total: path(paging.total.as_ref())?,
    }))
}

/// Returns the type of the items.
fn item(at: &EndpointAt<'_>, path: &str) -> Option<api::Type> {
    let (ty, secret) = match (answer_paths::walk(at, path).0.last(), &at.endpoint.response) {
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
    let examples = at.endpoint.examples.iter();
    let returned: Vec<_> = examples
        .clone()
        .filter_map(|example| answer_paths::example_text(at, example, next))
        .collect();
    let mut sent = examples.filter_map(|example| given(example, param)?.as_text());
    sent.any(|cursor| returned.contains(&cursor))
}
