//! A value of several shapes: an enum with a variant for each known shape.

use proc_macro2::TokenStream;
use quote::quote;

use super::Items;
use super::codec;
use super::docs::{self, markdown};
use super::tokens::{docs, ident, rust_type};
use crate::api::AnyOf;

/// Adds all items of a value of several shapes. Only users of the mock platform write it.
pub(super) fn push(items: &mut Items, ty: &AnyOf) {
    items.push(definition(ty));
    items.push(decode(ty));
}

fn definition(ty: &AnyOf) -> TokenStream {
    let name = ident(&ty.name);
    let enum_docs = docs(&markdown::both(&ty.text));
    let variants = ty.shapes.iter().map(|shape| {
        let docs = docs(&docs::field(shape));
        let (variant, content) = (ident(&shape.name), rust_type(&shape.ty));
        quote!(#docs #variant(#content))
    });

    quote! {
        #enum_docs
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant, reason = "its objects are not boxed")]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value of a shape unknown to this version.
            ///
            /// 此版本未知的其他结构。
            Other(Json),
        }
    }
}

fn decode(ty: &AnyOf) -> TokenStream {
    let name = ident(&ty.name);
    let shapes = ty.shapes.iter().map(|shape| {
        let (variant, form) = (ident(&shape.name), codec::read_form(shape));
        quote!(|value| Self::#variant(<#form>::decode(value)))
    });

    quote! {
        impl Decode for #name {
            type Value = Self;

            fn decode(value: Value<'_>) -> Self {
                value.any_of(&[#(#shapes),*], Self::Other)
            }
        }
    }
}

/// Returns how it is written.
pub(super) fn encode(ty: &AnyOf) -> TokenStream {
    let name = ident(&ty.name);
    let shapes = ty.shapes.iter().map(|shape| {
        let (variant, form) = (ident(&shape.name), codec::form(&shape.ty));
        quote!(Self::#variant(value) => <#form>::encode(value, out))
    });

    quote! {
        impl Encode for #name {
            fn encode(value: &Self, out: &mut JsonWriter) {
                match value {
                    #(#shapes,)*
                    Self::Other(json) => out.raw(json.as_str()),
                }
            }
        }
    }
}
