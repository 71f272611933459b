//! An open enum: the known values, and any other value.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::Items;
use super::docs;
use super::expression::integer;
use super::tokens::{docs, ident};
use crate::api::{Enum, EnumValue, EnumWire};

pub(super) fn push(items: &mut Items, ty: &Enum) {
    items.push(definition(ty));
    items.push(methods(ty));
    let macro_name = if ty.integer {
        "integer_enum"
    } else {
        "text_enum"
    };
    let (name, complete) = (ident(&ty.name), ident(macro_name));
    items.push(quote!(#complete!(#name);));
}

fn definition(ty: &Enum) -> TokenStream {
    let name = ident(&ty.name);
    let enum_docs = docs(&docs::markdown::both(&ty.text));
    let copy = ty.integer.then(|| quote!(Copy,));
    let variants = ty.values.iter().map(|value| {
        let docs = docs(&docs::enum_value(value));
        let variant = ident(&value.variant);
        quote!(#docs #variant)
    });
    let other = ident(if ty.integer { "i64" } else { "String" });

    quote! {
        #enum_docs
        #[derive(Clone, #copy Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value unknown to this version.
            Other(#other),
        }
    }
}

/// Returns the values as patterns and expressions of their wire type.
fn wire_values(ty: &Enum) -> Vec<TokenStream> {
    let value = |value: &EnumValue| match &value.wire {
        EnumWire::Text(text) => text.to_token_stream(),
        EnumWire::Integer(number) => integer((*number).into()),
    };
    ty.values.iter().map(value).collect()
}

fn methods(ty: &Enum) -> TokenStream {
    let name = ident(&ty.name);
    let texts = ty.values.iter().map(|value| value.wire.to_string());
    let variants = ty.values.iter().map(|value| ident(&value.variant));
    let all = variants.clone();
    let values = wire_values(ty);
    let (method, returned, other) = if ty.integer {
        (ident("as_i64"), quote!(i64), quote!(*value))
    } else {
        (ident("as_str"), quote!(&str), quote!(value))
    };

    quote! {
        impl #name {
            /// The known values.
            pub const KNOWN: &'static [Self] = &[#(Self::#all),*];

            /// The known values on the wire.
            pub(super) const WIRE: &'static [&'static str] = &[#(#texts),*];

            /// Returns the value on the wire.
            #[must_use]
            pub fn #method(&self) -> #returned {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Other(value) => #other,
                }
            }
        }
    }
}
