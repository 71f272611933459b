//! Pages of a long list: how a request moves to the next page, and the items of a page.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, option, rust_type};
use crate::api::{Endpoint, Field, Paging, Path};

/// Returns the description for the runtime.
pub(super) fn described(paging: Option<&Paging>) -> TokenStream {
    option(paging.map(|paging| {
        let param = &paging.param.wire;
        let size = option(paging.size.as_ref());
        let items = steps(&paging.items);
        let optional = |path: &Option<Path>| option(path.as_ref().map(steps));
        let (next, count) = (optional(&paging.next), optional(&paging.count));
        let total = optional(&paging.total);
        quote! {
            Paging {
                param: #param,
                size: #size,
                next: #next,
                items: #items,
                count: #count,
                total: #total,
            }
        }
    }))
}

pub(super) fn steps(path: &Path) -> TokenStream {
    let names = path.iter().map(|field| &field.wire);
    quote!(&[#(#names),*])
}

/// Returns the implementation of `Paged`, if the answer is a page.
pub(super) fn implementation(endpoint: &Endpoint) -> Option<TokenStream> {
    let paging = endpoint.paging.as_ref()?;
    let request = ident(&endpoint.request);
    let response = rust_type(&endpoint.response.ty()?);
    let item = rust_type(&paging.item);
    let (items, last) = place(quote!(page), &paging.items);
    let items = match last {
        Some(field) if field.is_option() => quote!(#items.unwrap_or_default()),
        Some(_) | None => items,
    };
    let counts = counts(paging);
    let turn = turn(paging);

    Some(quote! {
        impl Paged for #request {
            type Item = #item;

            fn turn(&mut self, page: &#response, turn: &mut Turn) {
                #counts
                #turn
            }

            fn items(&self, page: #response) -> Vec<#item> {
                #items
            }
        }
    })
}

/// Returns the expression for a place in an answer, and its field.
pub(super) fn place(answer: TokenStream, path: &Path) -> (TokenStream, Option<&Field>) {
    let names = path.iter().map(|field| ident(&field.name));
    (quote!(#answer #(.#names)*), path.last())
}

/// Returns the expression for the text at a place in an answer, as an option.
fn text(answer: TokenStream, path: &Path) -> TokenStream {
    match place(answer, path) {
        (place, Some(field)) if field.is_option() => quote!(#place.as_deref()),
        (place, _) => quote!(Some(&#place)),
    }
}

/// Returns the statement that passes the counts of a page, if it has any.
fn counts(paging: &Paging) -> Option<TokenStream> {
    let [count, total] = [&paging.count, &paging.total].map(|path| match path {
        Some(path) => number(path),
        None => quote!(None),
    });
    let is_any = paging.count.is_some() || paging.total.is_some();
    is_any.then(|| quote!(turn.counts(#count, #total);))
}

fn number(path: &Path) -> TokenStream {
    match place(quote!(page), path) {
        (place, Some(field)) if field.is_option() => place,
        (place, _) => quote!(Some(#place)),
    }
}

/// Returns the statement that moves the request.
fn turn(paging: &Paging) -> TokenStream {
    let param = ident(&paging.param.name);
    let Some(next) = &paging.next else {
        let (items, last) = place(quote!(page), &paging.items);
        let length = match last {
            Some(field) if field.is_option() => quote!(#items.as_ref().map_or(0, Vec::len)),
            Some(_) | None => quote!(#items.len()),
        };
        return quote!(turn.by_number(&mut self.#param, #length););
    };
    let next = text(quote!(page), next);
    quote!(turn.by_cursor(&mut self.#param, #next);)
}
