//! The module of one group.

use super::docs;
use super::file::File;
use super::{Features, GeneratedFile, client, enums, extra, mocked, object, request};
use crate::api::{Endpoint, Group, Platform, Response, TypeDef};
use crate::pretty::NotRust;

/// Returns all calls of a group, and the types they share.
pub(super) fn file(
    platform: &Platform,
    group: &Group,
    features: Features,
) -> Result<GeneratedFile, NotRust> {
    let mut file = File::new(&group.module, &group.source, &docs::title(&group.title));
    file.push_text("\nuse crate::runtime::generated::*;\n");
    file.push(mocked::module(group));
    for endpoint in &group.endpoints {
        push_endpoint(&mut file, platform, group, endpoint, features);
    }
    for ty in &group.types {
        match ty {
            TypeDef::Enum(ty) => enums::push(&mut file, ty),
            TypeDef::Object(ty) => object::push(&mut file, ty, &docs::type_def(ty)),
            TypeDef::Extra(ty) => extra::push(&mut file, ty),
        }
    }
    file.finish()
}

fn push_endpoint(
    file: &mut File,
    platform: &Platform,
    group: &Group,
    endpoint: &Endpoint,
    features: Features,
) {
    let module = &group.module;
    file.push(request::definition(endpoint));
    file.push(request::constructor(endpoint));
    file.push(request::implementation(endpoint));
    file.push(client::method(platform, module, endpoint));
    if features.blocking {
        file.push(client::blocking_method(platform, module, endpoint));
    }
    if endpoint.params.iter().any(|param| !param.required) {
        file.push(client::setters(endpoint));
    }
    if let Response::Object(response) = &endpoint.response {
        object::push(file, response, &docs::response(endpoint));
    }
}
