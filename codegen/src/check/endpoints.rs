//! Rules for an endpoint by itself: its path, its place in the documentation, its retries, its `extra` argument.

use super::named_types::{Shape, Types};
use super::scope::EndpointAt;
use super::url;
use crate::diagnostics::{Code, Diagnostics};
use crate::path;
use crate::scalar::JsonForm;
use crate::source::excerpt;
use crate::spec::model::{EnumValue, Field, Retry, Spanned};

pub(super) fn path(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let path = &at.endpoint.path;
    if path.value.is_empty() {
        return;
    }
    // A parameter is replaced by a segment without escapes.
    let segments = path.value.split('/');
    let segments = segments.map(|segment| path::parameter(segment).map_or(segment, |_| "x"));
    let plain = segments.collect::<Vec<_>>().join("/");
    if let Some(problem) = url::plain_path_problem(&plain) {
        let message = format!("{path} is not the path of a call");
        out.report(Code::BadPath, path.span, message).label(problem);
    }
}

/// Checks that each parameter in the path is a required argument with a text that identifies something.
pub(super) fn path_parameters(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let path = &at.endpoint.path;
    let args = || at.endpoint.args.iter();
    let mut seen = Vec::new();
    for parameter in path::parameters(&path.value) {
        let name = Spanned::new(parameter.to_owned(), path.span);
        let arg = args().find(|(arg, field)| field.wire_name(arg).value == parameter);
        if seen.contains(&parameter) {
            let message = format!("the parameter {name} is in the path twice");
            out.report(Code::PathParameter, path.span, message);
        } else if let Some((arg, field)) = arg {
            if let Some(problem) = segment_problem(at.group.types, field) {
                let message = format!("the argument {arg} cannot be in the path");
                out.report(Code::PathParameter, arg.span, message)
                    .label(problem)
                    .also(path.span, "the path");
            }
        } else {
            let names = args().map(|(arg, field)| field.wire_name(arg).value.as_str());
            out.unknown(Code::PathParameter, "argument", &name, names);
        }
        seen.push(parameter);
    }
}

/// Returns why the value of a field cannot be a segment of a path.
fn segment_problem(types: &Types<'_>, field: &Field) -> Option<&'static str> {
    match types.shape(&field.ty.value) {
        _ if field.secret.is_some() => Some("a secret does not belong in a URL, which is logged"),
        Shape::Scalar(scalar) if scalar.info().json == JsonForm::Any => Some("this is JSON"),
        Shape::File | Shape::Object(_) | Shape::Extra(_) | Shape::List(_) | Shape::Map(_) => {
            Some("a segment of a path is one text, number or value of an enum")
        }
        Shape::Scalar(_) | Shape::Enum(_) | Shape::None | Shape::Unknown(_) => None,
    }
}

/// Checks that `see` and the address of the documentation form a URL.
pub(super) fn see(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let (Some(see), Some(platform)) = (&at.endpoint.see, at.group.platform) else {
        return;
    };
    let base = platform.documentation.value.as_str();
    if url::problem(base).is_some() {
        return;
    }
    if let Some(problem) = url::problem(&format!("{base}{}", see.value)) {
        let message = format!("{see} is not a valid URL after `{}`", excerpt(base));
        out.report(Code::BadUrl, see.span, message).label(problem);
    }
}

pub(super) fn retry(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let Retry::SafeWhen(argument, names) = &at.endpoint.retry else {
        return;
    };
    let known = at.params().find(|(name, _)| name.value == argument.value);
    let Some((name, field)) = known else {
        let known = at.params().map(|(name, _)| name.value.as_str());
        out.unknown(Code::BadRetry, "argument", argument, known);
        return;
    };
    match at.group.types.shape(&field.ty.value) {
        Shape::Enum(values) => safe_values(argument, names, values, out),
        Shape::Unknown(_) => {}
        Shape::Scalar(_)
        | Shape::File
        | Shape::None
        | Shape::Object(_)
        | Shape::Extra(_)
        | Shape::List(_)
        | Shape::Map(_) => {
            let message = format!("{argument} is not of an enum type");
            out.report(Code::BadRetry, argument.span, message)
                .also(name.span, format!("this is of type `{}`", field.ty.value));
        }
    }
}

fn safe_values(
    argument: &Spanned<String>,
    names: &[Spanned<String>],
    values: &[EnumValue],
    out: &mut Diagnostics,
) {
    if names.is_empty() {
        let message = "no value is listed with which repeating is safe";
        out.report(Code::BadRetry, argument.span, message)
            .help("write `retry: unsafe`, or remove it");
    }
    for name in names {
        let known = values.iter().map(|value| value.name.value.as_str());
        if !known.clone().any(|known| known == name.value) {
            out.unknown(Code::BadRetry, "value", name, known);
        }
    }
}

/// The set named by an `extra` argument adds further parameters. Two such arguments would mix them.
pub(super) fn one_extra(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let mut extras = at.extras();
    let first = extras.next();
    for ((name, _), (first, _)) in extras.zip(first.into_iter().cycle()) {
        let message = "a call has at most one `extra` argument";
        out.report(Code::TypeNotAllowed, name.span, message)
            .label("the second one")
            .also(first.span, "the first one");
    }
}
