//! The traits that a field may have: those that apply to its kind and its type.

use super::named_types::{Shape, innermost};
use super::scope::{FieldAt, Place};
use crate::diagnostics::{Code, Diagnostics};
use crate::scalar::{JsonForm, Measure};
use crate::source::Span;
use crate::spec::model::{Join, Secrecy, Spanned};

const SECRET_QUERY: &str = "secret: query";

/// Reports traits that a field of this kind or type cannot have.
pub(super) fn allowed(at: &FieldAt<'_>, out: &mut Diagnostics) {
    for (name, span) in given(at) {
        if let Some(why) = place_problem(at.place, name) {
            let message = format!("`{name}` is not allowed for {}", at.place.noun());
            let diagnostic = out.report(Code::TraitNotAllowed, span, message);
            diagnostic.label(why);
            if name == "optional" && at.place == Place::Arg {
                diagnostic.help("optional arguments belong under `kwargs`");
            } else if name == "optional" && at.place == Place::Choice {
                diagnostic.help("a choice under `kwargs` is optional as a whole");
            }
        } else if let Some(types) = type_problem(at, name) {
            let ty = &at.field.ty;
            let message = format!("`{name}` is not allowed for the type `{}`", ty.value);
            let diagnostic = out.report(Code::TraitNotAllowed, span, message);
            diagnostic
                .label(format!("`{name}` is for {types}"))
                .also(ty.span, "the type");
            if name == "join" && is_always_json(at) {
                diagnostic.help("an object or map is always sent as JSON");
            }
        }
    }
}

/// Returns the traits of a field. Those without a location have that of the field.
fn given(at: &FieldAt<'_>) -> impl Iterator<Item = (&'static str, Span)> {
    let field = at.field;
    let secret_name = match field.secrecy() {
        Some(Secrecy::Query) => SECRET_QUERY,
        Some(Secrecy::Whole) | None => "secret",
    };
    let note = field.deprecated.as_ref();
    let flag = |is_given: bool| is_given.then_some(at.name.span);
    let traits = [
        ("default", field.default.as_ref().map(|node| node.span)),
        ("with", field.with.as_ref().map(|with| with.argument.span)),
        (
            "required_with",
            field.required_with.as_ref().map(|with| with.argument.span),
        ),
        ("send", span(&field.send)),
        ("join", span(&field.join)),
        (secret_name, span(&field.secret)),
        ("min_length", span(&field.min_length)),
        ("max_length", span(&field.max_length)),
        ("min_items", span(&field.min_items)),
        ("max_items", span(&field.max_items)),
        ("nullable", flag(field.nullable)),
        ("optional", flag(field.optional)),
        ("lenient", flag(field.lenient)),
        ("wire", span(&field.wire)),
        ("deprecated", note.map(|note| note.en.span)),
    ];
    let traits = traits.into_iter();
    let traits = traits.filter_map(|(name, span)| Some((name, span?)));
    traits.chain(field.number_bounds().map(|(name, node)| (name, node.span)))
}

fn span<T>(given: &Option<Spanned<T>>) -> Option<Span> {
    given.as_ref().map(|given| given.span)
}

/// Returns why a field of this kind cannot have a trait, whatever its type.
fn place_problem(place: Place, name: &str) -> Option<String> {
    let why = match name {
        "nullable" | "optional" | "lenient" if !place.is_response() => {
            return Some(format!("this is `{name}`"));
        }
        "wire" | "deprecated" if place != Place::Shape => return None,
        "nullable" | "optional" | "wire" | "deprecated" if place == Place::Shape => {
            "a shape is not a field but a whole value"
        }
        "secret" if place == Place::Extra => return None,
        _ if place == Place::Extra => "such parameters are plain text",
        "default" | "with" | "send" if place == Place::Choice => {
            "another parameter may be sent instead"
        }
        "default" if place != Place::Kwarg => "only an optional argument has a default",
        "with" if place != Place::Kwarg => "only an optional argument can depend on another",
        "send" if place == Place::Arg => "a required argument is always sent",
        "send" if place != Place::Kwarg => "only an optional argument can be left out",
        "join" if !place.is_param() => "lists within JSON are sent as JSON",
        _ => return None,
    };
    Some(why.to_owned())
}

/// Returns the types that can have a trait, if the type of the field cannot.
fn type_problem(at: &FieldAt<'_>, name: &str) -> Option<&'static str> {
    let shape = at.shape();
    if at.place == Place::Extra || matches!(shape, Shape::Unknown(_)) {
        return None;
    }
    let inner = at.group.types.shape(innermost(&at.field.ty.value));
    let (fits, types) = match name {
        "min_length" | "max_length" => {
            let fits = shape.is(|info| info.measure == Measure::Length);
            (fits, "`string`, `url` and `exact_url`")
        }
        "min_items" | "max_items" => {
            let fits = matches!(shape, Shape::List(_) | Shape::Map(_));
            (fits, "lists and maps")
        }
        "min" | "max" | "above" | "below" => {
            let fits = matches!(shape, Shape::Scalar(scalar) if scalar.is_number());
            (fits, "`integer`, `float`, `decimal` and `seconds`")
        }
        "secret" => {
            let types = "`string`, `url`, `exact_url` and `json`, and lists and maps of them";
            (inner.is(|info| info.secret.is_some()), types)
        }
        SECRET_QUERY => {
            let fits = inner.is(|info| info.secret_query.is_some());
            (fits, "`url`, and lists and maps of it")
        }
        "lenient" => {
            let fits = shape.is(|info| info.json == JsonForm::Number);
            (fits, "numbers and times that are numbers")
        }
        "join" => (matches!(shape, Shape::List(_)), "lists"),
        "send" => {
            let fits = !matches!(shape, Shape::File | Shape::Extra(_))
                && at.field.join() != Some(Join::Repeat);
            (fits, "values that are sent in one field")
        }
        _ => return None,
    };
    (!fits).then_some(types)
}

/// A parameter that is always sent has a default.
pub(super) fn always(at: &FieldAt<'_>, out: &mut Diagnostics) {
    if let (Some(send), None) = (&at.field.send, &at.field.default)
        && at.place == Place::Kwarg
        && !out.is_told(send.span)
    {
        let message = "`default` is missing for what is always sent";
        out.report(Code::NothingToSend, send.span, message)
            .also(at.name.span, "the argument")
            .help("add the value that is sent when nothing else is set, such as `default: 1`");
    }
}

fn is_always_json(at: &FieldAt<'_>) -> bool {
    at.field.join() == Some(Join::Json) && matches!(at.shape(), Shape::Map(_) | Shape::Object(_))
}

/// A list parameter has a `join`.
pub(super) fn join(at: &FieldAt<'_>, out: &mut Diagnostics) {
    let is_list = matches!(at.shape(), Shape::List(_));
    if is_list && at.place.is_param() && at.field.join.is_none() {
        let message = "`join` is missing for this list";
        out.report(Code::MissingJoin, at.name.span, message)
            .also(at.field.ty.span, "a list")
            .help("add `join: comma`, `join: json` or `join: repeat`");
    }
}
