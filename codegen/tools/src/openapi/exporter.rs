//! The data that all parts of an export use: the spec, the languages, and the keys of components.

use std::collections::HashMap;

use super::extensions::{GROUP, Language, NAME};
use bge_private_codegen::json::{Json, object};
use bge_private_codegen::spec::model::{Group, Spec, TypeDef, TypeExpr, TypeKind};

/// The source of all parts of a document.
pub(super) struct Exporter<'a> {
    pub(super) spec: &'a Spec,
    pub(super) language: Language,
    /// How many types have each name.
    names: HashMap<&'a str, usize>,
}

/// A group with its types by name.
pub(super) struct Scope<'a> {
    pub(super) group: &'a Group,
    types: HashMap<&'a str, &'a TypeDef>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(group: &'a Group) -> Self {
        let types = group.types.iter();
        let types = types
            .map(|(name, def)| (name.value.as_str(), def))
            .collect();
        Self { group, types }
    }

    pub(super) fn kind(&self, ty: &TypeExpr) -> Option<&'a TypeKind> {
        match ty {
            TypeExpr::Named(name) => self.types.get(name.as_str()).map(|def| &def.kind),
            _ => None,
        }
    }
}

impl<'a> Exporter<'a> {
    pub(super) fn new(spec: &'a Spec, language: Language) -> Self {
        let mut names = HashMap::new();
        for (name, _) in spec.groups.iter().flat_map(|group| &group.types) {
            *names.entry(name.value.as_str()).or_default() += 1;
        }
        Self {
            spec,
            language,
            names,
        }
    }

    /// Returns the key of a type among the components. It is the name of the type, prefixed with the group if
    /// several groups have a type with this name.
    pub(super) fn key(&self, scope: &Scope<'_>, name: &str) -> String {
        match self.names.get(name) {
            Some(2..) => format!("{}.{name}", scope.group.group.value),
            _ => name.to_owned(),
        }
    }

    pub(super) fn reference(&self, scope: &Scope<'_>, name: &str) -> Json {
        reference(&self.key(scope, name))
    }

    /// Returns an object with the group of a component, and with its name if that differs from the key.
    pub(super) fn origin(&self, scope: &Scope<'_>, name: &str) -> Json {
        let map = object([]).with(GROUP, scope.group.group.value.as_str());
        let is_other = self.key(scope, name) != name;
        map.maybe(NAME, is_other.then_some(name))
    }
}

/// Returns a reference to a schema among the components.
pub(super) fn reference(key: &str) -> Json {
    object([]).with("$ref", format!("#/components/schemas/{key}"))
}
