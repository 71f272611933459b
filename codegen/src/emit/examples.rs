//! The examples as data and code, for the mock platform and for tests that replay them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::expression::Expressions;
use super::tokens::{ident, option};
use super::wire::Sent;
use crate::api::{self, Endpoint, Example, Group, Response};
use crate::json::Json;

pub(super) fn list(group: &Group) -> TokenStream {
    let examples = group.endpoints.iter().flat_map(|endpoint| {
        let examples = endpoint.examples.iter();
        examples.map(move |example| self::example(&group.module, endpoint, example))
    });
    quote! {
        pub(crate) static EXAMPLES: &[Example] = &[#(#examples),*];
    }
}

fn example(module: &str, endpoint: &Endpoint, example: &Example) -> TokenStream {
    let request = ident(&endpoint.request);
    let [title, _] = &example.title;
    let sent = Sent::new(endpoint, example);
    let path = &sent.path;
    let [in_path, fields] = [&sent.in_path, &sent.fields].map(|texts| {
        let texts = texts.iter().map(|(name, text)| quote!((#name, #text)));
        quote!(&[#(#texts),*])
    });
    let files = sent.files.iter();
    let files = files.map(|(name, file)| example_file(name, file));
    let answer = option(example.response.as_ref().map(Json::to_string));
    let file = option(example.file.as_ref().map(|file| example_file("", file)));
    let empty = endpoint.paging.as_ref().zip(example.response.clone());
    let empty = option(empty.map(|(paging, page)| paging.emptied(page).to_string()));
    let call = Expressions::exact(module).call(endpoint, example);
    let replay = match endpoint.response {
        Response::Stream => "replay_download",
        Response::None | Response::Reply | Response::Type(_) | Response::Object(_) => "replay",
    };
    let (replay, replay_blocking) = (ident(replay), ident(&format!("{replay}_blocking")));

    quote! {
        Example {
            endpoint: #request::ENDPOINT,
            title: #title,
            path: #path,
            in_path: #in_path,
            fields: #fields,
            files: &[#(#files),*],
            response: #answer,
            file: #file,
            empty: #empty,
            send: |client| {
                let call = #call;
                Ok(#replay(call))
            },
            #[cfg(feature = "blocking")]
            send_blocking: |client| {
                let call = #call;
                Ok(#replay_blocking(call))
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
