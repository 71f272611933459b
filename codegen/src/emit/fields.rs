//! Fields of requests and objects: their declarations, the constructor that fills them, and their setters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::Docs;
use super::tokens::{deprecated, docs, ident, rust_type};
use crate::api::{Field, Type};
use crate::naming::is_operator;

/// Returns the declaration of a field, with its docs.
pub(super) fn declaration(field: &Field, lines: &Docs) -> TokenStream {
    let name = ident(&field.name);
    let docs = docs(lines);
    let deprecated = deprecated(field.deprecated.as_ref());
    let ty = rust_type(&field.ty);
    let ty = if field.boxed { quote!(Box<#ty>) } else { ty };
    let ty = if field.is_option() {
        quote!(Option<#ty>)
    } else {
        ty
    };

    quote!(#docs #deprecated pub #name: #ty)
}

/// Returns `new`, whose arguments are the fields that are always present, in the order of the spec. `rest` fills the
/// last field, if there is one more.
pub(super) fn constructor(fields: &[Field], rest: Option<TokenStream>) -> TokenStream {
    let required = fields.iter().filter(|field| !field.is_option());
    let arguments = required.map(argument).collect();
    new(arguments, fields.iter().map(initial), rest)
}

/// Returns `new` with these arguments, and the fields that they fill.
pub(super) fn new(
    arguments: Vec<TokenStream>,
    fields: impl Iterator<Item = TokenStream>,
    rest: Option<TokenStream>,
) -> TokenStream {
    let allow = many_arguments(arguments.len());
    quote! {
        #allow
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields,)* #rest }
        }
    }
}

/// Returns a field in `new`, filled by its argument if it is always present.
pub(super) fn initial(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    if field.is_option() {
        quote!(#name: None)
    } else if converts(&field.ty) {
        let value = from_argument(&field.ty, &name);
        quote!(#name: #value)
    } else {
        quote!(#name)
    }
}

/// Returns the argument that fills a field.
pub(super) fn argument(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    let ty = argument_type(&field.ty);
    quote!(#name: #ty)
}

/// Returns the method that sets an optional field of `target`, with its docs and further attributes.
pub(super) fn setter(
    field: &Field,
    lines: &Docs,
    attributes: Option<TokenStream>,
    target: TokenStream,
) -> TokenStream {
    let (setter, name) = (ident(&field.setter), ident(&field.name));
    let docs = docs(lines);
    let deprecated = deprecated(field.deprecated.as_ref());
    let allow = operator(&field.setter);
    let ty = argument_type(&field.ty);
    let value = from_argument(&field.ty, &name);
    let value = if field.boxed {
        quote!(Box::new(#value))
    } else {
        value
    };

    quote! {
        #docs
        #deprecated
        #allow
        #attributes
        pub fn #setter(mut self, #name: #ty) -> Self {
            #target.#name = Some(#value);
            self
        }
    }
}

/// Returns an attribute for a setter that clippy mistakes for an operator.
pub(super) fn operator(setter: &str) -> Option<TokenStream> {
    is_operator(setter).then(|| quote!(#[allow(clippy::should_implement_trait, reason = "it is a setter, not an operator")]))
}

/// Returns an attribute for a function with too many arguments for clippy; their number comes from the spec.
pub(super) fn many_arguments(count: usize) -> Option<TokenStream> {
    const MOST: usize = 7;
    (count > MOST)
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "the spec requires them")]))
}

/// Returns whether an argument differs from the value of its field.
fn converts(ty: &Type) -> bool {
    ty.converts() || matches!(ty, Type::List(_))
}

/// Returns the type of an argument, which accepts conversions where they help the caller.
fn argument_type(ty: &Type) -> TokenStream {
    let single = |ty: &Type| {
        let rust_type = rust_type(ty);
        if ty.converts() {
            quote!(impl Into<#rust_type>)
        } else {
            rust_type
        }
    };
    if let Type::List(item) = ty {
        let item = single(item);
        quote!(impl IntoIterator<Item = #item>)
    } else {
        single(ty)
    }
}

/// Returns the value of a field, converted from its argument.
fn from_argument(ty: &Type, argument: &Ident) -> TokenStream {
    if let Type::List(item) = ty {
        let into = item.converts().then(|| quote!(.map(Into::into)));
        quote!(#argument.into_iter() #into .collect())
    } else if ty.converts() {
        quote!(#argument.into())
    } else {
        quote!(#argument)
    }
}
