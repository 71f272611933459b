//! `mod.rs`, which declares the modules and lists all examples and requests, and the list of all calls.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::GeneratedFile;
use super::docs::markdown;
use super::file::file;
use super::tokens::ident;
use crate::api::{Api, Endpoint, Group, Response};
use crate::naming::unraw;
use crate::pretty::NotRust;

/// Returns the list of all calls for the docs of the crate: a table with a section for each group.
pub(super) fn calls(api: &Api) -> GeneratedFile {
    let mut content =
        "<!-- @generated from the spec -->\n\n| Call | What it does |\n| --- | --- |\n".to_owned();
    let groups = api.groups.iter();
    for group in groups.filter(|group| !group.endpoints.is_empty()) {
        let [english, _] = &group.title;
        let (title, module) = (in_cell(english), unraw(&group.module));
        content += &format!("| **{title}** | [`{module}`](mod@{module}) |\n");
        for endpoint in &group.endpoints {
            let [english, _] = &endpoint.text;
            content += &format!("| {} | {} |\n", link(group, endpoint), in_cell(english));
        }
    }
    GeneratedFile {
        name: "calls.md".to_owned(),
        content,
    }
}

/// Returns a link to the method of a call, from the root of the crate.
fn link(group: &Group, endpoint: &Endpoint) -> String {
    let method = unraw(&endpoint.method);
    match &endpoint.client {
        Some(client) => {
            let (module, accessor) = (unraw(&group.module), unraw(&client.method));
            let name = &client.name;
            format!("[`{accessor}().{method}`]({module}::{name}::{method})")
        }
        None => format!("[`{method}`](Client::{method})"),
    }
}

/// Returns the first paragraph of a text for the cell of a table.
fn in_cell(text: &str) -> String {
    let lines = markdown::lines(text).into_iter();
    let first: Vec<_> = lines.take_while(|line| !line.is_empty()).collect();
    first.join(" ").replace('|', "\\|")
}

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
        every_request(api),
    ];
    file("mod", "spec", &Vec::new(), items)
}

/// Returns a macro that passes the requests of all calls to another one, for tests without a list of their own.
fn every_request(api: &Api) -> TokenStream {
    let requests = api.groups.iter().flat_map(|group| {
        let module = ident(&group.module);
        group.endpoints.iter().map(move |endpoint| {
            let (answer, request) = (answer(&endpoint.response), ident(&endpoint.request));
            quote!(#answer $crate::#module::#request)
        })
    });
    quote! {
        /// Invokes a macro with the requests of all calls. Before each is what it returns: `described` types of the
        /// spec, another `value`, or a `file`.
        #[cfg(feature = "mock")]
        #[doc(hidden)]
        #[macro_export]
        macro_rules! every_request {
            ($with:ident) => { $with! { #(#requests),* } };
        }
    }
}

fn answer(response: &Response) -> Ident {
    let word = match response {
        Response::Object(_) => "described",
        Response::Type(ty) if ty.name().is_some() => "described",
        Response::None | Response::Reply | Response::Type(_) => "value",
        Response::Stream => "file",
    };
    ident(word)
}
