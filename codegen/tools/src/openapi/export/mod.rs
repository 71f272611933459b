//! A spec as a document of OpenAPI 3.1.

mod answer;
mod call;
mod examples;
mod platform;
mod schema;

use std::collections::HashMap;

use super::Form;
use super::tree::{Map, Tree};
use super::words::{GROUP, Language, NAME, PLATFORM, SLASH};
use bge_private_codegen::Checked;
use bge_private_codegen::spec::model::{Group, Spec, TypeDef, TypeExpr, TypeKind};

/// How a document is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// How it is written.
    pub form: Form,
    /// The languages of its descriptions.
    pub language: Language,
    /// The version that it gives the described interface.
    pub version: String,
}

/// The spec as a document of OpenAPI 3.1 that ends with a line break.
#[must_use]
pub fn export(checked: &Checked, options: &Options) -> String {
    let spec = checked.spec();
    let tree = Exporter::new(spec, options.language).document(&options.version);
    match options.form {
        Form::Json => tree.to_json(),
        Form::Yaml => tree.to_yaml(),
    }
}

/// What all parts of a document are made from.
struct Exporter<'a> {
    spec: &'a Spec,
    language: Language,
    /// How often each name is that of a type.
    names: HashMap<&'a str, usize>,
}

/// A group with its types by name.
struct Scope<'a> {
    group: &'a Group,
    types: HashMap<&'a str, &'a TypeDef>,
}

impl<'a> Scope<'a> {
    fn new(group: &'a Group) -> Self {
        let types = group.types.iter();
        let types = types
            .map(|(name, def)| (name.value.as_str(), def))
            .collect();
        Self { group, types }
    }

    fn kind(&self, ty: &TypeExpr) -> Option<&'a TypeKind> {
        match ty {
            TypeExpr::Named(name) => self.types.get(name.as_str()).map(|def| &def.kind),
            _ => None,
        }
    }
}

impl<'a> Exporter<'a> {
    fn new(spec: &'a Spec, language: Language) -> Self {
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

    fn document(&self, version: &str) -> Tree {
        let platform = &self.spec.platform;
        let info = self
            .language
            .add(Map::new(), "title", &platform.title, SLASH);
        let info = info
            .with("version", version)
            .with("description", self.about());
        let documentation = Map::new().with("url", platform.documentation.value.as_str());
        let scopes: Vec<_> = self.spec.groups.iter().map(Scope::new).collect();
        let mut paths = Map::new();
        let mut schemas = Map::new();
        for scope in &scopes {
            for (name, endpoint) in &scope.group.endpoints {
                let call = Map::new().with("post", self.call(scope, name, endpoint));
                paths = paths.with(&endpoint.path.value, call);
            }
            for (name, def) in &scope.group.types {
                schemas = self.type_def(scope, &name.value, def, schemas);
            }
        }
        let components = Map::new()
            .with("schemas", self.envelope_schemas(schemas))
            .with("responses", self.failure())
            .with(
                "securitySchemes",
                Map::new().with(platform::SCHEME, self.signature()),
            );
        Map::new()
            .with("openapi", "3.1.0")
            .with("info", info)
            .with("externalDocs", documentation)
            .with("servers", self.servers())
            .with(
                "security",
                vec![Map::new().with(platform::SCHEME, Tree::List(Vec::new()))],
            )
            .with("tags", self.tags())
            .with("paths", paths)
            .with("components", components)
            .with(PLATFORM, self.platform())
            .into()
    }

    fn tags(&self) -> Vec<Map> {
        let groups = self.spec.groups.iter();
        let tag = |group: &Group| {
            let tag = Map::new().with("name", group.group.value.as_str());
            self.language.add(tag, "description", &group.title, SLASH)
        };
        groups.map(tag).collect()
    }

    /// The key of a type among the components: its name, and its group where others have the same.
    fn key(&self, scope: &Scope<'_>, name: &str) -> String {
        match self.names.get(name) {
            Some(2..) => format!("{}.{name}", scope.group.group.value),
            _ => name.to_owned(),
        }
    }

    fn reference(&self, scope: &Scope<'_>, name: &str) -> Map {
        reference(&self.key(scope, name))
    }

    /// Where a component comes from.
    fn origin(&self, scope: &Scope<'_>, name: &str) -> Map {
        let map = Map::new().with(GROUP, scope.group.group.value.as_str());
        let is_other = self.key(scope, name) != name;
        map.maybe(NAME, is_other.then_some(name))
    }
}

/// A reference to a schema among the components.
fn reference(key: &str) -> Map {
    Map::new().with("$ref", format!("#/components/schemas/{key}"))
}
