//! The code of a group that the mock platform and the feature `serde` need, in a separate file: it writes answers, and
//! reads sets of further parameters.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::ident;
use super::{GeneratedFile, Items, any_of, object};
use crate::api::{Extra, ExtraSet, Group, Response, TypeDef};
use crate::pretty::NotRust;

pub(super) fn file(group: &Group) -> Result<GeneratedFile, NotRust> {
    let docs = format!("Writes the answers of `{}`.", group.module);
    let mut items = vec![quote! {
        #![allow(unused_imports, reason = "a group may have no types")]
        use super::*;
    }];
    push_answers(&mut items, group);
    GeneratedFile::part(group, "encode", docs, items)
}

fn push_answers(items: &mut Items, group: &Group) {
    for endpoint in &group.endpoints {
        if let Response::Object(response) = &endpoint.response {
            items.push(object::encode(response));
        }
    }
    for ty in &group.types {
        match ty {
            TypeDef::Object(ty) if !ty.usage.json => items.push(object::encode(ty)),
            TypeDef::Enum(_) | TypeDef::Object(_) => {}
            TypeDef::Extra(ty) => items.push(read_set(ty)),
            TypeDef::AnyOf(ty) => items.push(any_of::encode(ty)),
        }
    }
}

/// Returns how a set of further parameters is read: a known one only if it has exactly its own parameters.
fn read_set(ty: &Extra) -> TokenStream {
    let name = ident(&ty.name);
    let known = ty.sets.iter().map(|set| known(set));
    let takes = ty.sets.iter().any(|set| !set.params.is_empty());
    let mutable = takes.then(|| quote!(mut));

    quote! {
        impl #name {
            pub(crate) fn read(#mutable given: ExtraFields) -> Self {
                match given.known(Self::SETS) {
                    #(#known)*
                    _ => Self::other(given.name, given.params),
                }
            }
        }
    }
}

fn known(set: &ExtraSet) -> TokenStream {
    let name = &set.wire;
    let variant = ident(&set.variant);
    let fields = set.params.iter().map(|param| {
        let (field, wire) = (ident(&param.name), &param.wire);
        let into = param.secret.then(|| quote!(.into()));
        quote!(#field: given.take(#wire) #into)
    });
    let fields = (!set.params.is_empty()).then(|| quote!({ #(#fields),* }));

    quote!(Some(#name) => Self::#variant #fields,)
}
