//! Exports the whole document: information, servers, calls and components.

use super::MARK;
use super::language::Language;
use bge_private_codegen::api::{Api, Endpoint, Environment, TypeName};
use bge_private_codegen::json::{Json, list, object};

/// The source of all parts of a document.
pub(super) struct Exporter<'a> {
    pub(super) api: &'a Api,
    pub(super) language: Language,
}

impl Exporter<'_> {
    pub(super) fn document(&self, version: &str) -> Json {
        let platform = &self.api.platform;
        let info = object([])
            .with("title", self.language.title(&platform.title))
            .with("version", version)
            .with("description", self.about());
        let documentation = object([]).with("url", platform.documentation.as_str());
        let mut paths = object([]);
        let mut schemas = self.envelope_schemas();
        for group in &self.api.groups {
            for endpoint in &group.endpoints {
                let call = object([]).with("post", self.call(group, endpoint));
                let key = path_key(&paths, endpoint);
                paths = paths.with(&key, call);
            }
            for def in &group.types {
                schemas = schemas.extend(self.type_def(def));
            }
        }
        let components = object([])
            .with("schemas", schemas)
            .with("responses", self.failure());
        object([])
            .with("x-bge-generated", MARK)
            .with("openapi", "3.1.0")
            .with("info", info)
            .with("externalDocs", documentation)
            .with("servers", self.servers())
            .with("tags", self.tags())
            .with("paths", paths)
            .with("components", components)
            .with("x-bge-signature", self.signature())
            .maybe("x-bge-probe", platform.probe.as_deref())
    }

    fn tags(&self) -> Json {
        list(self.api.groups.iter().map(|group| {
            let tag = object([]).with("name", group.spec.as_str());
            tag.with("description", self.language.title(&group.title))
        }))
    }

    /// Returns the servers. The default environment is first, because tools use the first server by default.
    fn servers(&self) -> Json {
        let mut environments: Vec<&Environment> = self.api.platform.environments.iter().collect();
        environments.sort_by_key(|environment| !environment.default);
        list(environments.into_iter().map(|environment| {
            let server = object([]).with("url", environment.url.as_str());
            let server = self.language.describe(server, &environment.text, None);
            server.with("x-bge-environment", environment.name.as_str())
        }))
    }

    /// Returns a description of what OpenAPI cannot express about the platform.
    fn about(&self) -> String {
        let platform = &self.api.platform;
        let [code, message, data, _] = platform.envelope.names().map(|name| &name.value);
        self.language.text(&[
            format!(
                "Every call is a POST request whose parameters are the fields of a form, or the members of a JSON object, and is signed. In a form, a boolean is `True` or `False`.\n\nAnswers come in an envelope with HTTP status 200: \
                 `{code}` is 0 and `{data}` is the result, or `{code}` is another number, which is a refusal, and `{message}` says why. \
                 An object without `{code}` is itself the result."
            ),
            format!(
                "每个接口都以 POST 提交表单或 JSON 对象，并带有签名。表单中的布尔值为 `True` 或 `False`。\n\n应答的 HTTP 状态码为 200，\
                 并带有统一外层：`{code}` 为 0 时 `{data}` 是结果；`{code}` 为其他数字时表示拒绝，原因见 `{message}`。没有 `{code}` 的对象本身就是结果。"
            ),
        ])
            + "\n\n"
            + &self.signing()
    }
}

/// Returns the key of a type among the components, which is its name. Only Rust needs the underscore of a reserved
/// name.
pub(super) fn key(name: &TypeName) -> &str {
    name.name.trim_end_matches('_')
}

/// Returns the key of a call among the paths. A path has one operation, so further calls with the same path have a
/// fragment, which is not sent.
fn path_key(paths: &Json, endpoint: &Endpoint) -> String {
    let path = &endpoint.path;
    let is_taken = matches!(paths, Json::Object(paths) if paths.iter().any(|(key, _)| key == path));
    if is_taken {
        format!("{path}#{}", endpoint.spec)
    } else {
        path.clone()
    }
}

/// Returns a reference to a schema among the components.
pub(super) fn reference(key: &str) -> Json {
    object([]).with("$ref", format!("#/components/schemas/{key}"))
}

/// Returns the schema of a JSON type.
pub(super) fn typed(ty: &str) -> Json {
    object([]).with("type", ty)
}

/// Returns an object or a list, or `None` if it is empty.
pub(super) fn non_empty(json: Json) -> Option<Json> {
    (json != object([]) && json != Json::List(Vec::new())).then_some(json)
}
