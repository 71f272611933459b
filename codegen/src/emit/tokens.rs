//! Small pieces of all items: names, docs, attributes and types.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::docs::deprecation;
use crate::api::{Bounds, Text, Type};
pub(super) use crate::naming::ident;

pub(super) fn docs(lines: &[String]) -> TokenStream {
    let lines = indented(lines);
    quote!(#(#[doc = #lines])*)
}

/// Returns the doc comment of a file.
pub(super) fn module_docs(lines: &[String]) -> TokenStream {
    let lines = indented(lines);
    quote!(#(#![doc = #lines])*)
}

fn indented(lines: &[String]) -> impl Iterator<Item = String> {
    lines.iter().map(|line| match line.as_str() {
        "" => String::new(),
        line => format!(" {line}"),
    })
}

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

/// Returns the name of an argument, or `_` if it is ignored.
pub(super) fn underscored(is_ignored: bool, name: &str) -> TokenStream {
    let name = ident(name);
    if is_ignored { quote!(_) } else { quote!(#name) }
}

/// Returns the type of a field.
pub(super) fn rust_type(ty: &Type) -> TokenStream {
    let name = match ty {
        Type::Scalar(scalar) => ident(scalar.info().rust),
        Type::File => ident("File"),
        Type::Enum(name, _) | Type::Object(name) => ident(name),
        Type::Extra(name) | Type::AnyOf(name) => ident(name),
        Type::List(_) | Type::Map(_) => return spelled(ty, &rust_type),
    };
    name.into_token_stream()
}

/// Returns a type as the Rust type of lists and maps of `leaf`.
pub(super) fn spelled(ty: &Type, leaf: &dyn Fn(&Type) -> TokenStream) -> TokenStream {
    match ty {
        Type::List(item) => {
            let item = spelled(item, leaf);
            quote!(Vec<#item>)
        }
        Type::Map(item) => {
            let item = spelled(item, leaf);
            quote!(BTreeMap<String, #item>)
        }
        Type::Scalar(_) | Type::File | Type::Enum(..) => leaf(ty),
        Type::Object(_) | Type::Extra(_) | Type::AnyOf(_) => leaf(ty),
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
    let texts = texts.map(|(name, text)| (name, text.to_token_stream()));
    let counts = counts.map(|(name, count)| (name, count.map(number).to_token_stream()));
    let given = texts.into_iter().chain(counts);
    let given = given.filter(|(_, bound)| !bound.is_empty());
    let fields = given.map(|(name, bound)| {
        let name = ident(name);
        quote!(#name: Some(#bound))
    });
    quote!(Bounds { #(#fields,)* ..Bounds::NONE })
}
