//! The examples as data and code, for the mock platform and for tests that carry them out.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::GeneratedFile;
use super::file::File;
use super::index::Entry;
use super::tokens::{ident, option};
use crate::api::{Example, ExampleFile};

/// `examples.rs`
pub(super) fn file(groups: &[Entry]) -> GeneratedFile {
    let mut file = File::new(
        "examples",
        "spec",
        &["The examples of all endpoints.".to_owned()],
    );
    let examples = || {
        groups
            .iter()
            .flat_map(|group| &group.requests)
            .flat_map(|request| &request.examples)
    };
    let uses: BTreeSet<_> = examples().flat_map(|example| &example.uses).collect();
    file.push_text("\n");
    for group in groups.iter().filter(|group| !group.requests.is_empty()) {
        file.push_text(&format!("use super::{};\n", group.module));
    }
    file.push_text("use crate::runtime::generated::*;\n");
    for path in uses {
        file.push_text(&format!("use {path};\n"));
    }
    let examples = groups.iter().flat_map(|group| {
        let module = ident(&group.module);
        group.requests.iter().flat_map(move |request| {
            let name = ident(&request.name);
            let endpoint = quote!(#module::#name::ENDPOINT);
            request
                .examples
                .iter()
                .map(move |example| self::example(&endpoint, example))
        })
    });
    file.push(quote! {
        pub(crate) static EXAMPLES: &[Example] = &[#(#examples),*];
    });
    file.finish()
}

fn example(endpoint: &TokenStream, example: &Example) -> TokenStream {
    let [title, _] = &example.title;
    let fields = example.fields.iter().map(|(name, text)| {
        let text = readable(text);
        quote!((#name, #text))
    });
    let files = example.files.iter().map(example_file);
    let answer = option(example.response.as_deref().map(readable));
    let call: TokenStream = match example.call.parse() {
        Ok(call) => call,
        Err(_) => quote!(compile_error!("the example is not Rust")),
    };

    quote! {
        Example {
            endpoint: #endpoint,
            title: #title,
            fields: &[#(#fields),*],
            files: &[#(#files),*],
            response: #answer,
            send: |client| {
                let call = #call;
                Ok(replay(call))
            },
            #[cfg(feature = "blocking")]
            send_blocking: |client| {
                let call = #call;
                Ok(replay_blocking(call))
            },
        }
    }
}

fn example_file(file: &ExampleFile) -> TokenStream {
    let ExampleFile {
        wire,
        file_name,
        media_type,
        content,
    } = file;
    let content = Literal::byte_string(content);
    quote! {
        ExampleFile { name: #wire, file_name: #file_name, media_type: #media_type, content: #content }
    }
}

/// A text as a literal, raw where that saves escapes.
fn readable(text: &str) -> Literal {
    if !text.contains(['"', '\\']) || text.contains(char::is_control) {
        return Literal::string(text);
    }
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let literal = format!("r{hashes}\"{text}\"{hashes}");
    literal.parse().unwrap_or_else(|_| Literal::string(text))
}
