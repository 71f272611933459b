//! `mod.rs`, which joins the modules, and the list of all endpoints.

use proc_macro2::TokenStream;
use quote::quote;

use super::GeneratedFile;
use super::file::File;
use super::tokens::ident;
use crate::api::{Example, Group};

/// What the files about all groups need of one.
pub(super) struct Entry {
    pub(super) module: String,
    pub(super) deprecated: bool,
    pub(super) requests: Vec<Request>,
}

/// What these files need of an endpoint.
pub(super) struct Request {
    /// The type of the request.
    pub(super) name: String,
    pub(super) examples: Vec<Example>,
}

impl Entry {
    pub(super) fn new(group: Group) -> Self {
        let requests = group.endpoints.into_iter().map(|endpoint| Request {
            name: endpoint.request,
            examples: endpoint.examples,
        });
        Self {
            module: group.module,
            deprecated: group.deprecated,
            requests: requests.collect(),
        }
    }
}

/// The generated code itself uses what the spec calls deprecated.
fn allow_deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[allow(deprecated)]))
}

/// `mod.rs`
pub(super) fn file(groups: &[Entry]) -> GeneratedFile {
    let mut file = File::new("mod", "spec", &[]);
    for group in groups {
        let module = ident(&group.module);
        let allow = allow_deprecated(group.deprecated);
        file.push(quote!(#allow pub mod #module;));
    }
    let allow = allow_deprecated(groups.iter().any(|group| group.deprecated));
    file.push(quote!(
        pub(crate) mod platform;
    ));
    file.push(quote!(#allow #[cfg(feature = "cli")] mod commands;));
    file.push(quote!(#allow #[cfg(feature = "mock")] mod endpoints;));
    file.push(quote!(#allow #[cfg(feature = "mock")] mod examples;));
    file.push(quote!(
        #[cfg(feature = "cli")]
        pub(crate) use commands::CATALOGUE;
    ));
    file.push(quote!(
        #[cfg(feature = "mock")]
        pub(crate) use endpoints::ENDPOINTS;
    ));
    file.push(quote!(
        #[cfg(feature = "mock")]
        pub(crate) use examples::EXAMPLES;
    ));
    file.finish()
}

/// `endpoints.rs`
pub(super) fn endpoints_file(groups: &[Entry]) -> GeneratedFile {
    let mut file = File::new("endpoints", "spec", &["All endpoints.".to_owned()]);
    file.push_text("\nuse crate::runtime::generated::*;\n");
    let endpoints = groups.iter().flat_map(|group| {
        let module = ident(&group.module);
        group.requests.iter().map(move |request| {
            let request = ident(&request.name);
            quote!(super::#module::#request::ENDPOINT)
        })
    });
    file.push(quote! {
        pub(crate) static ENDPOINTS: &[&Endpoint] = &[#(#endpoints),*];
    });
    file.finish()
}
