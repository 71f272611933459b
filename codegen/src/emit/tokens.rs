//! Small pieces of all items: names, docs, attributes and types.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::docs::deprecation;
use crate::api::{Bounds, Text, Type};
pub(super) use crate::naming::ident;

/// Returns a doc comment.
pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.as_str() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// Returns the attribute of a deprecated item.
pub(super) fn deprecated(note: Option<&Text>) -> Option<TokenStream> {
    let note = deprecation(note?);
    Some(quote!(#[deprecated(note = #note)]))
}

/// Returns a number literal without a suffix.
pub(super) fn number(number: u64) -> Literal {
    Literal::u64_unsuffixed(number)
}

/// Returns `Some` of a value, or `None`.
pub(super) fn option(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}

/// Returns the type of a field.
pub(super) fn rust_type(ty: &Type) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => ident(scalar.info().rust).into_token_stream(),
        Type::File => quote!(File),
        Type::Enum(name, _) | Type::Object(name) | Type::Extra(name) => {
            ident(name).into_token_stream()
        }
        Type::List(item) => {
            let item = rust_type(item);
            quote!(Vec<#item>)
        }
        Type::Map(item) => {
            let item = rust_type(item);
            quote!(BTreeMap<String, #item>)
        }
    }
}

/// Returns the constraints of a value.
pub(super) fn bounds(bounds: &Bounds) -> TokenStream {
    if *bounds == Bounds::default() {
        return quote!(Bounds::NONE);
    }
    let texts = [
        ("min", &bounds.min),
        ("max", &bounds.max),
        ("above", &bounds.above),
        ("below", &bounds.below),
    ];
    let counts = [
        ("min_length", bounds.min_length),
        ("max_length", bounds.max_length),
        ("min_items", bounds.min_items),
        ("max_items", bounds.max_items),
    ];
    let texts = texts
        .into_iter()
        .filter(|(_, bound)| bound.is_some())
        .map(|(name, bound)| (name, option(bound.as_ref())));
    let counts = counts
        .into_iter()
        .filter(|(_, bound)| bound.is_some())
        .map(|(name, bound)| (name, option(bound.map(number))));
    let fields = texts.chain(counts).map(|(name, bound)| {
        let name = ident(name);
        quote!(#name: #bound)
    });

    quote!(Bounds { #(#fields,)* ..Bounds::NONE })
}
