//! What only the mock platform needs of a group, in a file that is not read without it: requests that are read
//! back from the wire, answers that are written, and constructors of what callers otherwise only receive.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::tokens::ident;
use super::{GeneratedFile, codec, enums, object};
use crate::api::{Endpoint, Extra, ExtraSet, Group, Response, TypeDef};
use crate::pretty::NotRust;

/// Name of the file without its extension, which no group's can be.
fn name(group: &Group) -> String {
    format!("{}.mock", group.module)
}

/// The item in the group's own file that leads to it.
pub(super) fn module(group: &Group) -> TokenStream {
    let path = format!("{}.rs", name(group));
    quote! {
        #[cfg(feature = "mock")]
        #[path = #path]
        mod mocked;
    }
}

/// The file.
pub(super) fn file(group: &Group) -> Result<GeneratedFile, NotRust> {
    let docs = format!("What the mock platform needs of `{}`.", group.module);
    let mut file = File::new(&name(group), &group.source, &[docs]);
    file.push_text("\n#![allow(unused_imports)]\n");
    file.push_text("\nuse super::*;\nuse crate::mock;\n");
    for endpoint in &group.endpoints {
        file.push(mockable(endpoint));
        if let Response::Object(response) = &endpoint.response {
            push_object(&mut file, response);
        }
    }
    for ty in &group.types {
        match ty {
            TypeDef::Enum(ty) if !ty.usage.json => file.push(enums::encode(ty)),
            TypeDef::Object(ty) if !ty.usage.json => push_object(&mut file, ty),
            TypeDef::Enum(_) | TypeDef::Object(_) => {}
            TypeDef::Extra(ty) => file.push(read_set(ty)),
        }
    }
    file.finish()
}

fn push_object(file: &mut File, ty: &crate::api::Object) {
    file.push(object::constructor(ty));
    file.push(object::encode(ty));
}

fn mockable(endpoint: &Endpoint) -> TokenStream {
    let name = ident(&endpoint.request);
    let fields = endpoint.params.iter().map(|param| {
        let name = ident(&param.field);
        let value = codec::read(param);
        quote!(#name: #value)
    });
    let sent = underscored(endpoint.params.is_empty(), "sent");
    let is_ignored = matches!(endpoint.response, Response::None);
    let (response, answer) = (
        underscored(is_ignored, "response"),
        underscored(is_ignored, "answer"),
    );
    let write = write(&endpoint.response);

    quote! {
        impl mock::Mockable for #name {
            fn read(#sent: &mock::Sent<'_>) -> Self {
                Self { #(#fields),* }
            }

            fn write(#response: &Self::Response, #answer: &mut mock::Answer) {
                #write
            }
        }
    }
}

fn underscored(is_ignored: bool, name: &str) -> TokenStream {
    let name = ident(name);
    if is_ignored { quote!(_) } else { quote!(#name) }
}

/// The statements that write an answer.
fn write(response: &Response) -> TokenStream {
    match response {
        Response::None => TokenStream::new(),
        Response::Reply => quote!(answer.reply(response);),
        Response::Object(_) => quote!(response.encode(answer.json());),
        Response::Type(ty) => {
            let encode = codec::encode(ty, &codec::Place::reference("response"));
            quote! {
                let out = answer.json();
                #encode;
            }
        }
    }
}

/// How a set of further parameters is read back: a known one only if it has exactly its own.
fn read_set(ty: &Extra) -> TokenStream {
    let name = ident(&ty.name);
    let set = (!ty.sets.is_empty()).then(|| quote!(let set = sent.set(wire, Self::SETS);));
    let known = ty.sets.iter().map(known);

    quote! {
        impl #name {
            fn read(sent: &mock::Sent<'_>, wire: &str) -> Self {
                #set
                #(#known)*
                Self::other(sent.required(wire).text(), sent.further())
            }
        }
    }
}

fn known(set: &ExtraSet) -> TokenStream {
    let name = &set.wire;
    let variant = ident(&set.variant);
    let fields = set.params.iter().map(|param| {
        let (field, wire) = (ident(&param.field), &param.wire);
        let method = ident(if param.secret { "secret" } else { "text" });
        quote!(#field: sent.required(#wire).#method())
    });
    let fields = (!set.params.is_empty()).then(|| quote!({ #(#fields),* }));

    quote! {
        if set == Some(#name) {
            return Self::#variant #fields;
        }
    }
}
