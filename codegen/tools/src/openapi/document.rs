//! Exports the whole document: information, servers, calls and components.

use super::exporter::{Exporter, Scope};
use super::extensions::{PLATFORM, SCHEME, SLASH};
use bge_private_codegen::json::{Json, object};
use bge_private_codegen::spec::model::Group;

impl Exporter<'_> {
    pub(super) fn document(&self, version: &str) -> Json {
        let platform = &self.spec.platform;
        let info = self
            .language
            .add(object([]), "title", &platform.title, SLASH);
        let info = info
            .with("version", version)
            .with("description", self.about());
        let documentation = object([]).with("url", platform.documentation.value.as_str());
        let scopes: Vec<_> = self.spec.groups.iter().map(Scope::new).collect();
        let mut paths = object([]);
        let mut schemas = object([]);
        for scope in &scopes {
            for (name, endpoint) in &scope.group.endpoints {
                let call = object([]).with("post", self.call(scope, name, endpoint));
                paths = paths.with(&endpoint.path.value, call);
            }
            for (name, def) in &scope.group.types {
                schemas = self.type_def(scope, &name.value, def, schemas);
            }
        }
        let components = object([])
            .with("schemas", self.envelope_schemas(schemas))
            .with("responses", self.failure())
            .with("securitySchemes", object([]).with(SCHEME, self.signature()));
        object([])
            .with("openapi", "3.1.0")
            .with("info", info)
            .with("externalDocs", documentation)
            .with("servers", self.servers())
            .with(
                "security",
                vec![object([]).with(SCHEME, Json::List(Vec::new()))],
            )
            .with("tags", self.tags())
            .with("paths", paths)
            .with("components", components)
            .with(PLATFORM, self.platform())
    }

    fn tags(&self) -> Vec<Json> {
        let groups = self.spec.groups.iter();
        let tag = |group: &Group| {
            let tag = object([]).with("name", group.group.value.as_str());
            self.language.add(tag, "description", &group.title, SLASH)
        };
        groups.map(tag).collect()
    }
}
