//! Finds the secrets in the answers of the spec's examples.

use std::sync::LazyLock;

use bge_private_codegen::Checked;
use bge_private_codegen::spec::model::{
    Endpoint, Field, Group, Response, Scalar, Secrecy, Spanned, TypeExpr, TypeKind,
};
use bge_private_sdk::mock::Example;
use bge_private_tests::workspace::original;
use serde_json::Value;

/// Why a value is secret.
#[derive(Clone, Copy)]
pub(crate) enum Hidden {
    /// The spec marks the value as secret.
    Whole,
    /// The spec marks the query of the URL as secret.
    Query,
    /// The spec does not describe the value.
    Open,
}

static SPEC: LazyLock<Checked> = LazyLock::new(|| {
    bge_private_codegen::load(&original().join("spec")).expect("the spec is right")
});

/// Returns the data of the answer, with each secret in it changed.
pub(crate) fn in_answer(example: &Example, change: impl FnMut(&mut Value, Hidden)) -> Value {
    let mut data = serde_json::from_str(example.response().unwrap_or("null")).unwrap();
    let mut marks = Marks { change };
    match &endpoint(example.endpoint()).response {
        Response::None | Response::Stream => {}
        Response::Fields(fields) => marks.members(&mut data, fields),
        Response::Type(ty) => marks.value(&mut data, &ty.value, None),
    }
    data
}

/// Whether the answer contains a secret.
pub(crate) fn are_in_answer(example: &Example) -> bool {
    let mut found = false;
    in_answer(example, |_, _| found = true);
    found
}

/// Whether the answer is a file, which is handed to the user as it comes.
pub(crate) fn is_a_file(example: &Example) -> bool {
    matches!(endpoint(example.endpoint()).response, Response::Stream)
}

/// Whether the answer is an object that keeps members that the spec does not name.
pub(crate) fn is_open(example: &Example) -> bool {
    let Response::Type(ty) = &endpoint(example.endpoint()).response else {
        return false;
    };
    let groups = SPEC.spec().groups.iter();
    let mut types = groups.flat_map(|group| &group.types);
    let named = ty.value.as_named();
    types.any(|(known, def)| named == Some(&known.value) && def.rest.is_some())
}

/// Returns the endpoint with this name, which begins with that of its nested client.
fn endpoint(name: &str) -> &'static Endpoint {
    let groups = SPEC.spec().groups.iter();
    let mut all = groups.flat_map(|group| {
        let named = group.endpoints.iter();
        named.map(move |(known, endpoint)| (full_name(group, &known.value), endpoint))
    });
    let found = all.find(|(known, _)| known == name);
    found.map(|(_, endpoint)| endpoint).expect("an endpoint")
}

fn full_name(group: &Group, name: &str) -> String {
    match &group.client {
        Some(client) => format!("{}.{name}", client.value),
        None => name.to_owned(),
    }
}

struct Marks<F> {
    change: F,
}

impl<F: FnMut(&mut Value, Hidden)> Marks<F> {
    fn members(&mut self, value: &mut Value, fields: &[(Spanned<String>, Field)]) {
        for (name, field) in fields {
            let wire = field.wire.as_ref().unwrap_or(name);
            if let Some(value) = value.get_mut(&wire.value) {
                let secrecy = field.secret.as_ref().map(|secret| secret.value);
                self.value(value, &field.ty.value, secrecy);
            }
        }
    }

    fn value(&mut self, value: &mut Value, ty: &TypeExpr, secrecy: Option<Secrecy>) {
        let inner = match ty {
            TypeExpr::List(item) | TypeExpr::Map(item) => item,
            TypeExpr::Named(name) => {
                let groups = SPEC.spec().groups.iter();
                let mut types = groups.flat_map(|group| &group.types);
                let found = types.find(|(known, _)| known.value == *name);
                if let Some((_, def)) = found
                    && let TypeKind::Object(fields) = &def.kind
                {
                    self.members(value, fields);
                }
                return;
            }
            TypeExpr::File | TypeExpr::None => return,
            TypeExpr::Scalar(scalar) => {
                let hidden = match (scalar, secrecy) {
                    (Scalar::Any, _) => Some(Hidden::Open),
                    (_, Some(Secrecy::Whole)) => Some(Hidden::Whole),
                    (_, Some(Secrecy::Query)) => Some(Hidden::Query),
                    (_, None) => None,
                };
                if let Some(hidden) = hidden.filter(|_| !value.is_null()) {
                    (self.change)(value, hidden);
                }
                return;
            }
        };
        match value {
            Value::Array(items) => items
                .iter_mut()
                .for_each(|item| self.value(item, inner, secrecy)),
            Value::Object(members) => {
                members
                    .values_mut()
                    .for_each(|item| self.value(item, inner, secrecy));
            }
            _ => {}
        }
    }
}
