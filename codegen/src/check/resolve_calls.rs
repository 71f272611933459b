//! Resolves the platform, groups and calls. What these functions return is part of the [`Api`](crate::api::Api) if
//! the whole spec is valid. An item with a mistake has no resolved form.

use std::sync::Arc;

use super::examples;
use super::forms;
use super::named_types::Shape;
use super::one_of;
use super::paging;
use super::resolve_types::text;
use super::scope::{EndpointAt, GroupAt, Place};
use super::task;
use super::values::{Side, Values, complete};
use crate::api::{self, Argument};
use crate::diagnostics::{Code, Diagnostics};
use crate::json::Json;
use crate::naming;
use crate::source::{Source, Sources};
use crate::spec::model::{
    Field, Group, Join, Named, Param, Platform, Response, Retry, Scalar, Spanned, TypeExpr,
};
use crate::spec::yaml::Node;

/// Resolves the settings of all calls.
pub(super) fn platform(platform: &Platform, sources: &Sources) -> api::Platform {
    let name = &platform.platform;
    let (signature, envelope) = (&platform.signature, &platform.envelope);
    let defaults = &platform.defaults;
    let text = |text: &Spanned<String>| text.value.clone();
    let offset = platform.utc_offset.as_ref();
    let offset = offset.map(|offset| offset.value.as_str());
    let environments = platform.environments.iter();
    let environments = environments.map(|(name, environment)| api::Environment {
        name: text(name),
        variant: naming::variant(&name.value),
        url: text(&environment.url),
        text: self::text(&environment.doc),
        default: name.value == platform.default_environment.value,
    });
    api::Platform {
        source: source(sources, name),
        name: text(name),
        title: self::text(&platform.title),
        documentation: text(&platform.documentation),
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
        utc_offset: offset.and_then(forms::utc_offset).unwrap_or_default(),
        probe: platform.probe.as_ref().map(text),
        retries: defaults.retries.value,
        connect_timeout: defaults.connect_timeout.value,
        attempt_timeout: defaults.attempt_timeout.value,
        call_timeout: defaults.call_timeout.value,
        max_response_bytes: defaults.max_response_bytes.value,
        env_prefix: naming::env_prefix(&name.value),
        krate: naming::crate_name(&name.value),
        environments: environments.collect(),
    }
}

/// Returns the file of an item, as a path relative to the crate.
fn source(sources: &Sources, place: &Spanned<String>) -> String {
    let name = sources.get(place.span.file).map_or("", Source::name);
    format!("spec/{name}")
}

/// Resolves a group, whose endpoints are already resolved.
pub(super) fn group(at: &GroupAt<'_>, endpoints: Vec<api::Endpoint>) -> Option<api::Group> {
    let group = at.group;
    Some(api::Group {
        source: source(at.sources, &group.group),
        spec: group.group.value.clone(),
        module: naming::module(&group.group.value),
        title: text(&group.title),
        client: client(group).map(Arc::new),
        endpoints,
        types: at.types.of_group(group)?,
    })
}

fn client(group: &Group) -> Option<api::NestedClient> {
    let spec = group.client.as_ref()?.value.clone();
    Some(api::NestedClient {
        method: naming::method(&spec),
        name: naming::client_type(&spec),
        spec,
    })
}

/// Resolves an endpoint, and reports mistakes in the values of its examples.
pub(super) fn endpoint(at: &EndpointAt<'_>, out: &mut Diagnostics) -> Option<api::Endpoint> {
    let endpoint = at.endpoint;
    let rust = &endpoint.rust_name(at.name).value;
    let args = complete(endpoint.args.0.iter().map(|param| match param {
        Param::Field(named) => Some(vec![arg(at, named)?]),
        Param::OneOf(named) => one_of::resolve(at, named, true),
    }));
    let kwargs = complete(endpoint.kwargs.0.iter().map(|param| match param {
        Param::Field(named) => Some(vec![kwarg(at, named, out)?]),
        Param::OneOf(named) => one_of::resolve(at, named, false),
    }));
    let examples = examples::resolve(at, out);
    let params = args?.into_iter().chain(kwargs?).flatten().collect();
    let documentation = &at.group.platform?.documentation.value;
    let see = endpoint.see.as_ref();
    let client = client(at.group.group);
    let aliases = endpoint.alias.iter().map(|name| api::Alias {
        spec: at.group.group.qualified(name),
        method: naming::method(&name.value),
    });
    Some(api::Endpoint {
        spec: at.group.group.qualified(at.name),
        aliases: aliases.collect(),
        group: at.group.group.group.value.clone(),
        path: endpoint.path.value.clone(),
        retry: retry(at)?,
        forwards: endpoint.forwards,
        confirm: endpoint.confirm,
        json_body: endpoint.body.is_some(),
        client: client.map(Arc::new),
        method: naming::method(rust),
        request: naming::request(rust),
        text: text(&endpoint.doc),
        see: see.map(|see| format!("{documentation}{}", see.value)),
        deprecated: endpoint.deprecated.as_ref().map(text),
        params,
        open: endpoint.extra.is_some(),
        response: response(at.group, rust, &endpoint.response)?,
        paging: paging::resolve(at)?,
        task: task::resolve(at)?,
        polling: task::polling(at)?,
        examples: examples?,
    })
}

fn retry(at: &EndpointAt<'_>) -> Option<api::Retry> {
    let (param, names) = match &at.endpoint.retry {
        Retry::Safe => return Some(api::Retry::Safe),
        Retry::Unsafe => return Some(api::Retry::Unsafe),
        Retry::SafeWhen(param, names) => (param, names),
    };
    let api::With {
        wire,
        name,
        ty,
        values,
        ..
    } = condition(at, param, names)?;
    let ty = ty.name;
    Some(api::Retry::SafeWhen {
        wire,
        name,
        ty,
        values,
    })
}

/// Resolves an argument and some values of its enum.
fn condition(
    at: &EndpointAt<'_>,
    argument: &Spanned<String>,
    names: &[Spanned<String>],
) -> Option<api::With> {
    let (name, field) = at.single().find(|(name, _)| name.value == argument.value)?;
    let Some(api::TypeDef::Enum(ty)) = at.group.types.resolved(&field.ty.value) else {
        return None;
    };
    let value = |name: &str| ty.values.iter().find(|value| value.spec == name).cloned();
    let values = names.iter().map(|name| value(&name.value));
    let default = field.default.as_ref().and_then(Node::as_text);
    Some(api::With {
        wire: field.wire_name(name).value.clone(),
        name: naming::field(&field.rust_name(name).value),
        ty: ty.name.clone(),
        values: values.collect::<Option<_>>()?,
        default: default.and_then(value),
    })
}

fn response<'a>(group: &GroupAt<'a>, rust: &str, response: &'a Response) -> Option<api::Response> {
    Some(match response {
        Response::None => api::Response::None,
        Response::Stream => api::Response::Stream,
        Response::Type(ty) if ty.value == TypeExpr::Scalar(Scalar::Any) => api::Response::Reply,
        Response::Type(ty) => api::Response::Type(group.types.ty(&ty.value, None)?),
        Response::Fields(fields) => api::Response::Object(api::Object {
            name: api::TypeName {
                module: naming::module(&group.group.group.value),
                name: naming::response(rust),
            },
            text: None,
            fields: group.types.fields(Place::Response, fields)?,
            rest: false,
            usage: api::Usage::default(),
        }),
    })
}

/// Resolves a required parameter.
fn arg(at: &EndpointAt<'_>, named: &Named<Field>) -> Option<api::Field> {
    let arg = at.group.types.field(Place::Arg, named)?;
    let in_path = at.is_in_path(named.1.wire_name(&named.0));
    Some(api::Field { in_path, ..arg })
}

/// Resolves an optional parameter, and reports a mistake in its default.
fn kwarg(at: &EndpointAt<'_>, named: &Named<Field>, out: &mut Diagnostics) -> Option<api::Field> {
    let with = match &named.1.with {
        Some(with) => Some(condition(at, &with.argument, &with.values)?),
        None => None,
    };
    let kwarg = with_default(at.group, named, at.endpoint.body.is_some(), out)?;
    Some(api::Field { with, ..kwarg })
}

/// Resolves an optional parameter without its condition, and reports a mistake in its default.
fn with_default(
    at: &GroupAt<'_>,
    named: &Named<Field>,
    takes_null: bool,
    out: &mut Diagnostics,
) -> Option<api::Field> {
    let resolved = at.types.field(Place::Kwarg, named);
    let Some(default) = &named.1.default else {
        return resolved;
    };
    let is_sent = named.1.send.is_some();
    if is_sent && default.is_null() && (takes_null || is_json_text(at, &named.1)) {
        let always = Some("null".to_owned());
        return Some(api::Field {
            always,
            ..resolved?
        });
    }
    let mut values = Values::new(at.types, Side::Param, out).all_as(Code::BadDefault);
    let value = values.argument(default, &named.1)?;
    let resolved = resolved?;
    let Argument::Value(value) = value else {
        return Some(resolved);
    };
    let always = is_sent.then(|| resolved.texts(&value).concat());
    Some(api::Field {
        default: Some(value).filter(|value| value.json() != Json::Null),
        always,
        ..resolved
    })
}

/// Returns whether a parameter is sent as JSON text with a structure, which null can stand for.
fn is_json_text(at: &GroupAt<'_>, field: &Field) -> bool {
    let join = field.join.as_ref().map(|join| join.value);
    match at.types.shape(&field.ty.value) {
        Shape::List(_) => join == Some(Join::Json),
        Shape::Object(_) | Shape::Map(_) => true,
        Shape::Scalar(_)
        | Shape::File
        | Shape::None
        | Shape::Enum(_)
        | Shape::Extra(_)
        | Shape::AnyOf(_)
        | Shape::Unknown(_) => false,
    }
}
