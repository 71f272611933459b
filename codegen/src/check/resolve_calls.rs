//! Resolves the platform, groups and calls. What these functions return is part of the [`Api`](crate::api::Api) if
//! the whole spec is valid. An item with a mistake has no resolved form.

use std::sync::Arc;

use super::named_types::Shape;
use super::resolve_types::text;
use super::scope::{EndpointAt, GroupAt, Place};
use super::values::{Side, Values, complete, optional};
use super::{examples, forms, one_of, paging, task, unique};
use crate::api::{self, Argument, Literal, Value};
use crate::diagnostics::{Code, Diagnostics};
use crate::json::Json;
use crate::naming;
use crate::source::{Source, Sources};
use crate::spec::model::{
    Field, Group, Named, Param, Platform, Response, Retry, Scalar, Spanned, TypeExpr, With, find,
    names,
};
use crate::spec::yaml::Node;

pub(super) fn platform(platform: &Platform, sources: &Sources) -> api::Platform {
    let name = &platform.platform;
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
        signature: platform.signature.clone(),
        envelope: platform.envelope.clone(),
        utc_offset: offset.and_then(forms::utc_offset).unwrap_or_default(),
        probe: platform.probe.as_ref().map(text),
        defaults: platform.defaults.clone(),
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
        client: client(group),
        endpoints,
        types: at.types.of_group(group)?,
    })
}

fn client(group: &Group) -> Option<Arc<api::NestedClient>> {
    let spec = group.client.as_ref()?.value.clone();
    Some(Arc::new(api::NestedClient {
        method: naming::method(&spec),
        name: naming::client_type(&spec),
        spec,
    }))
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
    let retry = retry(at, out);
    let paging = optional(endpoint.paging.as_ref(), |paging| {
        paging::resolve(at, paging, out)
    });
    let task = optional(endpoint.task.as_ref(), |task| task::resolve(at, task, out));
    let polling = optional(task::asked_by(at), |task| task::polling(at, task, out));
    examples::dependent(at, out);
    let examples = examples::resolve(at, out);
    let params = args?.into_iter().chain(kwargs?).flatten().collect();
    let documentation = &at.group.platform?.documentation.value;
    let see = endpoint.see.as_ref();
    let aliases = endpoint.alias.iter().map(|name| api::Alias {
        spec: at.group.group.qualified(name),
        method: naming::method(&name.value),
    });
    Some(api::Endpoint {
        spec: at.group.group.qualified(at.name),
        aliases: aliases.collect(),
        group: at.group.group.group.value.clone(),
        path: endpoint.path.value.clone(),
        retry: retry?,
        forwards: endpoint.forwards,
        confirm: endpoint.confirm,
        json_body: endpoint.body.is_some(),
        client: client(at.group.group),
        method: naming::method(rust),
        request: naming::request(rust),
        text: text(&endpoint.doc),
        see: see.map(|see| format!("{documentation}{}", see.value)),
        deprecated: endpoint.deprecated.as_ref().map(text),
        params,
        open: endpoint.extra.is_some(),
        response: response(at.group, rust, &endpoint.response)?,
        paging: paging?,
        task: task?,
        polling: polling?,
        examples: examples?,
    })
}

fn retry(at: &EndpointAt<'_>, out: &mut Diagnostics) -> Option<api::Retry> {
    let with = match &at.endpoint.retry {
        Retry::Safe => return Some(api::Retry::Safe),
        Retry::Unsafe => return Some(api::Retry::Unsafe),
        Retry::SafeWhen(with) => with,
    };
    if with.values.is_empty() {
        let message = "no value is listed with which repeating is safe";
        out.report(Code::BadRetry, with.argument.span, message)
            .help("write `retry: unsafe`, or remove it");
    }
    condition(at, Code::BadRetry, with, out).map(api::Retry::SafeWhen)
}

/// Checks and resolves a condition: it names an argument of an enum type and some of its values.
fn condition(
    at: &EndpointAt<'_>,
    code: Code,
    With { argument, values }: &With,
    out: &mut Diagnostics,
) -> Option<api::With> {
    let Some((name, field)) = find(at.endpoint.single(), &argument.value) else {
        if !one_of::refuse(at, code, argument, out) {
            out.unknown(code, "argument", argument, names(at.endpoint.single()));
        }
        return None;
    };
    let types = at.group.types;
    let Some(api::TypeDef::Enum(ty)) = types.resolved(&field.ty.value) else {
        if !matches!(types.shape(&field.ty.value), Shape::Unknown(_)) {
            let message = format!("{argument} is not of an enum type");
            out.report(code, argument.span, message)
                .also(name.span, format!("this is of type `{}`", field.ty.value));
        }
        return None;
    };
    unique::listed(code, "value", values, out);
    let values = values.iter().map(|name| {
        let value = ty.values.iter().find(|value| value.spec == name.value);
        if value.is_none() {
            let known = ty.values.iter().map(|value| value.spec.as_str());
            out.unknown(code, "value", name, known);
        }
        value.cloned()
    });
    let default = field.default.as_ref().and_then(Node::as_text);
    let default = ty
        .values
        .iter()
        .find(|value| Some(value.spec.as_str()) == default);
    Some(api::With {
        wire: field.wire_name(name).value.clone(),
        name: naming::field(&field.rust_name(name).value),
        ty: ty.name.clone(),
        values: complete(values)?,
        default: default.map(|value| value.wire.to_string()),
        required: false,
    })
}

/// Checks and resolves the condition under which an optional parameter may be given.
fn dependence(
    at: &EndpointAt<'_>,
    (name, field): &Named<Field>,
    with: &With,
    out: &mut Diagnostics,
) -> Option<api::With> {
    let problem = if with.argument.value == name.value {
        "an argument cannot depend on itself"
    } else if with.values.is_empty() {
        "no value is listed with which it may be given"
    } else if field.send.is_some() {
        "what is always sent cannot depend on another argument"
    } else if field.with.is_some() && field.required_with.is_some() {
        "`required_with` already says with which values it may be given"
    } else {
        let with = condition(at, Code::BadCondition, with, out)?;
        let required = field.required_with.is_some();
        return Some(api::With { required, ..with });
    };
    out.report(Code::BadCondition, with.argument.span, problem)
        .also(name.span, "the argument");
    None
}

fn response<'a>(group: &GroupAt<'a>, rust: &str, response: &'a Response) -> Option<api::Response> {
    Some(match response {
        Response::None => api::Response::None,
        Response::Stream => api::Response::Stream,
        Response::Type(ty) if ty.value == TypeExpr::Scalar(Scalar::Any) => api::Response::Reply,
        Response::Type(ty) => api::Response::Type(group.types.ty(&ty.value, None)?),
        Response::Fields(fields) => api::Response::Object(api::Object {
            name: group.own_type(naming::response(rust)),
            text: None,
            fields: group.types.fields(Place::Response, fields)?,
            rest: false,
            usage: api::Usage::default(),
        }),
    })
}

fn arg(at: &EndpointAt<'_>, named: &Named<Field>) -> Option<api::Field> {
    let arg = at.group.types.field(Place::Arg, named)?;
    let in_path = at.is_in_path(named.1.wire_name(&named.0));
    Some(api::Field { in_path, ..arg })
}

/// Resolves an optional parameter, and reports mistakes in its condition and its default.
fn kwarg(at: &EndpointAt<'_>, named: &Named<Field>, out: &mut Diagnostics) -> Option<api::Field> {
    let field = &named.1;
    let kwarg = at.group.types.field(Place::Kwarg, named);
    let with = optional(field.condition(), |with| dependence(at, named, with, out));
    let default = field.default.as_ref();
    let default = optional(default, |node| self::default(at, node, field, out))?;
    let (kwarg, with) = (kwarg?, with?);
    let value = default.and_then(|default| match default {
        Argument::Value(value) => Some(value),
        Argument::File(_) | Argument::Set(_) => None,
    });
    let sent = value.as_ref().filter(|_| field.send.is_some());
    let always = sent.map(|value| kwarg.texts(value).concat());
    let default = value.filter(|value| value.json() != Json::Null);
    Some(api::Field {
        with,
        default,
        always,
        ..kwarg
    })
}

/// Converts the default of a parameter. Null can be sent as JSON.
fn default(
    at: &EndpointAt<'_>,
    node: &Node,
    field: &Field,
    out: &mut Diagnostics,
) -> Option<Argument> {
    let types = at.group.types;
    let takes_null = at.endpoint.body.is_some() || types.is_json(field);
    if field.send.is_some() && node.is_null() && takes_null {
        let null = Value::Scalar(Scalar::Json, Literal::Json(Json::Null));
        return Some(Argument::Value(null));
    }
    let mut values = Values::new(types, Side::Param, out).all_as(Code::BadDefault);
    values.argument(node, field)
}
