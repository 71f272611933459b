//! Fields of requests and objects: their declarations, the constructor that fills them, and their setters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::Docs;
use super::tokens::{deprecated, docs, ident, rust_type};
use crate::api::{Field, Type};
use crate::naming::is_operator;

/// Returns the declaration of a field.
pub(super) fn declaration(field: &Field, lines: &Docs) -> TokenStream {
    let name = ident(&field.name);
    let docs = docs(lines);
    let deprecated = deprecated(field.deprecated.as_ref());
    let mut ty = rust_type(&field.ty);
    if field.boxed {
        ty = quote!(Box<#ty>);
    }
    if field.is_option() {
        ty = quote!(Option<#ty>);
    }
    quote!(#docs #deprecated pub #name: #ty)
}

/// Returns the argument that fills a field. It accepts conversions where they help the caller.
pub(super) fn argument(field: &Field) -> TokenStream {
    let (name, ty) = (ident(&field.name), argument_type(&field.ty));
    quote!(#name: #ty)
}

fn initial(field: &Field) -> TokenStream {
    let name = ident(&field.name);
    match converted(field, &name) {
        _ if field.is_option() => quote!(#name: None),
        Some(value) => quote!(#name: #value),
        None => quote!(#name),
    }
}

/// Returns the method that sets a field in `target`, with further attributes.
pub(super) fn setter(
    field: &Field,
    lines: &Docs,
    attributes: Option<TokenStream>,
    target: TokenStream,
) -> TokenStream {
    let (name, setter, argument) = (ident(&field.name), ident(&field.setter), argument(field));
    let docs = docs(lines);
    let deprecated = deprecated(field.deprecated.as_ref());
    let allow = is_operator(&field.setter).then(|| quote!(#[allow(clippy::should_implement_trait, reason = "it is a setter, not an operator")]));
    let value = converted(field, &name).unwrap_or_else(|| quote!(#name));

    quote! {
        #docs
        #deprecated
        #allow
        #attributes
        pub fn #setter(mut self, #argument) -> Self {
            #target.#name = Some(#value);
            self
        }
    }
}

/// Returns a struct with these fields, which has a default if it can be created without arguments.
pub(super) fn definition(
    name: &impl AsRef<str>,
    attributes: TokenStream,
    is_default: bool,
    fields: impl Iterator<Item = TokenStream>,
) -> TokenStream {
    let name = ident(name);
    let default = is_default.then(|| quote!(Default,));
    quote! {
        #attributes
        #[derive(Clone, Debug, #default PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }
    }
}

/// Returns `new`, whose arguments are the members that are always present, in the order of the spec. `rest` fills the
/// last field, if there is one more.
pub(super) fn new<'a>(
    members: impl Iterator<Item = &'a Field>,
    rest: Option<TokenStream>,
) -> TokenStream {
    let members: Vec<_> = members.collect();
    let required = members.iter().filter(|member| !member.is_option());
    let arguments: Vec<_> = required.map(|member| argument(member)).collect();
    let allow = many_arguments(arguments.len());
    let fields = members.iter().map(|member| initial(member));
    quote! {
        #allow
        pub fn new(#(#arguments),*) -> Self {
            Self { #(#fields,)* #rest }
        }
    }
}

/// Returns an attribute for a function with too many arguments for clippy; their number comes from the spec.
pub(super) fn many_arguments(count: usize) -> Option<TokenStream> {
    const MOST: usize = 7;
    (count > MOST)
        .then(|| quote!(#[allow(clippy::too_many_arguments, reason = "the spec requires them")]))
}

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
fn converted(field: &Field, argument: &Ident) -> Option<TokenStream> {
    if let Type::List(item) = &field.ty {
        let into = item.converts().then(|| quote!(.map(Into::into)));
        Some(quote!(#argument.into_iter() #into .collect()))
    } else if field.boxed {
        Some(quote!(Box::new(#argument)))
    } else {
        field.ty.converts().then(|| quote!(#argument.into()))
    }
}
