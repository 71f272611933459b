//! The methods of both clients, one for each endpoint, and the setters of its `Call`.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Docs};
use super::expression::Style;
use super::request;
use super::tokens::{
    argument_type, deprecated, docs, from_argument, ident, looks_like_operator, many_arguments,
};
use crate::api::{Endpoint, Field, Platform, Type};
use crate::scalar::Scalar;

/// Returns the method of `Client`.
pub(super) fn method(platform: &Platform, module: &str, endpoint: &Endpoint) -> TokenStream {
    let request = ident(&endpoint.request);
    let docs = docs::method(platform, module, endpoint, Style::Async);
    let method = method_of(endpoint, &docs, quote!(Call<#request>));
    quote! {
        impl Client {
            #method
        }
    }
}

/// Returns the method of `blocking::Client`.
pub(super) fn blocking_method(
    platform: &Platform,
    module: &str,
    endpoint: &Endpoint,
) -> TokenStream {
    let request = ident(&endpoint.request);
    let call = quote!(Call<#request, BlockingClient>);
    let docs = docs::method(platform, module, endpoint, Style::Blocking);
    let method = method_of(endpoint, &docs, call);
    quote! {
        #[cfg(feature = "blocking")]
        impl BlockingClient {
            #method
        }
    }
}

fn method_of(endpoint: &Endpoint, lines: &Docs, call: TokenStream) -> TokenStream {
    let method = ident(&endpoint.method);
    let request = ident(&endpoint.request);
    let docs = docs(lines);
    let deprecated = deprecated(endpoint.deprecated.as_ref());
    let required = || endpoint.params.iter().filter(|param| param.required);
    let arguments = required().map(request::argument);
    let values = required().map(|param| ident(&param.name));
    let allow = many_arguments(1 + required().count());

    quote! {
        #docs
        #deprecated
        #allow
        pub fn #method(&self #(, #arguments)*) -> #call {
            self.call(#request::new(#(#values),*))
        }
    }
}

/// Returns the methods of `Call` that set optional parameters.
pub(super) fn setters(endpoint: &Endpoint) -> TokenStream {
    let request = ident(&endpoint.request);
    let setters = endpoint
        .params
        .iter()
        .filter(|param| !param.required)
        .map(setter);

    quote! {
        impl<C> Call<#request, C> {
            #(#setters)*
        }
    }
}

fn setter(param: &Field) -> TokenStream {
    let setter = ident(&param.setter);
    let field = ident(&param.name);
    let docs = docs(&docs::param(param));
    let deprecated = deprecated(param.deprecated.as_ref());
    if param.ty == Type::Scalar(Scalar::Json) {
        return quote! {
            #docs
            ///
            /// # Errors
            ///
            /// Returns an error if the value cannot be written as JSON.
            #deprecated
            pub fn #setter<T: Serialize + ?Sized>(mut self, #field: &T) -> Result<Self, Error> {
                self.request_mut().#field = Some(Json::new(#field)?);
                Ok(self)
            }
        };
    }
    let allow = looks_like_operator(&param.setter);
    let ty = argument_type(&param.ty);
    let value = from_argument(&param.ty, &field);

    quote! {
        #docs
        #deprecated
        #allow
        pub fn #setter(mut self, #field: #ty) -> Self {
            self.request_mut().#field = Some(#value);
            self
        }
    }
}
