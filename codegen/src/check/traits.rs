//! The traits that a field may have: those that apply to its kind and its type.

use super::definitions::Shape;
use super::definitions::innermost;
use super::place::Place;
use super::scope::FieldAt;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::scalar::Measure;
use crate::source::Span;
use crate::spec::model::{Field, Join, Scalar, Secrecy, Spanned};

fn refuse<'a>(
    at: &FieldAt<'_>,
    name: &str,
    span: Option<Span>,
    why: &str,
    out: &'a mut Diagnostics,
) -> &'a mut Diagnostic {
    let span = span.unwrap_or(at.name.span);
    let message = format!("`{name}` is not allowed for {}", at.place.noun());
    out.report(Code::TraitNotAllowed, span, message).label(why)
}

/// Reports traits that a field of this kind cannot have, whatever its type.
pub(super) fn of_place(at: &FieldAt<'_>, out: &mut Diagnostics) {
    let field = at.field;
    if at.place == Place::Extra {
        let is_whole = |secret: &Spanned<Secrecy>| secret.value == Secrecy::Whole;
        let is_secret = field.secret.as_ref().is_some_and(is_whole);
        for (name, span) in given(field).filter(|(name, _)| *name != "secret" || !is_secret) {
            refuse(at, name, Some(span), "such parameters are plain text", out);
        }
    }
    if let Some(default) = &field.default
        && at.place != Place::Kwarg
        && at.place != Place::Extra
    {
        let why = "only an optional argument has a default";
        refuse(at, "default", Some(default.span), why, out);
    }
    let flags = [
        ("nullable", field.nullable),
        ("optional", field.optional),
        ("lenient", field.lenient),
    ];
    for (name, _) in flags.into_iter().filter(|(_, is_given)| *is_given) {
        if at.place.is_response() {
            continue;
        }
        let why = format!("this is `{name}`");
        let diagnostic = refuse(at, name, None, &why, out);
        if name == "optional" && at.place == Place::Arg {
            diagnostic.help("optional arguments belong under `kwargs`");
        }
    }
}

/// Returns all traits that have a location.
fn given(field: &Field) -> impl Iterator<Item = (&'static str, Span)> {
    let values = [
        ("default", field.default.as_ref().map(|node| node.span)),
        ("join", field.join.as_ref().map(|join| join.span)),
        ("secret", field.secret.as_ref().map(|secret| secret.span)),
    ];
    let values = values.into_iter();
    let values = values.filter_map(|(name, span)| Some((name, span?)));
    values.chain(bounds(field))
}

fn bounds(field: &Field) -> impl Iterator<Item = (&'static str, Span)> {
    let numbers = field.number_bounds().map(|(name, node)| (name, node.span));
    let sizes = field.size_bounds().map(|(name, size)| (name, size.span));
    numbers.chain(sizes)
}

/// Reports traits that a field of this type cannot have, whatever its kind.
pub(super) fn of_type(at: &FieldAt<'_>, out: &mut Diagnostics) {
    let shape = at.shape();
    if at.place == Place::Extra || matches!(shape, Shape::Unknown(_)) {
        return;
    }
    let field = at.field;
    let mut refuse = |name: &str, span: Span, of: &str| {
        let message = format!("`{name}` is not allowed for the type `{}`", field.ty.value);
        out.report(Code::TraitNotAllowed, span, message)
            .label(format!("`{name}` is for {of}"))
            .also(field.ty.span, "the type");
    };
    for (name, span) in bounds(field) {
        let (fits, of) = match name {
            "min_length" | "max_length" => (
                shape.is(|scalar| scalar.info().measure == Measure::Length),
                "`string` and `url`",
            ),
            "min_items" | "max_items" => (
                matches!(shape, Shape::List(_) | Shape::Map(_)),
                "lists and maps",
            ),
            _ => (
                shape.is(Scalar::is_number),
                "`integer`, `float`, `decimal` and `seconds`",
            ),
        };
        if !fits {
            refuse(name, span, of);
        }
    }
    if let Some(secret) = &field.secret {
        let shape = at.group.shape(innermost(&field.ty.value));
        match secret.value {
            Secrecy::Whole if !shape.is(|scalar| scalar.info().secret.is_some()) => {
                let of = "`string`, `url` and `json`, and lists and maps of them";
                refuse("secret", secret.span, of);
            }
            Secrecy::Query if !shape.is(|scalar| scalar.info().secret_query.is_some()) => {
                refuse(
                    "secret: query",
                    secret.span,
                    "`url`, and lists and maps of it",
                );
            }
            Secrecy::Whole | Secrecy::Query => {}
        }
    }
    if field.lenient && at.place.is_response() && !shape.is(Scalar::can_be_lenient) {
        refuse(
            "lenient",
            at.name.span,
            "numbers and times that are numbers",
        );
    }
}

/// A list parameter has a `join`; nothing else does.
pub(super) fn join(at: &FieldAt<'_>, out: &mut Diagnostics) {
    let is_list = matches!(at.shape(), Shape::List(_));
    match &at.field.join {
        None if is_list && at.place.is_param() => {
            out.report(
                Code::MissingJoin,
                at.name.span,
                "`join` is missing for this list",
            )
            .also(at.field.ty.span, "a list")
            .help("add `join: comma`, `join: json` or `join: repeat`");
        }
        Some(join) if !at.place.is_param() && at.place != Place::Extra => {
            refuse(
                at,
                "join",
                Some(join.span),
                "lists within JSON are sent as JSON",
                out,
            );
        }
        Some(join)
            if !is_list && at.place != Place::Extra && !matches!(at.shape(), Shape::Unknown(_)) =>
        {
            let message = format!("`join` is not allowed for the type `{}`", at.field.ty.value);
            let diagnostic = out.report(Code::TraitNotAllowed, join.span, message);
            diagnostic
                .label("`join` is for lists")
                .also(at.field.ty.span, "the type");
            if join.value == Join::Json && matches!(at.shape(), Shape::Map(_) | Shape::Object(_)) {
                diagnostic.help("an object or map is always sent as JSON");
            }
        }
        _ => {}
    }
}
