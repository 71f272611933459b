//! A JSON object: a struct, its decoding and encoding, and its constructor.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec;
use super::docs::{self, Docs};
use super::fields;
use super::file::Items;
use super::tokens::{docs, ident, underscored};
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
    let name = ident(&object.name);
    let docs = docs(lines);
    let fields = object.fields.iter();
    let fields = fields.map(|field| fields::declaration(field, &docs::field(field)));
    let is_optional = object.fields.iter().all(Field::is_option);
    let default = is_optional.then(|| quote!(Default,));

    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// Returns `new`, with the required fields, and the setters of the others.
pub(super) fn constructor(object: &Object) -> TokenStream {
    let name = ident(&object.name);
    let new = fields::constructor(&object.fields);
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
    let mutable = (!object.fields.is_empty()).then(|| quote!(mut));

    quote! {
        impl Decode for #name {
            type Value = Self;

            fn decode(value: Value<'_>) -> Self {
                let #mutable object = value.object();
                let decoded = Self { #(#fields),* };
                object.finish();
                decoded
            }
        }
    }
}

pub(super) fn encode(object: &Object) -> TokenStream {
    let name = ident(&object.name);
    let value = underscored(object.fields.is_empty(), "value");
    let fields = object.fields.iter();
    let fields = fields.map(|field| codec::put(field, object.usage.json));

    quote! {
        impl Encode for #name {
            fn encode(#value: &Self, out: &mut JsonWriter) {
                out.begin_object();
                #(#fields)*
                out.end_object();
            }
        }
    }
}
