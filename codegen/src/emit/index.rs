//! `mod.rs`, which declares the modules, and the list of all endpoints.

use proc_macro2::TokenStream;
use quote::quote;

use super::file::File;
use super::tokens::ident;
use super::{GeneratedFile, GeneratedGroup};
use crate::pretty::NotRust;

/// The generated code itself uses items that the spec calls deprecated.
fn allow_deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote!(#[allow(deprecated)]))
}

/// Returns `mod.rs`.
pub(super) fn file(groups: &[GeneratedGroup]) -> Result<GeneratedFile, NotRust> {
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
    file.push(quote!(#allow #[cfg(feature = "describe")] pub(crate) mod description;));
    file.push(quote!(#allow #[cfg(feature = "mock")] mod endpoints;));
    file.push(quote!(#allow #[cfg(feature = "mock")] mod examples;));
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

/// Returns `endpoints.rs`.
pub(super) fn endpoints_file(groups: &[GeneratedGroup]) -> Result<GeneratedFile, NotRust> {
    let mut file = File::new("endpoints", "spec", &["All endpoints.".to_owned()]);
    file.push_text("\nuse crate::runtime::generated::*;\n");
    let endpoints = groups.iter().flat_map(|group| {
        let module = ident(&group.module);
        group.requests.iter().map(move |request| {
            let request = ident(request);
            quote!(super::#module::#request::ENDPOINT)
        })
    });
    file.push(quote! {
        pub(crate) static ENDPOINTS: &[&Endpoint] = &[#(#endpoints),*];
    });
    file.finish()
}
