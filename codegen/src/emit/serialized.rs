//! The code of a group that the feature `serde` needs, in a separate file: requests as JSON objects, and the list of
//! types that are serialized.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::ident;
use super::{GeneratedFile, codec, one_of};
use crate::api::{Endpoint, Field, Group, Input, Type, TypeDef};
use crate::pretty::NotRust;
use crate::scalar::Scalar;

pub(super) fn file(group: &Group) -> Result<GeneratedFile, NotRust> {
    let docs = format!("Serializes the requests and answers of `{}`.", group.module);
    let names = names(group);
    let mut items = vec![quote! {
        #![allow(unused_imports, reason = "a group may have no calls")]
        use super::*;
    }];
    items.push(quote!(serialized!(#(#names),*);));
    for endpoint in &group.endpoints {
        items.push(encode(endpoint));
        items.push(decode(endpoint));
    }
    GeneratedFile::part(group, "serde", docs, items)
}

/// Returns the types that are serialized. A set of further parameters is a part of its request.
fn names(group: &Group) -> Vec<Ident> {
    let of_calls = group.endpoints.iter().flat_map(|endpoint| {
        let response = endpoint.response.object().map(|object| ident(&object.name));
        [ident(&endpoint.request)].into_iter().chain(response)
    });
    let types = group.types.iter();
    let types = types.filter(|ty| !matches!(ty, TypeDef::Extra(_)));
    of_calls.chain(types.map(|ty| ident(ty.name()))).collect()
}

fn encode(endpoint: &Endpoint) -> TokenStream {
    let params = endpoint.inputs().map(|input| match input {
        Input::Param(param) => put(param),
        Input::OneOf(one_of, params) => one_of::put(one_of, params),
    });
    let write = quote!(write_extra(out, Self::ENDPOINT, |fields| value.extra.send(fields)););
    let extra = endpoint.open.then_some(write);
    codec::encode_object(&ident(&endpoint.request), params.chain(extra).collect())
}

/// Returns the statement that writes a parameter into the current object of `out`.
fn put(param: &Field) -> TokenStream {
    let Type::Extra(set) = &param.ty else {
        return codec::put(param, false);
    };
    let (wire, field, set) = (&param.wire, ident(&param.name), ident(set));
    quote! {
        write_set(out, Self::ENDPOINT, #wire, #set::SETS, |fields| value.#field.send(#wire, fields));
    }
}

fn decode(endpoint: &Endpoint) -> TokenStream {
    // Further parameters are the members that are left.
    let mut inputs: Vec<_> = endpoint.inputs().collect();
    inputs.sort_by_key(|input| matches!(input.field().ty, Type::Extra(_)));
    let fields = inputs.into_iter().map(|input| {
        let field = ident(&input.field().name);
        let value = match input {
            Input::Param(param) => take(param),
            Input::OneOf(one_of, params) => one_of::take(one_of, params),
        };
        quote!(#field: #value)
    });
    let extra = quote!(extra: ExtraParams::from_texts(object.texts()));
    let extra = endpoint.open.then_some(extra);
    codec::decode_object(&ident(&endpoint.request), fields.chain(extra).collect())
}

/// Returns the expression that takes a parameter from `object`. It is read like a field of an answer, but a number may
/// be text, and null is the same as no member unless it is JSON of any content.
fn take(param: &Field) -> TokenStream {
    let wire = &param.wire;
    if let Type::Extra(set) = &param.ty {
        let set = ident(set);
        let text = codec::marker(Scalar::String);
        return quote! {
            #set::read(ExtraFields {
                name: object.required::<#text>(#wire),
                params: object.texts(),
            })
        };
    }
    codec::take(&Field {
        lenient: true,
        nullable: !param.required && !codec::is_any_json(&param.ty),
        ..param.clone()
    })
}
