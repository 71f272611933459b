//! A JSON object: a struct, its decoding and encoding, and its constructor.

use proc_macro2::TokenStream;
use quote::quote;

use super::codec;
use super::docs::{self, Docs};
use super::file::File;
use super::tokens::{
    argument_type, deprecated, docs, from_argument, ident, initialised, looks_like_operator,
    many_arguments, rust_type,
};
use crate::api::{Field, Object};

/// Adds all items of an object. If it is never sent, only users of the mock platform create and write it.
pub(super) fn push(file: &mut File, object: &Object, docs: &Docs) {
    file.push(definition(object, docs));
    if object.usage.json {
        file.push(constructor(object));
    }
    file.push(decode(object));
    if object.usage.json {
        file.push(encode(object));
    }
}

fn definition(object: &Object, lines: &Docs) -> TokenStream {
    let name = ident(&object.name);
    let docs = docs(lines);
    let fields = object.fields.iter().map(field);

    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

fn field(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let docs = docs(&docs::field(field));
    let deprecated = deprecated(field.deprecated.as_ref());
    let ty = rust_type(&field.ty);
    let ty = if field.is_option() {
        quote!(Option<#ty>)
    } else {
        ty
    };

    quote!(#docs #deprecated pub #name: #ty)
}

/// Returns `new`, with the required fields, and the setters of the others.
pub(super) fn constructor(object: &Object) -> TokenStream {
    let name = ident(&object.name);
    let required = || object.fields.iter().filter(|field| !field.is_option());
    let arguments = required().map(|field| {
        let name = ident(&field.name);
        let ty = argument_type(&field.ty);
        quote!(#name: #ty)
    });
    let fields = object.fields.iter().map(|field| {
        if !field.is_option() {
            return initialised(&field.name, &field.ty);
        }
        let name = ident(&field.name);
        quote!(#name: None)
    });
    let allow = many_arguments(required().count());
    let setters = object
        .fields
        .iter()
        .filter(|field| field.is_option())
        .map(setter);

    quote! {
        impl #name {
            /// Creates the object with its required fields.
            #allow
            pub fn new(#(#arguments),*) -> Self {
                Self { #(#fields),* }
            }

            #(#setters)*
        }
    }
}

fn setter(field: &Field) -> TokenStream {
    let setter = ident(&field.setter);
    let name = ident(&field.name);
    let docs = docs(&docs::field(field));
    let deprecated = deprecated(field.deprecated.as_ref());
    let allow = looks_like_operator(&field.setter);
    let ty = argument_type(&field.ty);
    let value = from_argument(&field.ty, &name);

    quote! {
        #docs
        #deprecated
        #allow
        #[must_use]
        pub fn #setter(mut self, #name: #ty) -> Self {
            self.#name = Some(#value);
            self
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
    let is_sent = object.usage.json;
    let fields = object.fields.iter();
    let fields = fields.map(|field| codec::put(field, is_sent));

    quote! {
        impl Encode for #name {
            fn encode(&self, out: &mut JsonWriter) {
                out.begin_object();
                #(#fields)*
                out.end_object();
            }
        }
    }
}
