//! Small pieces of all items: names, docs, attributes and types.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens, quote};

use super::docs::deprecation;
use crate::api::{Text, Type};
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

/// Returns the type of an argument, which accepts conversions where they help the caller.
pub(super) fn argument_type(ty: &Type) -> TokenStream {
    match ty {
        Type::List(item) => {
            let item = argument_type_of_item(item);
            quote!(impl IntoIterator<Item = #item>)
        }
        _ => argument_type_of_item(ty),
    }
}

fn argument_type_of_item(ty: &Type) -> TokenStream {
    let rust_type = rust_type(ty);
    if ty.converts() {
        quote!(impl Into<#rust_type>)
    } else {
        rust_type
    }
}

/// Returns the value of a field, converted from an argument of that type.
pub(super) fn from_argument(ty: &Type, argument: &Ident) -> TokenStream {
    match ty {
        Type::List(item) if item.converts() => {
            quote!(#argument.into_iter().map(Into::into).collect())
        }
        Type::List(_) => quote!(#argument.into_iter().collect()),
        _ if ty.converts() => quote!(#argument.into()),
        _ => quote!(#argument),
    }
}

/// Returns a field of a struct expression, from the argument with its name.
pub(super) fn initialised(field: &str, ty: &Type) -> TokenStream {
    let name = ident(field);
    match ty {
        Type::List(_) => {}
        _ if ty.converts() => {}
        _ => return quote!(#name),
    }
    let value = from_argument(ty, &name);
    quote!(#name: #value)
}

/// Returns an attribute for a function with too many arguments for clippy; their number comes from the spec.
pub(super) fn many_arguments(count: usize) -> Option<TokenStream> {
    const MOST: usize = 7;
    (count > MOST).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// Returns an attribute for a method that only looks like an operator.
pub(super) fn looks_like_operator(name: &str) -> Option<TokenStream> {
    crate::naming::is_operator(name).then(|| quote!(#[allow(clippy::should_implement_trait)]))
}
