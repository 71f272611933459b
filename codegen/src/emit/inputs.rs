//! What callers give, a parameter or a choice between several: its field in the request, its argument and its setter.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::fields;
use super::tokens::{docs, ident};
use crate::api::Input;

/// Returns the declaration of its field, with its docs.
pub(super) fn declaration(input: Input<'_>) -> TokenStream {
    let lines = docs::input(input);
    match input {
        Input::Param(param) => fields::declaration(param, &lines),
        Input::OneOf(one_of, _) => {
            let (docs, name, ty) = (docs(&lines), ident(&one_of.name), ident(&one_of.ty));
            let ty = if one_of.required {
                quote!(#ty)
            } else {
                quote!(Option<#ty>)
            };
            quote!(#docs pub #name: #ty)
        }
    }
}

/// Returns the argument that fills its field.
pub(super) fn argument(input: Input<'_>) -> TokenStream {
    match input {
        Input::Param(param) => fields::argument(param),
        Input::OneOf(one_of, _) => {
            let (name, ty) = (ident(&one_of.name), ident(&one_of.ty));
            quote!(#name: #ty)
        }
    }
}

/// Returns its field in `new`, filled by its argument if it is required.
pub(super) fn initial(input: Input<'_>) -> TokenStream {
    match input {
        Input::Param(param) => fields::initial(param),
        Input::OneOf(one_of, _) => {
            let name = ident(&one_of.name);
            if one_of.required {
                quote!(#name)
            } else {
                quote!(#name: None)
            }
        }
    }
}

/// Returns the method of `Call` that sets it, with its docs, if it is optional.
pub(super) fn setter(input: Input<'_>) -> TokenStream {
    let lines = docs::input(input);
    match input {
        Input::Param(param) => fields::setter(param, &lines, None, quote!(self.request_mut())),
        Input::OneOf(one_of, _) => {
            let (setter, name) = (ident(&one_of.setter), ident(&one_of.name));
            let (docs, ty) = (docs(&lines), ident(&one_of.ty));
            let allow = fields::operator(&one_of.setter);
            quote! {
                #docs
                #allow
                pub fn #setter(mut self, #name: #ty) -> Self {
                    self.request_mut().#name = Some(#name);
                    self
                }
            }
        }
    }
}
