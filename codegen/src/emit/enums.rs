//! An open enum: the known values, and any other value.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::codec;
use super::docs;
use super::expression::integer;
use super::file::File;
use super::tokens::{docs, ident};
use crate::api::{Enum, EnumValue, EnumWire};
use crate::scalar::Scalar;

/// Adds all items of an enum.
pub(super) fn push(file: &mut File, ty: &Enum) {
    file.push(definition(ty));
    file.push(methods(ty));
    for conversion in conversions(ty) {
        file.push(conversion);
    }
    file.push(display(ty));
    file.push(decode(ty));
    if ty.usage.json {
        file.push(encode(ty));
    }
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
    let other = if ty.integer {
        quote!(i64)
    } else {
        quote!(String)
    };

    quote! {
        #enum_docs
        #[derive(Clone, #copy Debug, PartialEq, Eq, Hash)]
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
        EnumWire::Integer(number) => integer(*number),
    };
    ty.values.iter().map(value).collect()
}

fn methods(ty: &Enum) -> TokenStream {
    let name = ident(&ty.name);
    let known = ty.usage.param.then(|| {
        let texts = ty.values.iter().map(|value| value.wire.to_string());
        quote! {
            /// The known values, as sent.
            const WIRE: &'static [&'static str] = &[#(#texts),*];
        }
    });
    let variants = ty.values.iter().map(|value| ident(&value.variant));
    let values = wire_values(ty);
    let (method, returned, other) = if ty.integer {
        (ident("as_i64"), quote!(i64), quote!(*value))
    } else {
        (ident("as_str"), quote!(&str), quote!(value))
    };

    quote! {
        impl #name {
            #known

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

fn conversions(ty: &Enum) -> Vec<TokenStream> {
    let name = ident(&ty.name);
    let variants = ty.values.iter().map(|value| ident(&value.variant));
    let values = wire_values(ty);
    let (source, other) = if ty.integer {
        (quote!(i64), quote!(value))
    } else {
        (quote!(&str), quote!(value.to_owned()))
    };
    let from = quote! {
        impl From<#source> for #name {
            fn from(value: #source) -> Self {
                match value {
                    #(#values => Self::#variants,)*
                    _ => Self::Other(#other),
                }
            }
        }
    };
    let from_string = quote! {
        impl From<String> for #name {
            fn from(value: String) -> Self {
                Self::from(value.as_str())
            }
        }
    };
    if ty.integer {
        vec![from]
    } else {
        vec![from, from_string]
    }
}

fn display(ty: &Enum) -> TokenStream {
    let name = ident(&ty.name);
    let body = if ty.integer {
        quote!(self.as_i64().fmt(f))
    } else {
        quote!(f.write_str(self.as_str()))
    };

    quote! {
        impl std::fmt::Display for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #body
            }
        }
    }
}

fn decode(ty: &Enum) -> TokenStream {
    let name = ident(&ty.name);
    let (scalar, unlisted) = if ty.integer {
        (Scalar::Integer, ident("unlisted_integer"))
    } else {
        (Scalar::String, ident("unlisted_text"))
    };
    let marker = codec::marker(scalar);

    quote! {
        impl Decode for #name {
            fn decode(value: Value<'_>) -> Self {
                let decoded = Self::from(value.scalar::<#marker>());
                if matches!(decoded, Self::Other(_)) {
                    value.#unlisted();
                }
                decoded
            }
        }
    }
}

pub(super) fn encode(ty: &Enum) -> TokenStream {
    let name = ident(&ty.name);
    let write = if ty.integer {
        let marker = codec::marker(Scalar::Integer);
        quote!(out.scalar::<#marker>(&self.as_i64()))
    } else {
        quote!(out.text(self.as_str()))
    };

    quote! {
        impl Encode for #name {
            fn encode(&self, out: &mut JsonWriter) {
                #write;
            }
        }
    }
}
