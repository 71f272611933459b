//! An open set of further parameters: an enum with a variant for each known set.

use proc_macro2::TokenStream;
use quote::quote;

use super::Items;
use super::docs;
use super::docs::markdown::both;
use super::tokens::{docs, ident};
use crate::api::{Extra, ExtraSet};

pub(super) fn push(items: &mut Items, ty: &Extra) {
    items.push(definition(ty));
    items.push(methods(ty));
}

fn definition(ty: &Extra) -> TokenStream {
    let name = ident(&ty.name);
    let enum_docs = docs(&both(&ty.text));
    let variants = ty.sets.iter().map(|set| variant(set));
    let large = ty.sets.iter().any(|set| set.params.len() > 8);
    let allow =
        quote!(#[allow(clippy::large_enum_variant, reason = "its texts are few and not boxed")]);
    let allow = large.then_some(allow);

    quote! {
        #enum_docs
        #[derive(Clone, Debug, PartialEq)]
        #allow
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A set unknown to this version.
            Other {
                /// Its name.
                name: String,
                /// Its parameters. `Debug` does not show their values.
                params: BTreeMap<String, Secret>,
            },
        }
    }
}

fn variant(set: &ExtraSet) -> TokenStream {
    let variant = ident(&set.variant);
    let set_docs = docs(&both(&set.text));
    if set.params.is_empty() {
        return quote!(#set_docs #variant);
    }
    let fields = set.params.iter().map(|param| {
        let docs = docs(&docs::param(param));
        let name = ident(&param.name);
        let ty = ident(if param.secret { "Secret" } else { "String" });
        quote!(#docs #name: #ty)
    });
    quote!(#set_docs #variant { #(#fields),* })
}

fn methods(ty: &Extra) -> TokenStream {
    let name = ident(&ty.name);
    let sets = ty.sets.iter().map(|set| {
        let name = &set.wire;
        let params = set.params.iter().map(|param| {
            let (name, secret) = (&param.wire, param.secret);
            quote!(ExtraParam { name: #name, secret: #secret })
        });
        quote!(ExtraSet { name: #name, params: &[#(#params),*] })
    });
    let names = ty.sets.iter().map(|set| {
        let variant = ident(&set.variant);
        let name = &set.wire;
        quote!(Self::#variant { .. } => #name)
    });
    let arms = ty.sets.iter().map(|set| arm(set));

    quote! {
        impl #name {
            /// The known sets.
            pub(super) const SETS: &'static [ExtraSet] = &[#(#sets),*];

            /// Creates a set unknown to this version, with a name and parameters.
            pub fn other(
                name: impl Into<String>,
                params: impl IntoIterator<Item = (impl Into<String>, impl Into<Secret>)>,
            ) -> Self {
                let params = params.into_iter();
                Self::Other {
                    name: name.into(),
                    params: params.map(|(name, value)| (name.into(), value.into())).collect(),
                }
            }

            /// Returns its name on the wire.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    #(#names,)*
                    Self::Other { name, .. } => name,
                }
            }

            pub(super) fn send(&self, wire: &'static str, fields: &mut Fields) {
                fields.text(wire, Some(self.name()));
                match self {
                    #(#arms)*
                    Self::Other { params, .. } => {
                        for (name, value) in params {
                            fields.secret_extra(name, value);
                        }
                    }
                }
            }
        }
    }
}

fn arm(set: &ExtraSet) -> TokenStream {
    let variant = ident(&set.variant);
    let names = set.params.iter().map(|param| ident(&param.name));
    let sends = set.params.iter().map(|param| {
        let (wire, value) = (&param.wire, ident(&param.name));
        let secret = if param.secret { "secret_" } else { "" };
        let method = ident(&format!("{secret}extra"));
        quote!(fields.#method(#wire, #value);)
    });
    if set.params.is_empty() {
        return quote!(Self::#variant => {});
    }
    quote!(Self::#variant { #(#names),* } => { #(#sends)* })
}
