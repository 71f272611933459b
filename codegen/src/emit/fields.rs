//! Fields of requests and objects: their declarations, the constructor that fills them, and their setters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::Docs;
use super::tokens::{deprecated, docs, ident, rust_type};
use crate::api::{Field, Input, Text, Type};
use crate::naming::is_operator;

/// A field of a struct, with the argument of `new` that fills it if it is always present, and its setter otherwise.
pub(super) struct Member<'a> {
    name: Ident,
    setter: &'a str,
    is_option: bool,
    /// Its type, without `Option`.
    ty: TokenStream,
    /// The type of its argument, which accepts conversions where they help the caller.
    argument: TokenStream,
    /// Its value, if it differs from its argument.
    converted: Option<TokenStream>,
    deprecated: Option<&'a Text>,
}

impl<'a> From<&'a Field> for Member<'a> {
    fn from(field: &'a Field) -> Self {
        let name = ident(&field.name);
        let ty = rust_type(&field.ty);
        Self {
            setter: &field.setter,
            is_option: field.is_option(),
            ty: if field.boxed { quote!(Box<#ty>) } else { ty },
            argument: argument_type(&field.ty),
            converted: converted(field, &name),
            deprecated: field.deprecated.as_ref(),
            name,
        }
    }
}

impl<'a> From<Input<'a>> for Member<'a> {
    fn from(input: Input<'a>) -> Self {
        let one_of = match input {
            Input::Param(param) => return param.into(),
            Input::OneOf(one_of, _) => one_of,
        };
        let ty = ident(&one_of.ty);
        Self {
            name: ident(&one_of.name),
            setter: &one_of.setter,
            is_option: !one_of.required,
            ty: quote!(#ty),
            argument: quote!(#ty),
            converted: None,
            deprecated: None,
        }
    }
}

impl Member<'_> {
    pub(super) fn declaration(&self, lines: &Docs) -> TokenStream {
        let Self { name, ty, .. } = self;
        let docs = docs(lines);
        let deprecated = deprecated(self.deprecated);
        let ty = if self.is_option {
            quote!(Option<#ty>)
        } else {
            quote!(#ty)
        };
        quote!(#docs #deprecated pub #name: #ty)
    }

    /// Returns the argument that fills it.
    pub(super) fn argument(&self) -> TokenStream {
        let Self { name, argument, .. } = self;
        quote!(#name: #argument)
    }

    fn initial(&self) -> TokenStream {
        let name = &self.name;
        match &self.converted {
            _ if self.is_option => quote!(#name: None),
            Some(value) => quote!(#name: #value),
            None => quote!(#name),
        }
    }

    /// Returns the method that sets it in `target`, with further attributes.
    pub(super) fn setter(
        &self,
        lines: &Docs,
        attributes: Option<TokenStream>,
        target: TokenStream,
    ) -> TokenStream {
        let Self { name, argument, .. } = self;
        let setter = ident(self.setter);
        let docs = docs(lines);
        let deprecated = deprecated(self.deprecated);
        let allow = is_operator(self.setter).then(|| quote!(#[allow(clippy::should_implement_trait, reason = "it is a setter, not an operator")]));
        let unchanged = quote!(#name);
        let value = self.converted.as_ref().unwrap_or(&unchanged);

        quote! {
            #docs
            #deprecated
            #allow
            #attributes
            pub fn #setter(mut self, #name: #argument) -> Self {
                #target.#name = Some(#value);
                self
            }
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
    members: impl Iterator<Item = Member<'a>>,
    rest: Option<TokenStream>,
) -> TokenStream {
    let members: Vec<_> = members.collect();
    let required = members.iter().filter(|member| !member.is_option);
    let arguments: Vec<_> = required.map(Member::argument).collect();
    let allow = many_arguments(arguments.len());
    let fields = members.iter().map(Member::initial);
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
