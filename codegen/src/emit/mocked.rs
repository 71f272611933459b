//! The code of a group that only the mock platform needs, in a separate file: it decodes requests from the
//! wire, says how answers are written, and has the examples and constructors of types that callers otherwise only receive.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, underscored};
use super::{GeneratedFile, codec, examples, object, one_of};
use crate::api::{Endpoint, Group, Input, Response, TypeDef};
use crate::pretty::NotRust;

pub(super) fn file(group: &Group) -> Result<GeneratedFile, NotRust> {
    let docs = format!("Code of `{}` for the mock platform.", group.module);
    let mut items = vec![quote! {
        #![allow(unused_imports, reason = "a group may have no types")]
        use super::*;
        use crate::mock;
    }];
    for endpoint in &group.endpoints {
        items.push(mockable(endpoint));
        if let Response::Object(response) = &endpoint.response {
            items.push(object::constructor(response));
        }
    }
    for ty in &group.types {
        if let TypeDef::Object(ty) = ty
            && !ty.usage.json
        {
            items.push(object::constructor(ty));
        }
    }
    items.push(examples::list(group));
    GeneratedFile::part(group, "mock", docs, items)
}

fn mockable(endpoint: &Endpoint) -> TokenStream {
    let name = ident(&endpoint.request);
    let fields = endpoint.inputs().map(|input| {
        let name = ident(&input.field().name);
        let value = match input {
            Input::Param(param) => codec::read(param),
            Input::OneOf(one_of, params) => one_of::read(one_of, params),
        };
        quote!(#name: #value)
    });
    let extra = endpoint.open.then(|| quote!(extra: sent.extra()));
    let fields = fields.chain(extra);
    let sent = underscored(endpoint.params.is_empty() && !endpoint.open, "sent");
    let write = write(&endpoint.response);
    let is_file = matches!(endpoint.response, Response::Stream);
    let reply = if is_file {
        quote!(File)
    } else {
        quote!(Self::Response)
    };
    let [response, answer] = ["response", "answer"].map(|name| underscored(write.is_none(), name));

    quote! {
        impl mock::Mockable for #name {
            type Reply = #reply;

            fn read(#sent: &mock::Sent<'_>) -> Option<Self> {
                Some(Self { #(#fields),* })
            }

            fn write(#response: &Self::Reply, #answer: &mut mock::Answer) {
                #write
            }
        }
    }
}

/// Returns the statement that writes an answer.
fn write(response: &Response) -> Option<TokenStream> {
    match response {
        Response::None => None,
        Response::Stream => Some(quote!(answer.file(response);)),
        Response::Reply => Some(quote!(answer.reply(response);)),
        Response::Type(_) | Response::Object(_) => {
            let form = codec::form(&response.ty()?);
            Some(quote!(answer.json::<#form>(response);))
        }
    }
}
