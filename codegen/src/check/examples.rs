//! Examples: each shows a valid call, and an answer that is preserved on the wire.

use super::scope::{EndpointAt, GroupAt, Named};
use super::values::{Side, Values};
use crate::diagnostics::{Code, Diagnostics, nearest};
use crate::spec::model::{Example, Field, Response};
use crate::spec::yaml::{Node, NodeKind, excerpt};

pub(super) fn exist(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    if at.endpoint.examples.is_empty() {
        let message = format!("the endpoint `{}` has no example", excerpt(&at.name.value));
        out.report(Code::NoExample, at.name.span, message)
            .help("examples are documentation, tests and the answers of the mock platform");
    }
}

pub(super) fn arguments(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let args = ("args", at.endpoint.args.as_slice());
    let kwargs = ("kwargs", at.endpoint.kwargs.as_slice());
    for example in &at.endpoint.examples {
        missing(example, &at.endpoint.args, &at.endpoint.kwargs, out);
        given(at.group, &example.args, args, kwargs, out);
        given(at.group, &example.kwargs, kwargs, args, out);
    }
}

/// Reports required arguments that an example lacks. Misspelt ones, and those listed as optional, are reported
/// elsewhere.
fn missing(
    example: &Example,
    args: &[Named<Field>],
    kwargs: &[Named<Field>],
    out: &mut Diagnostics,
) {
    let known = names(args).chain(names(kwargs));
    let given = || {
        example
            .args
            .iter()
            .chain(&example.kwargs)
            .map(|(name, _)| name.value.as_str())
    };
    let unknown = given().filter(|name| !known.clone().any(|known| known == *name));
    let meant: Vec<_> = unknown
        .filter_map(|name| nearest(name, known.clone()))
        .collect();
    for (name, _) in args {
        let mut named = given().chain(meant.iter().copied());
        if !named.any(|given| given == name.value) {
            let message = format!("the example lacks the argument `{}`", excerpt(&name.value));
            out.report(Code::MissingValue, example.span, message)
                .label("in this example")
                .also(name.span, "required here");
        }
    }
}

/// Checks that the arguments of an example exist and that their values can be sent.
fn given(
    group: &GroupAt<'_>,
    given: &[Named<Node>],
    (place, fields): (&str, &[Named<Field>]),
    (other_place, others): (&str, &[Named<Field>]),
    out: &mut Diagnostics,
) {
    let values = Values::new(group, Side::Param);
    let find = |fields: &[Named<Field>], name: &str| {
        fields.iter().position(|(known, _)| known.value == name)
    };
    for (name, node) in given {
        let known = find(fields, &name.value).and_then(|index| fields.get(index));
        if let Some((_, field)) = known {
            values.field(node, field, out);
            continue;
        }
        if out.is_lost(name.span.file, &name.value) {
            continue;
        }
        let message = format!(
            "there is no argument `{}` under `{place}`",
            excerpt(&name.value)
        );
        let diagnostic = out.report(Code::UnknownValue, name.span, message);
        if find(others, &name.value).is_some() {
            diagnostic.help(format!("it belongs under `{other_place}`"));
        } else {
            diagnostic.did_you_mean(&name.value, names(fields).chain(names(others)));
        }
    }
}

fn names(fields: &[Named<Field>]) -> impl Iterator<Item = &str> + Clone {
    fields.iter().map(|(name, _)| name.value.as_str())
}

pub(super) fn responses(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let values = Values::new(at.group, Side::Response);
    for example in &at.endpoint.examples {
        match (&at.endpoint.response, &example.response) {
            (Response::None, None) => {}
            (Response::None, Some(node)) => {
                let message = "the example shows a response, but the endpoint has none";
                out.report(Code::WrongResponse, node.span, message)
                    .label("this would be ignored")
                    .also(at.name.span, "`response: none` in this");
            }
            (_, None) => {
                out.report(
                    Code::WrongResponse,
                    example.span,
                    "the example shows no response",
                )
                .label("in this example")
                .also(at.name.span, "the endpoint has one");
            }
            (Response::Type(ty), Some(_)) if out.is_told(ty.span) => {}
            (Response::Type(ty), Some(node)) => values.value(node, &ty.value, false, out),
            (Response::Fields(fields), Some(node)) => match &node.kind {
                NodeKind::Map(entries) => values.object(node.span, entries, fields, out),
                _ => values.wrong_type(node, "a mapping", out),
            },
        }
    }
}
