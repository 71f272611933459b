//! `mod.rs`, which declares the modules and lists all examples.

use quote::quote;

use super::GeneratedFile;
use super::file::file;
use super::tokens::ident;
use crate::api::{Api, Group};
use crate::pretty::NotRust;

/// Returns `mod.rs`.
pub(super) fn index(api: &Api) -> Result<GeneratedFile, NotRust> {
    // The generated code itself uses items that the spec calls deprecated.
    let allow = |is_deprecated: bool| is_deprecated.then(|| quote!(#[allow(deprecated)]));
    let modules = || api.groups.iter().map(|group| ident(&group.module));
    let groups = api.groups.iter().zip(modules()).map(|(group, module)| {
        let allow = allow(group.has_deprecated());
        quote!(#allow pub mod #module;)
    });
    let allow = allow(api.groups.iter().any(Group::has_deprecated));
    let examples = modules();
    let mut items: Vec<_> = groups.collect();
    items.extend([
        quote!(
            pub(crate) mod platform;
        ),
        quote!(#allow #[cfg(feature = "describe")] pub(crate) mod description;),
        quote! {
            /// The examples of all endpoints.
            #[cfg(feature = "mock")]
            pub(crate) static EXAMPLES: &[&[crate::mock::Example]] =
                &[#(#examples::mocked::EXAMPLES),*];
        },
    ]);
    file("mod", "spec", &Vec::new(), items)
}
