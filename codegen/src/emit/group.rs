//! The module of one group.

use super::file::File;
use super::{Features, GeneratedFile, client, enums, extra, mocked, object, request};
use crate::api::{Endpoint, Group, Response, TypeDef};
use crate::pretty::NotRust;

/// Returns all calls of a group, and the types they share.
pub(super) fn file(group: &Group, features: Features) -> Result<GeneratedFile, NotRust> {
    let mut file = File::new(&group.module, &group.source, &group.docs);
    file.push_text("\nuse crate::runtime::generated::*;\n");
    file.push(mocked::module(group));
    for endpoint in &group.endpoints {
        push_endpoint(&mut file, endpoint, features);
    }
    for ty in &group.types {
        match ty {
            TypeDef::Enum(ty) => enums::push(&mut file, ty),
            TypeDef::Object(ty) => object::push(&mut file, ty),
            TypeDef::Extra(ty) => extra::push(&mut file, ty),
        }
    }
    file.finish()
}

fn push_endpoint(file: &mut File, endpoint: &Endpoint, features: Features) {
    file.push(request::definition(endpoint));
    file.push(request::constructor(endpoint));
    file.push(request::implementation(endpoint));
    file.push(client::method(endpoint));
    if features.blocking {
        file.push(client::blocking_method(endpoint));
    }
    if endpoint.params.iter().any(|param| !param.required) {
        file.push(client::setters(endpoint));
    }
    if let Response::Object(response) = &endpoint.response {
        object::push(file, response);
    }
}
