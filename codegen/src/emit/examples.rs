//! The examples as data and code, for the mock platform and for tests that replay them.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::markdown::is_invisible;
use super::expression::Expressions;
use super::file::File;
use super::tokens::{ident, option};
use super::wire::Sent;
use super::{GeneratedFile, GeneratedGroup};
use crate::api::{self, Endpoint, Example, Group};
use crate::pretty::{self, NotRust};

/// Returns `examples.rs`, from the results of [`group`].
pub(super) fn file(groups: &[GeneratedGroup]) -> Result<GeneratedFile, NotRust> {
    let docs = ["The examples of all endpoints.".to_owned()];
    let mut file = File::new("examples", "spec", &docs);
    file.push_text("\nuse crate::runtime::generated::*;\n");
    let statics = groups.iter().map(|group| group_static(&group.module));
    file.push(quote! {
        pub(crate) static EXAMPLES: &[&[Example]] = &[#(#statics),*];
    });
    for item in groups.iter().filter_map(|group| group.examples.as_deref()) {
        file.push_item(item);
    }
    file.finish()
}

fn group_static(module: &str) -> Ident {
    format_ident!("EXAMPLES_{}", module.to_uppercase())
}

/// Returns the formatted item with the examples of a group.
pub(super) fn group(group: &Group) -> Result<String, NotRust> {
    let (name, module) = (group_static(&group.module), ident(&group.module));
    let examples = group.endpoints.iter().flat_map(|endpoint| {
        let request = ident(&endpoint.request);
        let path = quote!(super::#module::#request::ENDPOINT);
        let examples = endpoint.examples.iter();
        examples.map(move |example| self::example(&path, group, endpoint, example))
    });
    pretty::item(quote! {
        static #name: &[Example] = &[#(#examples),*];
    })
}

fn example(
    path: &TokenStream,
    group: &Group,
    endpoint: &Endpoint,
    example: &Example,
) -> TokenStream {
    let [title, _] = &example.title;
    let sent = Sent::new(endpoint, example);
    let fields = sent.fields.iter().map(|(name, text)| {
        let text = readable(text);
        quote!((#name, #text))
    });
    let files = sent
        .files
        .iter()
        .map(|(name, file)| example_file(name, file));
    let response = example.response.as_ref();
    let answer = option(response.map(|json| readable(&json.to_string())));
    let call = Expressions::for_replay(&group.module).call(endpoint, example);

    quote! {
        Example {
            endpoint: #path,
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

fn example_file(name: &str, file: &api::File) -> TokenStream {
    let api::File {
        file_name,
        media_type,
        content,
    } = file;
    let content = Literal::byte_string(content);
    quote! {
        ExampleFile { name: #name, file_name: #file_name, media_type: #media_type, content: #content }
    }
}

/// Returns a string literal, raw if that avoids escapes.
fn readable(text: &str) -> Literal {
    if !text.contains(['"', '\\']) || text.contains(is_invisible) {
        return Literal::string(text);
    }
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    let literal = format!("r{hashes}\"{text}\"{hashes}");
    literal.parse().unwrap_or_else(|_| Literal::string(text))
}
