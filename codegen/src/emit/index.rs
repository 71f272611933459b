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
    let items = vec![
        quote!(#(#[allow(deprecated, reason = "it uses deprecated items of its own")] pub mod #groups;)*),
        quote!(
            pub(crate) mod platform;
        ),
        quote!(
            #[allow(deprecated, reason = "it describes deprecated items, too")]
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
