//! What the parts of an OpenAPI document share: the spec, the languages, and the keys of components.

use std::collections::HashMap;

use super::extensions::{GROUP, Language, NAME};
use bge_private_codegen::json::{Json, object};
use bge_private_codegen::spec::model::{Group, Spec, TypeDef, TypeExpr, TypeKind};

/// What all parts of a document are made from.
pub(super) struct Exporter<'a> {
    pub(super) spec: &'a Spec,
    pub(super) language: Language,
    /// How often each name is that of a type.
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

    /// Returns the key of a type among the components: its name, after its group if other groups have a type of this name.
    pub(super) fn key(&self, scope: &Scope<'_>, name: &str) -> String {
        match self.names.get(name) {
            Some(2..) => format!("{}.{name}", scope.group.group.value),
            _ => name.to_owned(),
        }
    }

    pub(super) fn reference(&self, scope: &Scope<'_>, name: &str) -> Json {
        reference(&self.key(scope, name))
    }

    /// Returns the group and the name of a component.
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
