//! The files of one group: its module, and what the features add.

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;

use super::tokens::ident;
use super::{
    Features, GeneratedFile, Items, Style, any_of, client, description, docs, encoded, enums,
    extra, mocked, object, one_of, paging, request, serialized, task,
};
use crate::api::{Endpoint, Group, Platform, Response, Type, TypeDef, TypeName};
use crate::pretty::NotRust;

/// Returns the files of a group.
pub(super) fn files(
    platform: &Platform,
    group: &Group,
    features: Features,
) -> Result<Vec<GeneratedFile>, NotRust> {
    let mut files = vec![module(platform, group, features)?];
    if features.mock {
        files.push(mocked::file(group)?);
    }
    if features.mock || features.serde {
        files.push(encoded::file(group)?);
    }
    if features.serde {
        files.push(serialized::file(group)?);
    }
    if features.describe {
        files.push(description::group_file(group)?);
    }
    Ok(files)
}

/// Returns all calls of a group, and the types they share.
fn module(
    platform: &Platform,
    group: &Group,
    features: Features,
) -> Result<GeneratedFile, NotRust> {
    let uses = foreign_types(group).into_iter().map(|(module, names)| {
        let (module, names) = (ident(module), names.iter().map(|name| ident(*name)));
        quote!(use super::#module::{#(#names),*};)
    });
    let part = |suffix: &str| format!("{}.{suffix}.rs", group.module);
    let (mock, encode, serde) = (part("mock"), part("encode"), part("serde"));
    let mut items = vec![
        quote!(
            use crate::runtime::generated::*;
            #(#uses)*
        ),
        quote!(#[cfg(feature = "mock")] #[path = #mock] pub(super) mod mocked;),
        quote!(#[cfg(any(feature = "mock", feature = "serde"))] #[path = #encode] mod encoded;),
        quote!(#[cfg(feature = "serde")] #[path = #serde] mod serialized;),
    ];
    if let Some(client) = &group.client {
        client::push_nested(&mut items, client, &group.title, features);
    }
    if !group.endpoints.is_empty() {
        items.push(client::methods(platform, group, Style::Async));
        if features.blocking {
            items.push(client::methods(platform, group, Style::Blocking));
        }
    }
    for endpoint in &group.endpoints {
        push_endpoint(&mut items, &group.module, endpoint);
    }
    for ty in &group.types {
        match ty {
            TypeDef::Enum(ty) => enums::push(&mut items, ty),
            TypeDef::Object(ty) => {
                let docs = ty.text.as_ref().map(docs::markdown::both);
                object::push(&mut items, ty, &docs.unwrap_or_default());
            }
            TypeDef::Extra(ty) => extra::push(&mut items, ty),
            TypeDef::AnyOf(ty) => any_of::push(&mut items, ty),
        }
    }
    let docs = docs::title(&group.title);
    GeneratedFile::new(&group.module, &group.source, &docs, items)
}

/// Returns the types of other groups that a group uses, by their modules.
fn foreign_types(group: &Group) -> BTreeMap<&str, BTreeSet<&TypeName>> {
    let of_calls = group.endpoints.iter().flat_map(|endpoint| {
        let ty = match &endpoint.response {
            Response::Type(ty) => Some(ty),
            Response::None | Response::Stream | Response::Reply | Response::Object(_) => None,
        };
        let object = endpoint.response.object();
        let fields = object.into_iter().flat_map(|object| &object.fields);
        let fields = endpoint.params.iter().chain(fields);
        let item = endpoint.paging.iter().map(|paging| &paging.item);
        fields.map(|field| &field.ty).chain(ty).chain(item)
    });
    let of_types = group.types.iter().flat_map(|ty| match ty {
        TypeDef::Object(ty) => ty.fields.as_slice(),
        TypeDef::AnyOf(ty) => ty.shapes.as_slice(),
        TypeDef::Enum(_) | TypeDef::Extra(_) => &[],
    });
    let types = of_calls.chain(of_types.map(|field| &field.ty));
    let names = types.filter_map(Type::name);
    let mut foreign: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for name in names.filter(|name| name.module != group.module) {
        let module = foreign.entry(name.module.as_str()).or_default();
        module.insert(name);
    }
    foreign
}

fn push_endpoint(items: &mut Items, module: &str, endpoint: &Endpoint) {
    items.push(request::definition(endpoint));
    items.push(request::constructor(endpoint));
    items.push(request::implementation(endpoint));
    items.extend(request::extendable(endpoint));
    let one_ofs = endpoint.one_ofs();
    items.extend(one_ofs.map(|(one_of, params)| one_of::definition(endpoint, one_of, params)));
    items.extend(paging::implementation(endpoint));
    items.extend(task::implementation(endpoint));
    if endpoint.inputs().any(|input| !input.is_required()) {
        items.push(client::setters(endpoint));
    }
    if let Response::Object(response) = &endpoint.response {
        let docs = format!("Returned by {}.", docs::method_link(endpoint));
        object::push(items, response, &vec![docs]);
    }
    items.extend(task::wait(module, endpoint));
}
