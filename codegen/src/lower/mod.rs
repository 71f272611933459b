//! Lowers a checked spec to a model of the generated API: names, types, order and docs.

pub mod docs;
pub mod expression;
pub mod json;
pub mod markdown;
pub mod sentences;
pub mod types;
mod wire;

use crate::api;
use crate::naming;
use crate::source::Sources;
use crate::spec::model::{
    Endpoint, Field, Group, Platform, Response, Retry, Spanned, Spec, Text, TypeDef, TypeKind,
};
use crate::spec::yaml::{Node, NodeKind};
use expression::Expressions;
use markdown::both;
pub use sentences::scalar;
pub use types::{Scope, is_integer, rust_name, variant, wire, wire_name, wire_value};

/// Lowers the whole API except its groups, which [`group`] lowers one by one.
pub(crate) fn platform(spec: &Spec, sources: &Sources) -> api::Platform {
    let Platform {
        platform,
        title,
        documentation,
        environments,
        default_environment,
        signature,
        envelope,
        defaults,
        ..
    } = &spec.platform;
    let text = |text: &Spanned<String>| text.value.clone();
    let environments = environments
        .iter()
        .map(|(name, environment)| api::Environment {
            name: name.value.clone(),
            variant: naming::variant(&name.value),
            url: text(&environment.url),
            text: plain(&environment.doc),
            docs: both(&environment.doc),
            default: name.value == default_environment.value,
        });
    api::Platform {
        source: source(sources, platform),
        name: text(platform),
        title: plain(title),
        documentation: text(documentation),
        docs: docs::title(title),
        digest: signature.digest.value,
        prefix: text(&signature.prefix),
        max_age: signature.max_age.value,
        key_field: text(&signature.fields.key),
        nonce_field: text(&signature.fields.nonce),
        timestamp_field: text(&signature.fields.timestamp),
        signature_field: text(&signature.fields.signature),
        code: text(&envelope.code),
        message: text(&envelope.message),
        data: text(&envelope.data),
        pagination: text(&envelope.pagination),
        forwarding_paths: forwarding_paths(spec),
        retries: defaults.retries.value,
        connect_timeout: defaults.connect_timeout.value,
        attempt_timeout: defaults.attempt_timeout.value,
        call_timeout: defaults.call_timeout.value,
        max_response_bytes: defaults.max_response_bytes.value,
        env_prefix: naming::env_prefix(&platform.value),
        environments: environments.collect(),
    }
}

fn forwarding_paths(spec: &Spec) -> Vec<String> {
    let endpoints = spec.groups.iter().flat_map(|group| &group.endpoints);
    endpoints
        .filter(|(_, endpoint)| endpoint.forwards)
        .map(|(_, endpoint)| endpoint.path.value.clone())
        .collect()
}

/// Lowers one group.
pub fn group(spec: &Spec, group: &Group, sources: &Sources) -> api::Group {
    let scope = Scope::new(group);
    let lowering = Lowering {
        platform: &spec.platform,
        group,
        scope: &scope,
    };
    let endpoints = group
        .endpoints
        .iter()
        .map(|(name, endpoint)| lowering.endpoint(&name.value, endpoint));
    let types = group
        .types
        .iter()
        .map(|(name, def)| lowering.type_def(&name.value, def));
    api::Group {
        source: source(sources, &group.group),
        module: naming::module(&group.group.value),
        title: plain(&group.title),
        docs: docs::title(&group.title),
        endpoints: endpoints.collect(),
        types: types.collect(),
        deprecated: lowering.has_deprecated(),
    }
}

/// Returns a text unchanged.
fn plain(text: &Text) -> api::Text {
    text.both().map(str::to_owned)
}

/// Returns the file of an item, as a path relative to the crate.
fn source(sources: &Sources, place: &Spanned<String>) -> String {
    let path = sources
        .get(place.span.file)
        .map_or("", |source| source.path());
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    format!("spec/{name}")
}

/// Shared context for lowering one group.
struct Lowering<'a> {
    platform: &'a Platform,
    group: &'a Group,
    scope: &'a Scope<'a>,
}

impl Lowering<'_> {
    fn endpoint(&self, name: &str, endpoint: &Endpoint) -> api::Endpoint {
        let rust = rust_name(&endpoint.rust, name);
        let required = endpoint
            .args
            .iter()
            .map(|(name, field)| self.param(&name.value, field, true));
        let optional = endpoint
            .kwargs
            .iter()
            .map(|(name, field)| self.param(&name.value, field, false));
        let params: Vec<_> = required.chain(optional).collect();
        let mut wire_order: Vec<_> = (0..params.len()).collect();
        wire_order.sort_by_key(|&index| params.get(index).map(|param| &param.wire));
        let mut lowered = api::Endpoint {
            spec: name.to_owned(),
            group: self.group.group.value.clone(),
            path: endpoint.path.value.clone(),
            retry: self.retry(endpoint),
            forwards: endpoint.forwards,
            method: naming::method(rust),
            request: naming::request(rust),
            text: plain(&endpoint.doc),
            see: endpoint.see.as_ref().map(|see| {
                let documentation = &self.platform.documentation.value;
                format!("{documentation}{}", see.value)
            }),
            docs: Vec::new(),
            method_docs: Vec::new(),
            blocking_docs: Vec::new(),
            deprecated: docs::deprecation(&endpoint.deprecated),
            deprecation: endpoint.deprecated.as_ref().map(plain),
            params,
            wire_order,
            response: self.response(rust, endpoint),
            examples: self.examples(rust, endpoint),
        };
        lowered.docs = docs::request(endpoint, &lowered);
        [lowered.method_docs, lowered.blocking_docs] =
            docs::methods(self.platform, self.group, self.scope, endpoint, &lowered);
        lowered
    }

    fn param(&self, name: &str, field: &Field, required: bool) -> api::Param {
        let rust = rust_name(&field.rust, name);
        api::Param {
            wire: wire_name(field, name).to_owned(),
            required,
            field: naming::field(rust),
            setter: naming::setter(rust),
            ty: self.scope.field(field),
            join: field.join.as_ref().map(|join| join.value),
            secret: field.secret.is_some() || self.scope.holds_secret(&field.ty.value),
            open: self.scope.holds_open_json(&field.ty.value),
            bounds: bounds(field),
            text: plain(&field.doc),
            default: field.default.as_ref().and_then(|node| match node.kind {
                NodeKind::Null => None,
                _ => sentences::scalar(node).or_else(|| Some(json::compact(node))),
            }),
            docs: markdown::with_sentences(
                &field.doc,
                &sentences::of_param(self.scope, name, field),
            ),
            deprecated: docs::deprecation(&field.deprecated),
            deprecation: field.deprecated.as_ref().map(plain),
        }
    }

    fn retry(&self, endpoint: &Endpoint) -> api::Retry {
        let (name, names) = match &endpoint.retry {
            Retry::Safe => return api::Retry::Safe,
            Retry::Unsafe => return api::Retry::Unsafe,
            Retry::SafeWhen(name, names) => (name, names),
        };
        let mut params = endpoint.args.iter().chain(&endpoint.kwargs);
        let Some((_, field)) = params.find(|(param, _)| param.value == name.value) else {
            return api::Retry::Unsafe;
        };
        let known = match &field.ty.value {
            crate::spec::model::TypeExpr::Named(ty) => self.scope.kind(ty),
            _ => None,
        };
        let values = names.iter().map(|name| match known {
            Some(TypeKind::Enum(values)) => expression::enum_value(values, &name.value)
                .map_or_else(|| name.value.clone(), wire_value),
            _ => name.value.clone(),
        });
        api::Retry::SafeWhen {
            param: wire_name(field, &name.value).to_owned(),
            values: values.collect(),
        }
    }

    fn response(&self, name: &str, endpoint: &Endpoint) -> api::Response {
        use crate::spec::model::{Scalar, TypeExpr};
        match &endpoint.response {
            Response::None => api::Response::None,
            Response::Type(ty) => match ty.value {
                TypeExpr::None => api::Response::None,
                TypeExpr::Scalar(Scalar::Any) => api::Response::Reply,
                _ => api::Response::Type(self.scope.resolve(&ty.value, None)),
            },
            Response::Fields(fields) => api::Response::Object(api::Object {
                name: naming::response(name),
                docs: vec![format!(
                    "Returned by [`Client::{}`].",
                    naming::unraw(&naming::method(name))
                )],
                fields: self.fields(fields),
                usage: api::Usage::default(),
            }),
        }
    }

    fn fields(&self, fields: &[(Spanned<String>, Field)]) -> Vec<api::Field> {
        let lower = |(name, field): &(Spanned<String>, Field)| {
            let rust = rust_name(&field.rust, &name.value);
            let sentences = sentences::of_field(self.scope, &name.value, field);
            api::Field {
                wire: wire_name(field, &name.value).to_owned(),
                name: naming::field(rust),
                setter: naming::object_setter(rust),
                ty: self.scope.field(field),
                nullable: field.nullable,
                optional: field.optional,
                lenient: field.lenient,
                bounds: bounds(field),
                docs: markdown::with_sentences(&field.doc, &sentences),
                deprecated: docs::deprecation(&field.deprecated),
            }
        };
        fields.iter().map(lower).collect()
    }

    fn type_def(&self, spec: &str, def: &TypeDef) -> api::TypeDef {
        let name = naming::type_name(spec);
        let docs = both(&def.doc);
        let usage = self.scope.usage(spec);
        match &def.kind {
            TypeKind::Object(fields) => api::TypeDef::Object(api::Object {
                name,
                docs,
                fields: self.fields(fields),
                usage,
            }),
            TypeKind::Enum(values) => {
                let integer = is_integer(values);
                let values = values.iter().map(|value| api::EnumValue {
                    name: value.name.value.clone(),
                    text: value.doc.as_ref().map(plain).unwrap_or_default(),
                    variant: variant(value),
                    wire: wire_value(value),
                    docs: docs::enum_value(value),
                });
                api::TypeDef::Enum(api::Enum {
                    name,
                    docs,
                    integer,
                    values: values.collect(),
                    usage,
                })
            }
            TypeKind::Extra(sets) => {
                let sets = sets.iter().map(|set| api::ExtraSet {
                    variant: naming::variant(&set.name.value),
                    wire: set.name.value.clone(),
                    text: plain(&set.doc),
                    docs: both(&set.doc),
                    params: set
                        .params
                        .iter()
                        .map(|(name, field)| self.extra_param(&name.value, field))
                        .collect(),
                });
                api::TypeDef::Extra(api::Extra {
                    name,
                    docs,
                    sets: sets.collect(),
                })
            }
        }
    }

    fn extra_param(&self, name: &str, field: &Field) -> api::ExtraParam {
        api::ExtraParam {
            wire: wire_name(field, name).to_owned(),
            secret: field.secret.is_some(),
            text: plain(&field.doc),
            field: naming::extra_field(rust_name(&field.rust, name)),
            docs: markdown::with_sentences(
                &field.doc,
                &sentences::of_param(self.scope, name, field),
            ),
        }
    }

    fn examples(&self, name: &str, endpoint: &Endpoint) -> Vec<api::Example> {
        let lower = |example| {
            let module = naming::module(&self.group.group.value);
            let mut expressions = Expressions::for_replay(self.scope, &module);
            let call = docs::call(&mut expressions, &naming::method(name), endpoint, example);
            let mut sent = wire::Sent::default();
            for (param, field, node) in docs::arguments(endpoint, example) {
                sent.add(self.scope, param, field, node);
            }
            let wire::Sent { fields, files } = sent.sorted();
            api::Example {
                title: plain(&example.title),
                call,
                fields,
                files,
                response: example.response.as_ref().map(json::compact),
            }
        };
        endpoint.examples.iter().map(lower).collect()
    }

    fn has_deprecated(&self) -> bool {
        let any = |fields: &[(Spanned<String>, Field)]| {
            fields.iter().any(|(_, field)| field.deprecated.is_some())
        };
        let endpoints = self.group.endpoints.iter().any(|(_, endpoint)| {
            let response = matches!(&endpoint.response, Response::Fields(fields) if any(fields));
            endpoint.deprecated.is_some()
                || any(&endpoint.args)
                || any(&endpoint.kwargs)
                || response
        });
        let types = self.group.types.iter().any(|(_, def)| match &def.kind {
            TypeKind::Object(fields) => any(fields),
            TypeKind::Enum(_) | TypeKind::Extra(_) => false,
        });
        endpoints || types
    }
}

fn bounds(field: &Field) -> api::Bounds {
    let number = |bound: &Option<Node>| {
        bound
            .as_ref()
            .and_then(sentences::scalar)
            .map(|text| wire::decimal(&text))
    };
    let count = |bound: &Option<Spanned<u64>>| bound.as_ref().map(|bound| bound.value);
    api::Bounds {
        min: number(&field.min),
        max: number(&field.max),
        above: number(&field.above),
        below: number(&field.below),
        min_length: count(&field.min_length),
        max_length: count(&field.max_length),
        min_items: count(&field.min_items),
        max_items: count(&field.max_items),
    }
}
