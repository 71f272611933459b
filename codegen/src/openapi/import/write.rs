//! A draft as the trees of its files.

use super::model::{Endpoint, Example, Field, Group, Kind, Response, Texts, TypeDef, Value};
use crate::openapi::tree::{Map, Tree};

/// The file of a group.
pub(super) fn group(group: &Group) -> Tree {
    let mut endpoints = Map::new();
    for it in &group.endpoints {
        endpoints = endpoints.reviewed(&it.name, endpoint(it), &it.reviews);
    }
    let types = group.types.iter();
    let types = types.fold(Map::new(), |map, (name, def)| map.with(name, type_def(def)));
    Map::new()
        .with("group", group.name.as_str())
        .with("title", texts(&group.title))
        .with("endpoints", endpoints)
        .maybe("types", (!types.is_empty()).then_some(types))
        .into()
}

pub(super) fn texts(texts: &Texts) -> Map {
    Map::new()
        .with("en", texts.en.as_str())
        .with("zh", texts.zh.as_str())
}

fn endpoint(endpoint: &Endpoint) -> Map {
    let some = |all: &[Field]| (!all.is_empty()).then(|| fields(all));
    let map = Map::new()
        .with("path", endpoint.path.as_str())
        .with("doc", texts(&endpoint.doc))
        .maybe("see", endpoint.see.as_deref());
    let map = match &endpoint.retry {
        Some((retry, reviews)) => map.reviewed("retry", retry.clone(), reviews),
        None => map,
    };
    let map = map
        .maybe("forwards", endpoint.forwards.clone())
        .maybe("args", some(&endpoint.args))
        .maybe("kwargs", some(&endpoint.kwargs));
    let map = match &endpoint.response {
        Response::None => map.with("response", "none"),
        Response::Type(ty, reviews) => map.reviewed("response", ty.to_string(), reviews),
        Response::Fields(all) => map.with("response", fields(all)),
    };
    map.with(
        "examples",
        endpoint.examples.iter().map(example).collect::<Vec<_>>(),
    )
    .maybe("deprecated", endpoint.deprecated.as_ref().map(texts))
    .maybe("rust", endpoint.rust.as_deref())
}

fn fields(all: &[Field]) -> Map {
    all.iter()
        .fold(Map::new(), |map, it| map.with(&it.name, field(it)))
}

fn field(field: &Field) -> Map {
    let flag = |is_set: bool| is_set.then_some(true);
    let map = Map::new()
        .reviewed("type", field.ty.to_string(), &field.reviews)
        .maybe("join", field.join);
    let bounds = field.bounds.iter();
    bounds
        .fold(map, |map, (key, number)| {
            map.with(key, Tree::Number(number.clone()))
        })
        .maybe("default", field.default.clone())
        .maybe("secret", field.secret.clone())
        .maybe("nullable", flag(field.nullable))
        .maybe("optional", flag(field.optional))
        .maybe("lenient", flag(field.lenient))
        .maybe("wire", field.wire.as_deref())
        .maybe("rust", field.rust.as_deref())
        .with("doc", texts(&field.doc))
        .maybe("deprecated", field.deprecated.as_ref().map(texts))
}

fn type_def(def: &TypeDef) -> Map {
    let map = Map::new().with("doc", texts(&def.doc));
    match &def.kind {
        Kind::Enum(values) if values.iter().all(is_plain) => {
            let names = values.iter().map(|value| value.name.as_str());
            map.with("enum", names.collect::<Vec<_>>())
        }
        Kind::Enum(values) => map.with(
            "enum",
            values
                .iter()
                .fold(Map::new(), |map, it| map.with(&it.name, value(it))),
        ),
        Kind::Object(all) => map.with("fields", fields(all)),
        Kind::Extra(sets) => {
            let sets = sets.iter().fold(Map::new(), |map, set| {
                let params = (!set.params.is_empty()).then(|| fields(&set.params));
                let body = Map::new()
                    .with("doc", texts(&set.doc))
                    .maybe("params", params);
                map.with(&set.name, body)
            });
            map.with("extra", sets)
        }
    }
}

/// Whether there is nothing to say of a value besides its name.
fn is_plain(value: &Value) -> bool {
    self::value(value).is_empty()
}

fn value(value: &Value) -> Map {
    let is_name = value.wire == Tree::from(value.name.as_str());
    Map::new()
        .maybe("value", (!is_name).then(|| value.wire.clone()))
        .maybe("doc", value.doc.as_ref().map(texts))
        .maybe("rust", value.rust.as_deref())
}

fn example(example: &Example) -> Map {
    let some = |map: &Map| (!map.is_empty()).then(|| map.clone());
    Map::new()
        .reviewed("title", texts(&example.title), &example.reviews)
        .maybe("args", some(&example.args))
        .maybe("kwargs", some(&example.kwargs))
        .maybe("response", example.response.clone())
}
