//! Tasks: how a task that a call started is waited for, and how its state is read.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::paging::{place, steps};
use super::tokens::{docs, ident, option, rust_type};
use crate::api::{Endpoint, Polling, Task};

pub(super) fn started(task: Option<&Task>) -> TokenStream {
    option(task.map(|task| {
        let Task { poll, param, .. } = task;
        let id = steps(&task.id);
        quote!(Started { poll: #poll, param: #param, id: #id })
    }))
}

/// Returns the description of the states that a call asks for, for the runtime.
pub(super) fn polling(polling: Option<&Polling>) -> TokenStream {
    option(polling.map(|polling| {
        let Polling { done, failed, .. } = polling;
        let param = &polling.param.wire;
        let state = steps(&polling.state);
        quote! {
            Polling {
                param: #param,
                state: #state,
                done: &[#(#done),*],
                failed: &[#(#failed),*],
            }
        }
    }))
}

/// Returns the implementation of `Polled`, if the call asks for the state of a task.
pub(super) fn implementation(endpoint: &Endpoint) -> Option<TokenStream> {
    let polling = endpoint.polling.as_ref()?;
    let request = ident(&endpoint.request);
    let response = rust_type(&endpoint.response.ty()?);
    let id = ident(&polling.param.name);
    let state = match place(quote!(answer), &polling.state) {
        (place, true) => quote!(#place.clone()),
        (place, false) => quote!(Some(#place.clone())),
    };

    Some(quote! {
        impl Polled for #request {
            fn task_id(&self) -> &str {
                &self.#id
            }

            fn state(&self, answer: &#response) -> Option<String> {
                #state
            }
        }
    })
}

/// Returns the method of the answer that waits, if the call starts a task.
pub(super) fn wait(module: &str, endpoint: &Endpoint) -> Option<TokenStream> {
    let task = endpoint.task.as_ref().filter(|task| task.is_first)?;
    let response = rust_type(&endpoint.response.ty()?);
    let (id, _) = place(quote!(self), &task.id);
    let name = ident(&task.request);
    let request = if task.request.module == module {
        quote!(#name)
    } else {
        let module = ident(&task.request.module);
        quote!(super::#module::#name)
    };
    let docs = docs(&docs::wait(task));

    Some(quote! {
        impl #response {
            #docs
            pub fn wait<C: Caller>(&self, client: &C) -> Wait<#request, C> {
                client.make(#request::new(#id.clone())).wait()
            }
        }
    })
}
