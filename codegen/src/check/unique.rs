//! Names and values that must be unique: wire names, Rust names, paths, values.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use super::scope::{EndpointAt, GroupAt};
use crate::diagnostics::{Code, Diagnostics};
use crate::naming;
use crate::source::excerpt;
use crate::spec::model::{
    Endpoint, Field, Group, Named, Platform, Response, Spanned, TypeDef, TypeKind,
};

/// A key and the name that has it.
type Keyed<'a, K> = (K, &'a Spanned<String>);

/// Reports each name whose key occurred before, unless a mistake is already reported there. Empty keys replace names
/// whose mistakes are already reported.
fn differ<'a, K: AsRef<str> + Hash + Eq>(
    (code, label): (Code, &str),
    keys: impl IntoIterator<Item = Keyed<'a, K>>,
    message: impl Fn(&Spanned<String>, &Spanned<String>, &str) -> String,
    out: &mut Diagnostics,
) {
    let keys = keys.into_iter();
    let mut first: HashMap<K, &Spanned<String>> = HashMap::with_capacity(keys.size_hint().0);
    for (key, name) in keys.filter(|(key, _)| !key.as_ref().is_empty()) {
        match first.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(name);
            }
            Entry::Occupied(entry) if !out.is_told(name.span) => {
                let first = entry.get();
                let message = message(first, name, entry.key().as_ref());
                let diagnostic = if code == Code::RustNameClash {
                    let help = "give one of them another name, with `rust:` if the name is also one on the wire";
                    out.report(code, name.span, message).help(help)
                } else {
                    out.repeat(code, [first.span, name.span], message)
                };
                diagnostic.label(label).also(first.span, "first here");
            }
            Entry::Occupied(_) => {}
        }
    }
}

/// Returns names as their own keys.
fn themselves<'a>(
    names: impl IntoIterator<Item = &'a Spanned<String>>,
) -> impl Iterator<Item = Keyed<'a, &'a str>> {
    names.into_iter().map(|name| (name.value.as_str(), name))
}

/// Reports names that a list has twice. `what` says what they are.
pub(super) fn listed(code: Code, what: &str, names: &[Spanned<String>], out: &mut Diagnostics) {
    let message = |_: &_, name: &_, _: &_| format!("the {what} {name} is listed twice");
    differ((code, "again here"), themselves(names), message, out);
}

/// Reports names that are sent twice.
fn sent<'a>(names: impl IntoIterator<Item = &'a Spanned<String>>, out: &mut Diagnostics) {
    let rule = (Code::DuplicateParameter, "the same name on the wire");
    let message = |_: &_, name: &_, _: &_| format!("the name {name} is sent twice");
    differ(rule, themselves(names), message, out);
}

/// Reports names that become the same in Rust.
fn in_rust<'a>(names: impl IntoIterator<Item = Keyed<'a, String>>, out: &mut Diagnostics) {
    let rule = (Code::RustNameClash, "clashes with the other");
    let message =
        |first: &_, name: &_, rust: &_| format!("{first} and {name} both become `{rust}` in Rust");
    differ(rule, names, message, out);
}

/// Reports names that become the same in Rust.
fn rust_names<'a>(
    names: impl IntoIterator<Item = &'a Spanned<String>>,
    naming: fn(&str) -> String,
    out: &mut Diagnostics,
) {
    let names = names.into_iter().filter(|name| !name.value.is_empty());
    in_rust(names.map(|name| (naming(&name.value), name)), out);
}

/// Checks the fields of one object, on the wire and in Rust.
fn fields(fields: &[Named<Field>], naming: fn(&str) -> String, out: &mut Diagnostics) {
    sent(fields.iter().map(wire_name), out);
    rust_names(fields.iter().map(rust_field), naming, out);
}

fn wire_name((name, field): &Named<Field>) -> &Spanned<String> {
    field.wire_name(name)
}

fn rust_field((name, field): &Named<Field>) -> &Spanned<String> {
    field.rust_name(name)
}

fn rust_name((name, endpoint): &Named<Endpoint>) -> &Spanned<String> {
    endpoint.rust_name(name)
}

/// Fields of the signature, and members of the envelope.
pub(super) fn settings(platform: &Platform, out: &mut Diagnostics) {
    for names in [platform.signature.fields.names(), platform.envelope.names()] {
        let rule = (Code::FieldClash, "again here");
        let message = |_: &_, name: &_, _: &_| format!("the name {name} is used twice");
        differ(rule, themselves(names), message, out);
    }
}

/// Returns the groups of each client. Groups without a client share the outermost, which is the first.
fn clients<'a>(groups: &'a [GroupAt<'a>]) -> impl Iterator<Item = Vec<&'a GroupAt<'a>>> {
    let (outermost, nested): (Vec<_>, Vec<_>) =
        groups.iter().partition(|at| at.group.client.is_none());
    let nested = nested.into_iter().map(|at| vec![at]);
    [outermost].into_iter().chain(nested)
}

fn endpoints_of<'a>(groups: &[&GroupAt<'a>]) -> impl Iterator<Item = &'a Named<Endpoint>> {
    groups.iter().flat_map(|at| &at.group.endpoints)
}

fn aliases_of<'a>(groups: &[&GroupAt<'a>]) -> impl Iterator<Item = &'a Spanned<String>> {
    endpoints_of(groups).flat_map(|(_, endpoint)| &endpoint.alias)
}

/// Names of endpoints, with their further names, are unique within a client.
pub(super) fn endpoints(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let rule = (Code::DuplicateEndpoint, "again here");
    let message = |_: &_, name: &_, _: &_| format!("the endpoint {name} is defined twice");
    for groups in clients(groups) {
        let names = endpoints_of(&groups).map(|(name, _)| name);
        let names = names.chain(aliases_of(&groups));
        differ(rule, themselves(names), message, out);
    }
}

/// Methods of a client. The outermost has also a method for each of the others.
pub(super) fn methods(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let mut nested = groups.iter().filter_map(|at| at.group.client.as_ref());
    for groups in clients(groups) {
        let names = endpoints_of(&groups).map(rust_name);
        let names = names.chain(aliases_of(&groups)).chain(nested.by_ref());
        rust_names(names, naming::method, out);
    }
}

pub(super) fn modules(groups: &[GroupAt<'_>], out: &mut Diagnostics) {
    let names = groups.iter().map(|at| &at.group.group);
    // A group in the file of another one is already reported.
    let names: Vec<_> = names.filter(|name| !out.is_told(name.span)).collect();
    rust_names(names, naming::module, out);
}

/// Types of all groups, and enums of choices, by their names and in Rust. A name within one file is a key, so it is already unique there.
pub(super) fn types(groups: &[Group], out: &mut Diagnostics) {
    let rule = (Code::DuplicateType, "again here");
    let message = |_: &_, name: &_, _: &_| format!("the type {name} is defined twice");
    let types = || groups.iter().flat_map(|group| &group.types);
    let choices = || groups.iter().flat_map(Group::choices);
    let names = || types().map(|(name, _)| name).chain(choices());
    differ(rule, themselves(names()), message, out);
    rust_names(names(), naming::type_name, out);
}

/// Requests and responses of a group share its module with its types, and with types of other groups that it uses.
pub(super) fn rust_types(at: &GroupAt<'_>, out: &mut Diagnostics) {
    let types = at.group.types.iter().map(|(name, _)| name);
    let own = types.chain(at.group.choices());
    let used = at.types.reached(at.type_exprs()).into_iter();
    let is_own = |name: &Spanned<String>| own.clone().any(|own| own.value == name.value);
    let used = used.map(|def| def.name).filter(|name| !is_own(name));
    let types = own.clone().chain(used);
    let types = types.map(|name| (naming::type_name(&name.value), name));
    // Two endpoints that clash as methods are already reported: only one of them is used here.
    let mut methods = HashMap::new();
    let endpoints = at.group.endpoints.iter();
    let endpoints = endpoints.map(|named| (rust_name(named), &named.1));
    let endpoints = endpoints.filter(|(name, _)| {
        let method = naming::method(&name.value);
        *methods.entry(method).or_insert(name.span) == name.span
    });
    let endpoints: Vec<_> = endpoints.collect();
    let requests = endpoints.iter();
    let requests = requests.map(|(name, _)| (naming::request(&name.value), *name));
    let responses = endpoints.iter();
    let responses = responses.filter(|(_, call)| matches!(call.response, Response::Fields(_)));
    let responses = responses.map(|(name, _)| (naming::response(&name.value), *name));
    let client = at.group.client.iter();
    let client = client.map(|name| (naming::client_type(&name.value), name));
    let types = types.filter(|(_, name)| !name.value.is_empty());
    in_rust(types.chain(requests).chain(responses).chain(client), out);
}

/// Values of an enum on the wire.
pub(super) fn values((_, def): &Named<TypeDef>, out: &mut Diagnostics) {
    if let TypeKind::Enum(values) = &def.kind {
        let values = values.iter();
        let values = values.map(|(name, value)| (value.wire(name).to_string(), name));
        let message = |first: &_, name: &_, value: &str| {
            let value = excerpt(value);
            format!("{first} and {name} have the same value on the wire, `{value}`")
        };
        let rule = (Code::DuplicateValue, "the same value");
        differ(rule, values, message, out);
    }
}

/// The map of an object's other fields.
const REST: &str = "rest";

/// Variants of an enum, of sets of further parameters or of shapes, and fields.
pub(super) fn members((_, def): &Named<TypeDef>, out: &mut Diagnostics) {
    match &def.kind {
        TypeKind::Enum(values) => {
            let names = values.iter().map(|(name, value)| value.rust_name(name));
            rust_names(names, naming::variant, out);
        }
        TypeKind::Extra(sets) => {
            rust_names(sets.iter().map(|(name, _)| name), naming::variant, out);
            for (_, set) in sets {
                fields(&set.params, naming::extra_field, out);
            }
        }
        TypeKind::AnyOf(shapes) => {
            rust_names(shapes.iter().map(rust_field), naming::variant, out);
        }
        TypeKind::Object(members) => {
            fields(members, naming::field, out);
            let mut names = members.iter().map(rust_field);
            let clash = names.find(|name| naming::field(&name.value) == REST);
            if let (Some(name), Some(rest)) = (clash, def.rest) {
                let message = format!("{name} becomes `{REST}`, like the map of the other fields");
                out.report(Code::RustNameClash, name.span, message)
                    .also(rest, "kept in a map by this")
                    .help("give the field another name with `rust:`");
            }
        }
    }
}

pub(super) fn response_fields(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    fields(at.endpoint.response.fields(), naming::field, out);
}

/// Wire names of parameters, including those of the signature and of each set of further parameters, and their
/// Rust names.
pub(super) fn parameters(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let platform = at.group.platform;
    let signature = platform.map(|platform| platform.signature.fields.names());
    let signature = signature.into_iter().flatten();
    let own = signature.chain(at.endpoint.params().map(wire_name));
    sent(own.clone(), out);
    for (_, set) in at.extras().flat_map(|(_, sets)| sets) {
        sent(own.clone().chain(set.params.iter().map(wire_name)), out);
    }
    rust_names(at.endpoint.params().map(rust_field), naming::field, out);
    for (_, one_of) in at.endpoint.one_ofs() {
        rust_names(one_of.choices.iter().map(rust_field), naming::variant, out);
    }
    rust_names(inputs(at), naming::field, out);
    extra(at, out);
}

/// Returns the names of what callers give.
fn inputs<'a>(at: &EndpointAt<'a>) -> impl Iterator<Item = &'a Spanned<String>> {
    let choices = at.endpoint.one_ofs().map(|(name, _)| name);
    at.endpoint.single().map(rust_field).chain(choices)
}

/// What sets the parameters that the spec does not describe, in Rust.
const EXTRA: &str = "extra";

fn extra(at: &EndpointAt<'_>, out: &mut Diagnostics) {
    let mut names = inputs(at).chain(at.endpoint.params().map(rust_field));
    let clash = names.find(|name| naming::field(&name.value) == EXTRA);
    if let (Some(name), Some(open)) = (clash, &at.endpoint.extra) {
        let message = format!(
            "{name} becomes `{EXTRA}`, like the setter of parameters without a description"
        );
        out.report(Code::RustNameClash, name.span, message)
            .also(open.span, "they are accepted here")
            .help("give the parameter another name with `rust:`");
    }
}
