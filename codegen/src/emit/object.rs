//! A JSON object: a struct, its decoding and encoding, and its constructor.

use proc_macro2::TokenStream;
use quote::quote;

use super::Items;
use super::codec;
use super::docs::{self, Docs};
use super::fields;
use super::tokens::{docs, ident};
use crate::api::{Field, Object};

/// Adds all items of an object. If it is never sent, only users of the mock platform create and write it.
pub(super) fn push(items: &mut Items, object: &Object, docs: &Docs) {
    items.push(definition(object, docs));
    if object.usage.json {
        items.push(constructor(object));
    }
    items.push(decode(object));
    if object.usage.json {
        items.push(encode(object));
    }
}

fn definition(object: &Object, lines: &Docs) -> TokenStream {
    let fields = object.fields.iter();
    let fields = fields.map(|field| fields::declaration(field, &docs::field(field)));
    let is_default = object.fields.iter().all(Field::is_option);
    let rest = object.rest.then(|| {
        quote! {
            /// Fields that the spec does not name.
            ///
            /// 规范未列出的字段。
            pub rest: Rest
        }
    });
    fields::definition(&object.name, docs(lines), is_default, fields.chain(rest))
}

/// Returns `new`, with the required fields, and the setters of the others.
pub(super) fn constructor(object: &Object) -> TokenStream {
    let name = ident(&object.name);
    let rest = object.rest.then(|| quote!(rest: Rest::default()));
    let new = fields::new(object.fields.iter(), rest);
    let optional = object.fields.iter().filter(|field| field.is_option());
    let setters = optional.map(|field| {
        let must_use = Some(quote!(#[must_use]));
        fields::setter(field, &docs::field(field), must_use, quote!(self))
    });

    quote! {
        impl #name {
            /// Creates the object with its required fields.
            #new

            #(#setters)*
        }
    }
}

fn decode(object: &Object) -> TokenStream {
    let name = ident(&object.name);
    let fields = object.fields.iter().map(|field| {
        let name = ident(&field.name);
        let value = codec::take(field);
        quote!(#name: #value)
    });
    let rest = object.rest.then(|| quote!(rest: object.rest()));
    codec::decode_object(&name, fields.chain(rest).collect())
}

pub(super) fn encode(object: &Object) -> TokenStream {
    let rest = object.rest.then(|| {
        let names = object.fields.iter().map(|field| &field.wire);
        quote!(out.rest(&value.rest, &[#(#names),*]);)
    });
    let fields = object.fields.iter();
    let fields = fields.map(|field| codec::put(field, object.usage.json));
    codec::encode_object(&ident(&object.name), fields.chain(rest).collect())
}
