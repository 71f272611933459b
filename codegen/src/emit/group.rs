//! The files of one group: its module, and what the mock platform and the description add.

use quote::quote;

use super::file::{Items, file};
use super::{
    Features, GeneratedFile, Style, client, description, docs, enums, extra, mocked, object,
    request,
};
use crate::api::{Endpoint, Group, Platform, Response, TypeDef};
use crate::naming::unraw;
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
    let mut items = vec![
        quote!(
            use crate::runtime::generated::*;
        ),
        mocked::module(group),
    ];
    for endpoint in &group.endpoints {
        push_endpoint(&mut items, platform, group, endpoint, features);
    }
    for ty in &group.types {
        match ty {
            TypeDef::Enum(ty) => enums::push(&mut items, ty),
            TypeDef::Object(ty) => {
                let docs = ty.text.as_ref().map(docs::markdown::both);
                object::push(&mut items, ty, &docs.unwrap_or_default());
            }
            TypeDef::Extra(ty) => extra::push(&mut items, ty),
        }
    }
    file(
        &group.module,
        &group.source,
        &docs::title(&group.title),
        items,
    )
}

fn push_endpoint(
    items: &mut Items,
    platform: &Platform,
    group: &Group,
    endpoint: &Endpoint,
    features: Features,
) {
    let module = &group.module;
    items.push(request::definition(endpoint));
    items.push(request::constructor(endpoint));
    items.push(request::implementation(endpoint));
    items.push(client::method(platform, module, endpoint, Style::Async));
    if features.blocking {
        items.push(client::method(platform, module, endpoint, Style::Blocking));
    }
    if endpoint.params.iter().any(|param| !param.required) {
        items.push(client::setters(endpoint));
    }
    if let Response::Object(response) = &endpoint.response {
        let docs = format!("Returned by [`Client::{}`].", unraw(&endpoint.method));
        object::push(items, response, &vec![docs]);
    }
}
