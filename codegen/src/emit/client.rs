//! The methods of the clients, one for each name of an endpoint, and the setters of its `Call`.

use proc_macro2::TokenStream;
use quote::quote;

use super::Features;
use super::Items;
use super::docs::markdown::code;
use super::docs::{self, Docs};
use super::expression::Style;
use super::fields::{self, many_arguments};
use super::tokens::{deprecated, docs, ident};
use crate::api::{Endpoint, Group, NestedClient, Platform, Text};

/// Adds the client within the client that has the calls of a group, and the methods that return it.
pub(super) fn push_nested(
    items: &mut Items,
    client: &NestedClient,
    title: &Text,
    features: Features,
) {
    let (name, method) = (ident(&client.name), ident(&client.method));
    let type_docs = docs(&docs::nested_client(client, title));
    let docs = docs(&[format!("Returns the client of {}.", code(&client.spec))]);
    items.push(quote! {
        #type_docs
        #[derive(Clone, Debug)]
        pub struct #name<C = Client>(C);
    });
    let accessor = |outer: TokenStream, inner: TokenStream| {
        quote! {
            #outer {
                #docs
                #[must_use]
                pub fn #method(&self) -> #inner {
                    #name(self.clone())
                }
            }
        }
    };
    items.push(accessor(quote!(impl Client), quote!(#name)));
    if features.blocking {
        let outer = quote!(#[cfg(feature = "blocking")] impl BlockingClient);
        items.push(accessor(outer, quote!(#name<BlockingClient>)));
    }
}

/// Returns the methods of one of the clients for all calls of a group, in a block with the title of the group.
pub(super) fn methods(platform: &Platform, group: &Group, style: Style) -> TokenStream {
    let nested = group.client.as_ref().map(|client| ident(&client.name));
    let client = match (style, &nested) {
        (Style::Async, None) => quote!(impl Client),
        (Style::Async, Some(nested)) => quote!(impl #nested),
        (Style::Blocking, None) => quote!(impl BlockingClient),
        (Style::Blocking, Some(nested)) => quote!(impl #nested<BlockingClient>),
    };
    let feature = (style == Style::Blocking).then(|| quote!(#[cfg(feature = "blocking")]));
    let title = docs(&docs::title(&group.title));
    let endpoints = group.endpoints.iter();
    let methods = endpoints.flat_map(|endpoint| {
        let main = docs::method(platform, endpoint, style);
        let main = method(endpoint, style, &endpoint.method, &main);
        let aliases = endpoint.aliases.iter();
        let aliases =
            aliases.map(|alias| method(endpoint, style, &alias.method, &docs::alias(endpoint)));
        [main].into_iter().chain(aliases).collect::<Vec<_>>()
    });

    quote! {
        #feature
        #title
        #client {
            #(#methods)*
        }
    }
}

/// Returns the method of one of the clients under one name of a call.
fn method(endpoint: &Endpoint, style: Style, name: &str, lines: &Docs) -> TokenStream {
    let (method, request) = (ident(name), ident(&endpoint.request));
    let call = match style {
        Style::Async => quote!(Call<#request>),
        Style::Blocking => quote!(Call<#request, BlockingClient>),
    };
    let client = match &endpoint.client {
        Some(_) => quote!(self.0),
        None => quote!(self),
    };
    let docs = docs(lines);
    let deprecated = deprecated(endpoint.deprecated.as_ref());
    let required = || endpoint.inputs().filter(|input| input.is_required());
    let arguments = required().map(|input| fields::argument(input.field()));
    let values = required().map(|input| ident(&input.field().name));
    let allow = many_arguments(1 + required().count());

    quote! {
        #docs
        #deprecated
        #allow
        pub fn #method(&self #(, #arguments)*) -> #call {
            #client.call(#request::new(#(#values),*))
        }
    }
}

/// Returns the methods of `Call` that set optional parameters.
pub(super) fn setters(endpoint: &Endpoint) -> TokenStream {
    let request = ident(&endpoint.request);
    let optional = endpoint.inputs().filter(|input| !input.is_required());
    let setters = optional.map(|input| {
        let docs = docs::input(input);
        fields::setter(input.field(), &docs, None, quote!(self.request_mut()))
    });

    quote! {
        impl<C> Call<#request, C> {
            #(#setters)*
        }
    }
}
