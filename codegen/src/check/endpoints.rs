//! Rules for an endpoint by itself: its path, its place in the documentation, its `extra` argument, its body.

use super::named_types::{Shape, Types};
use super::scope::EndpointAt;
use super::url;
use crate::diagnostics::{Code, Diagnostics};
use crate::path;
use crate::source::excerpt;
use crate::spec::model::{Field, Join, Named, Spanned};

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
    let args = || at.endpoint.args.single();
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
        } else if let Some((choice, _)) = choice(at, parameter) {
            let message = format!("the parameter {choice} cannot be in the path");
            out.report(Code::PathParameter, choice.span, message)
                .label("another choice may be sent instead")
                .also(path.span, "the path");
        } else {
            let names = args().map(|(arg, field)| field.wire_name(arg).value.as_str());
            out.unknown(Code::PathParameter, "argument", &name, names);
        }
        seen.push(parameter);
    }
}

/// Returns the choice with this name on the wire.
fn choice<'a>(at: &EndpointAt<'a>, wire: &str) -> Option<&'a Named<Field>> {
    let one_ofs = at.endpoint.one_ofs();
    let mut choices = one_ofs.flat_map(|(_, one_of)| &one_of.choices);
    choices.find(|(name, field)| field.wire_name(name).value == wire)
}

const NOT_ONE_VALUE: &str = "a segment of a path is one text, number or value of an enum";

/// Returns why the value of a field cannot be a segment of a path.
fn segment_problem(types: &Types<'_>, field: &Field) -> Option<&'static str> {
    match types.shape(&field.ty.value) {
        _ if field.secret.is_some() => Some("a secret does not belong in a URL, which is logged"),
        Shape::Scalar(scalar) if scalar.is_any_json() => Some("this is JSON"),
        Shape::File | Shape::Object(_) | Shape::Extra(_) | Shape::AnyOf(_) => Some(NOT_ONE_VALUE),
        Shape::List(_) | Shape::Map(_) => Some(NOT_ONE_VALUE),
        Shape::Scalar(_) | Shape::Enum | Shape::None | Shape::Unknown(_) => None,
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

/// The set named by an `extra` argument adds further parameters. Two such arguments, or `extra: open` beside one, would
/// mix them.
pub(super) fn one_extra(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let mut extras = at.extras();
    let first = extras.next();
    if let (Some((name, _)), Some(open)) = (first, &at.endpoint.extra) {
        let message = "a call has at most one of `extra: open` and an `extra` argument";
        out.report(Code::TypeNotAllowed, name.span, message)
            .label("this argument")
            .also(open.span, "all further parameters are accepted here");
    }
    for ((name, _), (first, _)) in extras.zip(first.into_iter().cycle()) {
        let message = "a call has at most one `extra` argument";
        out.report(Code::TypeNotAllowed, name.span, message)
            .label("the second one")
            .also(first.span, "the first one");
    }
}

/// Checks that each parameter of a JSON body can be a member of the object.
pub(super) fn json_body(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let Some(body) = &at.endpoint.body else {
        return;
    };
    if let Some(open) = &at.endpoint.extra {
        let message = "a call with a JSON body has no `extra`";
        out.report(Code::BadJsonBody, open.span, message)
            .label("these parameters are texts, and a member may be of any type")
            .also(body.span, "the body")
            .help("describe each parameter; `json` is the type of one that may be anything");
    }
    for (name, field) in at.endpoint.params() {
        let problem = match at.group.types.shape(&field.ty.value) {
            Shape::File => "JSON cannot hold a file",
            Shape::Extra(_) => "the parameters of a set are fields of a form",
            _ if matches!(field.join(), Some(Join::Comma | Join::Repeat)) => {
                "a list in JSON is sent with `join: json`"
            }
            Shape::Scalar(_) | Shape::Enum | Shape::Object(_) | Shape::AnyOf(_) => continue,
            Shape::List(_) | Shape::Map(_) | Shape::None | Shape::Unknown(_) => continue,
        };
        let message = format!("the argument {name} cannot be sent in a JSON body");
        out.report(Code::BadJsonBody, name.span, message)
            .label(problem)
            .also(body.span, "the body");
    }
}
