//! Examples: each shows a valid call, and an answer that is preserved on the wire.

use super::resolve_types::text;
use super::scope::EndpointAt;
use super::values::{Expected, Side, Values};
use crate::api::{self, Argument};
use crate::diagnostics::{Code, Diagnostics, nearest};
use crate::json::Json;
use crate::spec::model::{Example, Field, Named, Response, Spanned};
use crate::spec::yaml::{Node, NodeKind, excerpt};

pub(super) fn exist(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    if at.endpoint.examples.is_empty() {
        let message = format!("the endpoint `{}` has no example", excerpt(&at.name.value));
        out.report(Code::NoExample, at.name.span, message)
            .help("examples are documentation, tests and the answers of the mock platform");
    }
}

/// Required arguments are given. Misspelt ones, and those listed as optional, are reported elsewhere.
pub(super) fn required(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    for example in &at.endpoint.examples {
        let given = || {
            let given = example.args.iter().chain(&example.kwargs);
            given.map(|(name, _)| name.value.as_str())
        };
        let known = at.params().map(|(name, _)| name.value.as_str());
        let unknown = given().filter(|name| !known.clone().any(|known| known == *name));
        let meant: Vec<_> = unknown
            .filter_map(|name| nearest(name, known.clone()))
            .collect();
        for (name, _) in &at.endpoint.args {
            let mut named = given().chain(meant.iter().copied());
            if !named.any(|given| given == name.value) {
                let message = format!("the example lacks the argument `{}`", excerpt(&name.value));
                out.report(Code::MissingValue, example.span, message)
                    .label("in this example")
                    .also(name.span, "required here");
            }
        }
    }
}

/// Arguments exist, and are listed where they belong.
pub(super) fn known(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let args = ("args", at.endpoint.args.as_slice());
    let kwargs = ("kwargs", at.endpoint.kwargs.as_slice());
    for example in &at.endpoint.examples {
        for (name, _) in &example.args {
            is_known(name, args, kwargs, out);
        }
        for (name, _) in &example.kwargs {
            is_known(name, kwargs, args, out);
        }
    }
}

fn is_known(
    name: &Spanned<String>,
    (place, fields): (&str, &[Named<Field>]),
    (other_place, others): (&str, &[Named<Field>]),
    out: &mut Diagnostics,
) {
    let is_in = |fields: &[Named<Field>]| fields.iter().any(|(known, _)| known.value == name.value);
    if is_in(fields) || out.is_lost(name.span.file, &name.value) {
        return;
    }
    let message = format!(
        "there is no argument `{}` under `{place}`",
        excerpt(&name.value)
    );
    let diagnostic = out.report(Code::UnknownValue, name.span, message);
    if is_in(others) {
        diagnostic.help(format!("it belongs under `{other_place}`"));
    } else {
        let known = fields.iter().chain(others);
        diagnostic.did_you_mean(&name.value, known.map(|(name, _)| name.value.as_str()));
    }
}

/// Resolves the examples of an endpoint. Those with a mistake have no resolved form.
pub(super) fn resolve(at: &EndpointAt<'_>, out: &mut Diagnostics) -> Vec<Option<api::Example>> {
    let examples = at.endpoint.examples.iter();
    let example = |example: &Example| {
        let args = arguments(at, example, out);
        let response = response(at, example, out);
        Some(api::Example {
            title: text(&example.title),
            args: args.into_iter().collect::<Option<_>>()?,
            response: response?,
        })
    };
    examples.map(example).collect()
}

/// Converts the arguments, in the order of the parameters. One that is not given has no value.
fn arguments(
    at: &EndpointAt<'_>,
    example: &Example,
    out: &mut Diagnostics,
) -> Vec<Option<Option<Argument>>> {
    let values = Values::new(at.group, Side::Param);
    let required = at.endpoint.args.iter().map(|param| (param, &example.args));
    let optional = at
        .endpoint
        .kwargs
        .iter()
        .map(|param| (param, &example.kwargs));
    let argument = |((name, field), given): (&Named<Field>, &Vec<Named<Node>>)| match given
        .iter()
        .find(|(key, _)| key.value == name.value)
    {
        Some((_, node)) => values.argument(node, field, out).map(Some),
        None => Some(None),
    };
    required.chain(optional).map(argument).collect()
}

/// Checks the response of an example.
fn response(at: &EndpointAt<'_>, example: &Example, out: &mut Diagnostics) -> Option<Option<Json>> {
    let values = Values::new(at.group, Side::Response);
    match (&at.endpoint.response, &example.response) {
        (Response::None, None) => return Some(None),
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
        (Response::Type(ty), Some(_)) if out.is_told(ty.span) => {}
        (Response::Type(ty), Some(node)) => {
            values.value(node, Expected::of(&ty.value), out)?;
        }
        (Response::Fields(fields), Some(node)) => match &node.kind {
            NodeKind::Map(entries) => {
                values.object(node.span, entries, fields, out)?;
            }
            _ => values.wrong_type(node, "a mapping", out)?,
        },
    }
    Some(example.response.as_ref().map(Json::from))
}
