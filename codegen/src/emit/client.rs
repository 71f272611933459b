//! The methods of both clients, one for each endpoint, and the setters of its `Call`.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::expression::Style;
use super::fields;
use super::tokens::{deprecated, docs, ident};
use crate::api::{Endpoint, Field, Platform, Type};
use crate::scalar::Scalar;

/// Returns the method of one of the clients.
pub(super) fn method(platform: &Platform, endpoint: &Endpoint, style: Style) -> TokenStream {
    let method = ident(&endpoint.method);
    let request = ident(&endpoint.request);
    let (client, call) = match style {
        Style::Async => (quote!(impl Client), quote!(Call<#request>)),
        Style::Blocking => (
            quote!(#[cfg(feature = "blocking")] impl BlockingClient),
            quote!(Call<#request, BlockingClient>),
        ),
    };
    let docs = docs(&docs::method(platform, endpoint, style));
    let deprecated = deprecated(endpoint.deprecated.as_ref());
    let required = || endpoint.params.iter().filter(|param| param.required);
    let arguments = required().map(fields::argument);
    let values = required().map(|param| ident(&param.name));
    let allow = fields::many_arguments(1 + required().count());

    quote! {
        #client {
            #docs
            #deprecated
            #allow
            pub fn #method(&self #(, #arguments)*) -> #call {
                self.call(#request::new(#(#values),*))
            }
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
    if param.ty != Type::Scalar(Scalar::Json) {
        return fields::setter(param, &docs::param(param), None, quote!(self.request_mut()));
    }
    let (setter, field) = (ident(&param.setter), ident(&param.name));
    let docs = docs(&docs::param(param));
    let deprecated = deprecated(param.deprecated.as_ref());
    quote! {
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
    }
}
