//! Pages of a long list: `paging` names parameters and fields whose types fit, and the examples show two pages.

use super::answer_paths::{self, Wanted, text};
use super::named_types::Shape;
use super::one_of;
use super::scope::{EndpointAt, Place};
use super::values::optional;
use crate::api;
use crate::diagnostics::{Code, Diagnostics};
use crate::spec::model::{Example, Field, Named, Paging, Scalar, Spanned, TypeExpr, find, names};
use crate::spec::yaml::Node;

const TEXT: Wanted = text(Code::BadPaging);
const NUMBER: Wanted = Wanted {
    fits: |shape| matches!(shape, Shape::Scalar(Scalar::Integer)),
    words: "of type `integer`",
    code: Code::BadPaging,
};
const LIST: Wanted = Wanted {
    fits: |shape| matches!(shape, Shape::List(_)),
    words: "a list",
    code: Code::BadPaging,
};

/// Checks and resolves everything that `paging` names, and checks that the examples show it.
pub(super) fn resolve(
    at: &EndpointAt<'_>,
    paging: &Paging,
    out: &mut Diagnostics,
) -> Option<api::Paging> {
    let is_whole = is_whole(paging, out);
    let [page, size, cursor] = [
        (&paging.page, NUMBER),
        (&paging.size, NUMBER),
        (&paging.cursor, TEXT),
    ]
    .map(|(name, wanted)| parameter(at, name.as_ref()?, wanted, out));
    if let (Some(name), Some((_, page))) = (&paging.page, page) {
        counts_from_one(name, page, out);
    }
    let mut path = |path: &Spanned<String>, wanted| answer_paths::resolve(at, path, wanted, out);
    let items = path(&paging.items, LIST);
    let next = optional(paging.next.as_ref(), |next| path(next, TEXT));
    let count = optional(paging.count.as_ref(), |count| path(count, NUMBER));
    let total = optional(paging.total.as_ref(), |total| path(total, NUMBER));
    let param = page.or(cursor)?;
    let resolved = api::Paging {
        param: at.group.types.field(Place::Kwarg, param)?,
        next: next?,
        size: size.map(|(name, field)| field.wire_name(name).value.clone()),
        items: items?,
        item: item(at, &paging.items.value)?,
        count: count?,
        total: total?,
    };
    if is_whole {
        examples(at, paging, &param.0, out);
    }
    Some(resolved)
}

fn is_whole(paging: &Paging, out: &mut Diagnostics) -> bool {
    let is_whole = match (&paging.page, &paging.cursor, &paging.next) {
        (Some(_), None, None) | (None, Some(_), Some(_)) => true,
        (Some(_) | None, _, _) => false,
    };
    if !is_whole {
        let message = "pages are asked for by number or by cursor";
        out.report(Code::BadPaging, paging.span, message)
            .help("write either `page`, or `cursor` and `next`");
    }
    is_whole
}

fn parameter<'a>(
    at: &EndpointAt<'a>,
    name: &Spanned<String>,
    wanted: Wanted,
    out: &mut Diagnostics,
) -> Option<&'a Named<Field>> {
    let kwargs = || at.endpoint.kwargs.single();
    let known = find(kwargs(), &name.value);
    if let Some(known) = known {
        answer_paths::fits(at.group.types, name, known, wanted, out);
    } else if !one_of::refuse(at, Code::BadPaging, name, out) {
        out.unknown(Code::BadPaging, "optional argument", name, names(kwargs()));
    }
    known
}

/// The first page is asked for without its number, so the platform's default is the number 1.
fn counts_from_one(name: &Spanned<String>, page: &Field, out: &mut Diagnostics) {
    let default = page.default.as_ref();
    if let Some(node) = default.filter(|node| node.as_number().is_some_and(|text| text != "1")) {
        let message = format!("{name} must count from 1");
        out.report(Code::BadPaging, node.span, message)
            .also(name.span, "used as the number of a page here");
    }
}

/// Returns the type of the items.
fn item(at: &EndpointAt<'_>, path: &str) -> Option<api::Type> {
    let (ty, secrecy) = match answer_paths::walk(at, path).0.last() {
        Some((_, field)) => (&field.ty, field.secrecy()),
        None => (at.endpoint.response.ty()?, None),
    };
    let TypeExpr::List(item) = &ty.value else {
        return None;
    };
    at.group.types.ty(item, secrecy)
}

/// The examples show a first page and the page after it, which the mock platform serves.
fn examples(at: &EndpointAt<'_>, paging: &Paging, param: &Spanned<String>, out: &mut Diagnostics) {
    let number = |example| given(example, param).map(Node::as_number);
    let mut numbers = at.endpoint.examples.iter().map(number);
    let is_first = |given: Option<_>| given.is_none_or(|number| number == Some("1"));
    let starts = numbers.clone().any(is_first);
    let (follows, which) = match &paging.next {
        Some(next) => {
            let follows = follows_cursor(at, param, next);
            (follows, "whose cursor the first one returns")
        }
        None => {
            let follows = numbers.any(|given| given == Some(Some("2")));
            (follows, "with the number 2")
        }
    };
    if !(starts && follows) {
        let message = format!("the examples of {} do not show two pages", at.name);
        let help = format!("add an example without {param}, and one with {param}, {which}");
        out.report(Code::PagesNotShown, paging.span, message)
            .help(help);
    }
}

fn given<'a>(example: &'a Example, param: &Spanned<String>) -> Option<&'a Node> {
    Some(&find(&example.kwargs, &param.value)?.1)
}

/// Returns whether the cursor of an example is one that another example returns.
fn follows_cursor(at: &EndpointAt<'_>, param: &Spanned<String>, next: &Spanned<String>) -> bool {
    let examples = at.endpoint.examples.iter();
    let returned = |example| answer_paths::example_text(at, example, next);
    let returned: Vec<_> = examples.clone().filter_map(returned).collect();
    let mut sent = examples.filter_map(|example| given(example, param)?.as_text());
    sent.any(|cursor| returned.contains(&cursor))
}
