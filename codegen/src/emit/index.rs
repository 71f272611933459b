//! `mod.rs`, which declares the modules and lists all examples.

use quote::quote;

use super::GeneratedFile;
use super::file::file;
use super::tokens::ident;
use crate::api::Api;
use crate::pretty::NotRust;

/// Returns `mod.rs`.
pub(super) fn index(api: &Api) -> Result<GeneratedFile, NotRust> {
    let modules = || api.groups.iter().map(|group| ident(&group.module));
    let (groups, examples) = (modules(), modules());
    // The generated code itself uses items that the spec calls deprecated.
    let items = vec![
        quote!(#(#[allow(deprecated)] pub mod #groups;)*),
        quote!(
            pub(crate) mod platform;
        ),
        quote!(
            #[allow(deprecated)]
            #[cfg(feature = "describe")]
            pub(crate) mod description;
        ),
        quote! {
            /// The examples of all endpoints.
            #[cfg(feature = "mock")]
            pub(crate) static EXAMPLES: &[&[crate::mock::Example]] =
                &[#(#examples::mocked::EXAMPLES),*];
        },
    ];
    file("mod", "spec", &Vec::new(), items)
}
