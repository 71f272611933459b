//! Examples: each shows a valid call, and an answer that is preserved on the wire.

use super::one_of;
use super::resolve_types::text;
use super::scope::EndpointAt;
use super::values::{Side, Values, complete, optional};
use crate::api::{self, Argument, File};
use crate::diagnostics::{Code, Diagnostics, nearest};
use crate::json::Json;
use crate::spec::model::{self, Example, Response, Spanned, With, find};
use crate::spec::yaml::Node;

pub(super) fn exist(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    if at.endpoint.examples.is_empty() {
        let message = format!("the endpoint {} has no example", at.name);
        out.report(Code::NoExample, at.name.span, message)
            .help("examples are documentation, tests and the answers of the mock platform");
    }
}

/// Arguments exist and are listed where they belong, and required arguments are given.
pub(super) fn arguments(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    for example in &at.endpoint.examples {
        let given = known(at, example, out);
        for (name, _) in at.endpoint.args.single() {
            if !given.contains(&name.value.as_str()) {
                let message = format!("the example lacks the argument {name}");
                out.report(Code::MissingValue, example.span, message)
                    .label("in this example")
                    .also(name.span, "required here");
            }
        }
        one_of::chosen(at, example, &given, out);
    }
}

/// An argument that depends on another one is given only with its values.
pub(super) fn dependent(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    for example in &at.endpoint.examples {
        let given = |name: &str| find(example.args.iter().chain(&example.kwargs), name);
        for (name, field) in at.endpoint.kwargs.single() {
            let Some(With { argument, values }) = field.condition() else {
                continue;
            };
            let value = given(&argument.value).map(|(_, node)| node);
            let value = value.or(default(at, argument)).and_then(Node::as_text);
            let is_listed = values.iter().any(|name| Some(name.value.as_str()) == value);
            let (code, span, message, label) = match given(&name.value) {
                Some((key, _)) if !is_listed => {
                    let message = format!("the argument {key} depends on {argument}");
                    let label = "another value is given";
                    (Code::OutOfBounds, key.span, message, label)
                }
                None if is_listed && field.required_with.is_some() => {
                    let message = format!("the example lacks the argument {name}");
                    (Code::MissingValue, example.span, message, "in this example")
                }
                Some(_) | None => continue,
            };
            if !out.is_told(argument.span) {
                out.report(code, span, message)
                    .label(label)
                    .also(argument.span, "the condition");
            }
        }
    }
}

/// Returns the value that the platform assumes if an argument is not given.
fn default<'a>(at: &EndpointAt<'a>, argument: &Spanned<String>) -> Option<&'a Node> {
    let mut kwargs = at.endpoint.kwargs.single();
    let (_, field) = kwargs.find(|(name, _)| name.value == argument.value)?;
    field.default.as_ref()
}

/// Reports unknown arguments. Returns the names of all given arguments, and those that misspelt ones stand for.
fn known<'a>(at: &EndpointAt<'a>, example: &'a Example, out: &mut Diagnostics) -> Vec<&'a str> {
    let params = model::names(at.endpoint.params());
    let mut names = Vec::new();
    for (given, fields, other_place) in [
        (&example.args, &at.endpoint.args, "kwargs"),
        (&example.kwargs, &at.endpoint.kwargs, "args"),
    ] {
        for (name, _) in given {
            names.push(name.value.as_str());
            if find(fields.fields(), &name.value).is_some() {
                continue;
            }
            if params.clone().any(|known| known == name.value) {
                let message = format!("the argument {name} does not belong here");
                out.report(Code::UnknownValue, name.span, message)
                    .help(format!("it belongs under `{other_place}`"));
            } else if let Some(one_of) = at.one_of(&name.value) {
                one_of::named_itself(name, one_of, out);
            } else {
                out.unknown(Code::UnknownValue, "argument", name, params.clone());
                names.extend(nearest(&name.value, params.clone()));
            }
        }
    }
    names
}

/// Resolves the examples of an endpoint, unless one has a mistake.
pub(super) fn resolve(at: &EndpointAt<'_>, out: &mut Diagnostics) -> Option<Vec<api::Example>> {
    complete(at.endpoint.examples.iter().map(|example| {
        let args = args(at, example, out);
        let (response, file) = answer(at, example, out)?;
        Some(api::Example {
            title: text(&example.title),
            args: args?,
            response,
            file,
        })
    }))
}

/// Converts the arguments, in the order of the parameters. One that is not given has no value.
fn args(
    at: &EndpointAt<'_>,
    example: &Example,
    out: &mut Diagnostics,
) -> Option<Vec<Option<Argument>>> {
    let (args, kwargs) = (&at.endpoint.args, &at.endpoint.kwargs);
    let args = args.fields().map(|param| (param, &example.args));
    let kwargs = kwargs.fields().map(|param| (param, &example.kwargs));
    let params = args.chain(kwargs);
    let params = params.filter(|((name, _), _)| !out.is_repeated(name.span));
    let params: Vec<_> = params.collect();
    let mut values = Values::new(at.group.types, Side::Param, out);
    complete(params.into_iter().map(|((name, field), given)| {
        optional(find(given, &name.value), |(_, node)| {
            let argument = values.argument(node, field)?;
            if at.is_in_path(field.wire_name(name)) {
                values.segment(node, &argument);
            }
            Some(argument)
        })
    }))
}

/// Returns the data that an example answers with. A file is both in a uniform description and as it is.
fn answer(
    at: &EndpointAt<'_>,
    example: &Example,
    out: &mut Diagnostics,
) -> Option<(Option<Json>, Option<File>)> {
    match (&at.endpoint.response, &example.response) {
        (Response::None, None) => {}
        (Response::None, Some(node)) => {
            let message = "the example shows a response, but the endpoint has none";
            out.report(Code::WrongResponse, node.span, message)
                .label("this would be ignored")
                .also(at.name.span, "`response: none` in this");
        }
        (_, None) => {
            let message = "the example shows no response";
            out.report(Code::WrongResponse, example.span, message)
                .label("in this example")
                .also(at.name.span, "the endpoint has one");
        }
        (Response::Stream, Some(node)) => {
            let file = Values::new(at.group.types, Side::Response, out).file(node)?;
            return Some((Some(file.json()), Some(file)));
        }
        (Response::Type(ty), Some(_)) if out.is_told(ty.span) => {}
        (Response::Type(ty), Some(node)) => {
            let mut values = Values::new(at.group.types, Side::Response, out);
            values.value(node, &ty.value, None)?;
        }
        (Response::Fields(fields), Some(node)) => {
            let mut values = Values::new(at.group.types, Side::Response, out);
            values.object(node, fields)?;
        }
    }
    Some((example.response.as_ref().map(Json::from), None))
}
