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
    let (group, endpoint) = endpoint(example.path());
    let mut marks = Marks { group, change };
    match &endpoint.response {
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

fn endpoint(path: &str) -> (&'static Group, &'static Endpoint) {
    let groups = SPEC.spec().groups.iter();
    let mut all = groups.flat_map(|group| group.endpoints.iter().map(move |known| (group, known)));
    let found = all.find(|(_, (_, endpoint))| endpoint.path.value == path);
    found
        .map(|(group, (_, endpoint))| (group, endpoint))
        .expect("an endpoint")
}

struct Marks<'a, F> {
    group: &'a Group,
    change: F,
}

impl<F: FnMut(&mut Value, Hidden)> Marks<'_, F> {
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
                let mut types = self.group.types.iter();
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
