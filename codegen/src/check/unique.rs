//! Names and values that must be unique: wire names, Rust names, paths, values.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use super::scope::{EndpointAt, GroupAt};
use crate::diagnostics::{Code, Diagnostics};
use crate::naming;
use crate::source::excerpt;
use crate::spec::model::{
    Endpoint, EnumValue, Field, Named, Platform, Response, Spanned, TypeDef, TypeKind,
};

/// A rule that keys differ, and how its mistakes are reported.
struct Unique {
    code: Code,
    /// Returns the message for the first name, the repeated one, and their common key.
    message: fn(&Spanned<String>, &Spanned<String>, &str) -> String,
    label: &'static str,
    first: &'static str,
    help: Option<&'static str>,
}

const ENDPOINTS: Unique = Unique {
    code: Code::DuplicateEndpoint,
    message: |_, name, _| format!("the endpoint {name} is defined twice"),
    label: "defined again here",
    first: "first defined here",
    help: None,
};

const PATHS: Unique = Unique {
    code: Code::DuplicatePath,
    message: |first, name, _| format!("the endpoints {first} and {name} have the same path"),
    label: "the same path",
    first: "first used here",
    help: None,
};

const VALUES: Unique = Unique {
    code: Code::DuplicateValue,
    message: |first, name, value| {
        let value = excerpt(value);
        format!("{first} and {name} have the same value on the wire, `{value}`")
    },
    label: "the same value",
    first: "first used here",
    help: None,
};

const SENT: Unique = Unique {
    code: Code::DuplicateParameter,
    message: |_, name, _| format!("the name {name} is sent twice"),
    label: "the same name on the wire",
    first: "first used here",
    help: None,
};

const SETTINGS: Unique = Unique {
    code: Code::FieldClash,
    message: |_, name, _| format!("the name {name} is used twice"),
    label: "again here",
    first: "first used here",
    help: None,
};

const RUST: Unique = Unique {
    code: Code::RustNameClash,
    message: |first, name, rust| format!("{first} and {name} both become `{rust}` in Rust"),
    label: "clashes with the other",
    first: "the other one",
    help: Some("give one of them another name, with `rust:` if the name is also one on the wire"),
};

impl Unique {
    /// Reports each name whose key occurred before, unless a repetition is already reported there. Empty keys
    /// replace names whose mistakes are already reported.
    fn check<'a, K: AsRef<str> + Hash + Eq>(
        &self,
        keys: impl IntoIterator<Item = (K, &'a Spanned<String>)>,
        out: &mut Diagnostics,
    ) {
        let keys = keys.into_iter();
        let mut first: HashMap<K, &Spanned<String>> = HashMap::with_capacity(keys.size_hint().0);
        for (key, name) in keys.filter(|(key, _)| !key.as_ref().is_empty()) {
            match first.entry(key) {
                Entry::Occupied(entry) => self.report(entry.key().as_ref(), entry.get(), name, out),
                Entry::Vacant(entry) => {
                    entry.insert(name);
                }
            }
        }
    }

    fn report(
        &self,
        key: &str,
        first: &Spanned<String>,
        name: &Spanned<String>,
        out: &mut Diagnostics,
    ) {
        if out.is_told(name.span) {
            return;
        }
        let message = (self.message)(first, name, key);
        let diagnostic = out.report(self.code, name.span, message);
        diagnostic.label(self.label).also(first.span, self.first);
        if let Some(help) = self.help {
            diagnostic.help(help);
        }
    }

    /// Checks names that are keys themselves.
    fn names<'a>(
        &self,
        names: impl IntoIterator<Item = &'a Spanned<String>>,
        out: &mut Diagnostics,
    ) {
        let names = names.into_iter();
        self.check(names.map(|name| (name.value.as_str(), name)), out);
    }
}

/// Reports names that become the same in Rust.
fn rust_names<'a>(
    names: impl IntoIterator<Item = &'a Spanned<String>>,
    naming: fn(&str) -> String,
    out: &mut Diagnostics,
) {
    let names = names.into_iter().filter(|name| !name.value.is_empty());
    RUST.check(names.map(|name| (naming(&name.value), name)), out);
}

/// Reports fields that become the same in Rust.
fn rust_fields<'a>(
    fields: impl IntoIterator<Item = &'a Named<Field>>,
    naming: fn(&str) -> String,
    out: &mut Diagnostics,
) {
    let fields = fields.into_iter();
    rust_names(
        fields.map(|(name, field)| field.rust_name(name)),
        naming,
        out,
    );
}

/// Checks the fields of one object, on the wire and in Rust.
fn fields(fields: &[Named<Field>], naming: fn(&str) -> String, out: &mut Diagnostics) {
    SENT.names(fields.iter().map(wire_name), out);
    rust_fields(fields, naming, out);
}

fn wire_name((name, field): &Named<Field>) -> &Spanned<String> {
    field.wire_name(name)
}

fn rust_name((name, endpoint): &Named<Endpoint>) -> &Spanned<String> {
    endpoint.rust_name(name)
}

/// Fields of the signature, and members of the envelope.
pub(super) fn settings(platform: &Platform, out: &mut Diagnostics) {
    SETTINGS.names(platform.signature.fields.names(), out);
    SETTINGS.names(platform.envelope.names(), out);
}

/// Endpoint names within one file are keys, so they are already unique.
pub(super) fn endpoints(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let endpoints = groups.iter().flat_map(|at| &at.group.endpoints);
    ENDPOINTS.names(endpoints.map(|(name, _)| name), out);
}

pub(super) fn paths(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let endpoints = groups.iter().flat_map(|at| &at.group.endpoints);
    let places: Vec<_> = endpoints
        .map(|(name, endpoint)| {
            (
                &endpoint.path,
                Spanned::new(name.value.clone(), endpoint.path.span),
            )
        })
        .collect();
    let paths = places
        .iter()
        .map(|(path, name)| (path.value.as_str(), name));
    PATHS.check(paths, out);
}

/// Methods of the client are shared by all groups.
pub(super) fn methods(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let endpoints = groups.iter().flat_map(|at| &at.group.endpoints);
    rust_names(endpoints.map(rust_name), naming::method, out);
}

pub(super) fn modules(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let names = groups.iter().map(|at| &at.group.group);
    rust_names(names, naming::module, out);
}

/// Requests, responses and types of a group share its module.
pub(super) fn rust_types(at: &GroupAt<'_>, out: &mut Diagnostics) {
    let types = at.group.types.iter();
    let types = types.map(|(name, _)| (naming::type_name(&name.value), name));
    // Two endpoints that clash as methods are already reported: only one of them is used here.
    let mut methods = HashMap::new();
    let mut endpoints: Vec<_> = at.group.endpoints.iter().collect();
    endpoints.retain(|named| {
        let name = rust_name(named);
        *methods
            .entry(naming::method(&name.value))
            .or_insert(name.span)
            == name.span
    });
    let requests = endpoints.iter().map(|named| {
        let name = rust_name(named);
        (naming::request(&name.value), name)
    });
    let inline = |named: &&&Named<Endpoint>| matches!(named.1.response, Response::Fields(_));
    let responses = endpoints.iter().filter(inline).map(|named| {
        let name = rust_name(named);
        (naming::response(&name.value), name)
    });
    RUST.check(types.chain(requests).chain(responses), out);
}

/// Values of an enum on the wire.
pub(super) fn values((_, def): &Named<TypeDef>, out: &mut Diagnostics) {
    if let TypeKind::Enum(values) = &def.kind {
        let values = values.iter();
        VALUES.check(
            values.map(|value| (value.value.to_string(), &value.name)),
            out,
        );
    }
}

/// Variants of an enum or of sets of further parameters, and fields.
pub(super) fn members((_, def): &Named<TypeDef>, out: &mut Diagnostics) {
    match &def.kind {
        TypeKind::Enum(values) => {
            rust_names(
                values.iter().map(EnumValue::rust_name),
                naming::variant,
                out,
            );
        }
        TypeKind::Extra(sets) => {
            rust_names(sets.iter().map(|set| &set.name), naming::variant, out);
            for set in sets {
                fields(&set.params, naming::extra_field, out);
            }
        }
        TypeKind::Object(members) => fields(members, naming::field, out),
    }
}

pub(super) fn response_fields(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    fields(at.response_fields(), naming::field, out);
}

/// Wire names of parameters, including those of the signature and of each set of further parameters, and their
/// Rust names.
pub(super) fn parameters(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let signature = at
        .group
        .platform
        .map(|platform| platform.signature.fields.names());
    let own: Vec<_> = signature
        .into_iter()
        .flatten()
        .chain(at.params().map(wire_name))
        .collect();
    SENT.names(own.iter().copied(), out);
    for set in at.extras().flat_map(|(_, sets)| sets) {
        SENT.names(
            own.iter().copied().chain(set.params.iter().map(wire_name)),
            out,
        );
    }
    rust_fields(at.params(), naming::field, out);
}
