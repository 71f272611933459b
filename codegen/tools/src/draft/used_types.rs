//! Removes the types of a draft that no endpoint uses.

use std::collections::HashSet;

use super::model::{Endpoint, Field, Response, TypeDef, TypeKind};
use bge_private_codegen::spec::model::TypeExpr;

/// Returns the types that endpoints use, directly or through other types. A type is unused if the value that
/// it was made for has a different type in the end.
pub(super) fn used(
    types: Vec<(String, TypeDef)>,
    endpoints: &[Endpoint],
) -> Vec<(String, TypeDef)> {
    let mut reached = HashSet::new();
    let mut next: Vec<&TypeExpr> = Vec::new();
    for endpoint in endpoints {
        next.extend(of(endpoint.args.iter().chain(&endpoint.kwargs)));
        match &endpoint.response {
            Response::None => {}
            Response::Type(ty) => next.push(ty),
            Response::Fields(fields) => next.extend(of(fields)),
        }
    }
    while let Some(ty) = next.pop() {
        match ty {
            TypeExpr::Scalar(_) | TypeExpr::File | TypeExpr::None => {}
            TypeExpr::List(inner) | TypeExpr::Map(inner) => next.push(inner),
            TypeExpr::Named(name) => {
                let def = types.iter().find(|(known, _)| known == name);
                if let Some((_, def)) = def.filter(|(name, _)| reached.insert(name.clone())) {
                    next.extend(within(def));
                }
            }
        }
    }
    types
        .into_iter()
        .filter(|(name, _)| reached.contains(name))
        .collect()
}

fn of<'a>(fields: impl IntoIterator<Item = &'a Field>) -> impl Iterator<Item = &'a TypeExpr> {
    fields.into_iter().map(|field| &field.ty)
}

fn within(def: &TypeDef) -> Vec<&TypeExpr> {
    match &def.kind {
        TypeKind::Enum(_) => Vec::new(),
        TypeKind::Object(fields) => of(fields).collect(),
        TypeKind::Extra(sets) => sets.iter().flat_map(|(_, fields)| of(fields)).collect(),
    }
}
