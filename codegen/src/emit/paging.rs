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
    let (items, is_option) = place(quote!(page), &paging.items);
    let default = is_option.then(|| quote!(.unwrap_or_default()));
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
                #items #default
            }
        }
    })
}

/// Returns the expression for a place in an answer, and whether it is an option.
pub(super) fn place(answer: TokenStream, path: &Path) -> (TokenStream, bool) {
    let names = path.iter().map(|field| ident(&field.name));
    let is_option = path.last().is_some_and(Field::is_option);
    (quote!(#answer #(.#names)*), is_option)
}

/// Returns the statement that passes the counts of a page, if it has any.
fn counts(paging: &Paging) -> Option<TokenStream> {
    let [count, total] = [&paging.count, &paging.total].map(|path| {
        let place = path.as_ref().map(|path| place(quote!(page), path));
        match place {
            Some((place, true)) => place,
            place => option(place.map(|(place, _)| place)),
        }
    });
    let is_any = paging.count.is_some() || paging.total.is_some();
    is_any.then(|| quote!(turn.counts(#count, #total);))
}

/// Returns the statement that moves the request.
fn turn(paging: &Paging) -> TokenStream {
    let param = ident(&paging.param.name);
    let (place, is_option) = place(quote!(page), paging.next.as_ref().unwrap_or(&paging.items));
    match (&paging.next, is_option) {
        (None, true) => {
            quote!(turn.by_number(&mut self.#param, #place.as_ref().map_or(0, Vec::len));)
        }
        (None, false) => quote!(turn.by_number(&mut self.#param, #place.len());),
        (Some(_), true) => quote!(turn.by_cursor(&mut self.#param, #place.as_deref());),
        (Some(_), false) => quote!(turn.by_cursor(&mut self.#param, Some(&#place));),
    }
}
