//! Names and values that must be unique: wire names, Rust names, paths, values.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::scope::{EndpointAt, GroupAt, TypeAt};
use crate::diagnostics::{Code, Diagnostics};
use crate::naming;
use crate::source::Span;
use crate::spec::model::{EnumValue, EnumWire, Field, Response, Spanned, TypeKind};
use crate::spec::yaml::excerpt;

/// Calls `repeated` for each item whose key occurred before. Empty keys replace names whose mistakes are
/// already reported.
fn each_repeated<'a, T: Copy>(
    items: impl IntoIterator<Item = (&'a str, T)>,
    mut repeated: impl FnMut(T, T),
) {
    let items = items.into_iter();
    let mut first: HashMap<&str, T> = HashMap::with_capacity(items.size_hint().0);
    for (key, item) in items.filter(|(key, _)| !key.is_empty()) {
        match first.entry(key) {
            Entry::Occupied(entry) => repeated(*entry.get(), item),
            Entry::Vacant(entry) => {
                entry.insert(item);
            }
        }
    }
}

/// Reports names that become the same in Rust. A name that was reported as a repetition is not reported again.
fn rust_names<'a>(
    names: impl IntoIterator<Item = (String, &'a Spanned<String>)>,
    out: &mut Diagnostics,
) {
    let names: Vec<_> = names.into_iter().collect();
    let items = names
        .iter()
        .map(|(rust, name)| (rust.as_str(), (rust.as_str(), *name)));
    each_repeated(items, |(_, first), (rust, name)| {
        if out.is_told(name.span) {
            return;
        }
        let message = format!(
            "`{}` and `{}` both become `{rust}` in Rust",
            excerpt(&first.value),
            excerpt(&name.value),
        );
        out.report(Code::RustNameClash, name.span, message)
            .label("clashes with the other")
            .also(first.span, "the other one")
            .help(
                "give one of them another name, with `rust:` if the name is also one on the wire",
            );
    });
}

/// Endpoint names within one file are keys, so they are already unique.
pub(super) fn endpoints(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let endpoints = groups.iter().flat_map(GroupAt::endpoints);
    let names = endpoints.map(|at| (at.name.value.as_str(), at.name));
    each_repeated(names, |first: &Spanned<String>, name| {
        let message = format!("the endpoint `{}` is defined twice", excerpt(&name.value));
        out.report(Code::DuplicateEndpoint, name.span, message)
            .label("defined again here")
            .also(first.span, "first defined here");
    });
}

pub(super) fn paths(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let endpoints = groups.iter().flat_map(GroupAt::endpoints);
    let paths = endpoints.map(|at| {
        let path = &at.endpoint.path;
        (path.value.as_str(), (at.name.value.as_str(), path.span))
    });
    each_repeated(paths, |(first, first_span), (name, span)| {
        let message = format!(
            "the endpoints `{}` and `{}` have the same path",
            excerpt(first),
            excerpt(name),
        );
        out.report(Code::DuplicatePath, span, message)
            .label("the same path")
            .also(first_span, "first used here");
    });
}

/// Methods of the client are shared by all groups.
pub(super) fn methods(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let endpoints = groups.iter().flat_map(|group| &group.group.endpoints);
    let names = endpoints.map(|(name, endpoint)| {
        let name = endpoint.rust_name(name);
        (naming::method(&name.value), name)
    });
    rust_names(names, out);
}

pub(super) fn modules(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let names = groups.iter().map(|group| &group.group.group);
    let names = names.filter(|name| !name.value.is_empty());
    rust_names(names.map(|name| (naming::module(&name.value), name)), out);
}

/// Requests, responses and types of a group share its module.
pub(super) fn rust_types(at: &GroupAt<'_>, out: &mut Diagnostics) {
    let types = at
        .group
        .types
        .iter()
        .map(|(name, _)| (naming::type_name(&name.value), name));
    let requests = at.endpoints().map(|at| {
        let name = at.endpoint.rust_name(at.name);
        (naming::request(&name.value), name)
    });
    let responses = at.endpoints().filter_map(|at| {
        let name = at.endpoint.rust_name(at.name);
        matches!(at.endpoint.response, Response::Fields(_))
            .then(|| (naming::response(&name.value), name))
    });
    // Two endpoints that clash as methods are already reported: only one of them is used here.
    let mut methods = HashMap::new();
    let calls = requests.chain(responses).filter(|(rust, name)| {
        let method = naming::method(&name.value);
        *methods.entry((method, rust.clone())).or_insert(name.span) == name.span
    });
    rust_names(types.chain(calls.collect::<Vec<_>>()), out);
}

/// Values of an enum on the wire.
pub(super) fn values(at: &TypeAt<'_>, out: &mut Diagnostics) {
    let TypeKind::Enum(values) = &at.def.kind else {
        return;
    };
    let texts: Vec<_> = values
        .iter()
        .map(|value| match &value.value {
            EnumWire::Text(text) => text.clone(),
            EnumWire::Integer(number) => number.to_string(),
        })
        .collect();
    let items = texts
        .iter()
        .zip(values)
        .map(|(text, value)| (text.as_str(), (text, value)));
    each_repeated(items, |(_, first), (text, value)| {
        let message = format!(
            "`{}` and `{}` have the same value on the wire, `{}`",
            excerpt(&first.name.value),
            excerpt(&value.name.value),
            excerpt(text),
        );
        out.report(Code::DuplicateValue, value.name.span, message)
            .label("the same value")
            .also(first.name.span, "first used here");
    });
}

/// Variants of an enum, and of sets of further parameters.
pub(super) fn variants(at: &TypeAt<'_>, out: &mut Diagnostics) {
    match &at.def.kind {
        TypeKind::Enum(values) => {
            let names = values.iter().map(EnumValue::rust_name);
            rust_names(names.map(|name| (naming::variant(&name.value), name)), out);
        }
        TypeKind::Extra(sets) => {
            let names = sets
                .iter()
                .map(|set| (naming::variant(&set.name.value), &set.name));
            rust_names(names, out);
            for set in sets {
                fields_differ(&set.params, naming::extra_field, out);
            }
        }
        TypeKind::Object(_) => {}
    }
}

pub(super) fn object_fields(at: &TypeAt<'_>, out: &mut Diagnostics) {
    if let TypeKind::Object(fields) = &at.def.kind {
        fields_differ(fields, naming::field, out);
    }
}

pub(super) fn response_fields(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    fields_differ(at.response_fields(), naming::field, out);
}

/// Rust names of parameters. Their wire names are checked together with those of the signature.
pub(super) fn parameters(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    rust_names(rust_fields(at.params(), naming::field), out);
}

/// Fields of one object, on the wire and in Rust.
fn fields_differ(
    fields: &[(Spanned<String>, Field)],
    naming: fn(&str) -> String,
    out: &mut Diagnostics,
) {
    wire_names(
        fields.iter().map(|(name, field)| field.wire_name(name)),
        out,
    );
    rust_names(rust_fields(fields, naming), out);
}

fn rust_fields<'a>(
    fields: impl IntoIterator<Item = &'a (Spanned<String>, Field)>,
    naming: fn(&str) -> String,
) -> impl Iterator<Item = (String, &'a Spanned<String>)> {
    fields.into_iter().map(move |(name, field)| {
        let name = field.rust_name(name);
        (naming(&name.value), name)
    })
}

/// Reports repeated wire names, unless they are already reported.
pub(super) fn wire_names<'a>(
    names: impl IntoIterator<Item = &'a Spanned<String>>,
    out: &mut Diagnostics,
) {
    let names = names
        .into_iter()
        .map(|name| (name.value.as_str(), (name.value.as_str(), name.span)));
    each_repeated(names, |(_, first): (&str, Span), (name, span)| {
        if out.is_told(span) {
            return;
        }
        let message = format!("the name `{}` is sent twice", excerpt(name));
        out.report(Code::DuplicateParameter, span, message)
            .label("the same name on the wire")
            .also(first, "first used here");
    });
}
