//! The examples as data and code, for the mock platform and for tests that replay them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::expression::Expressions;
use super::tokens::{ident, option};
use crate::api::{self, Argument, Endpoint, Example, Field, File, Group, Response};
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

/// The parameters and files of an example's call, encoded independently of the runtime's encoder.
#[derive(Default)]
struct Sent<'a> {
    /// The path, with the values of its parameters.
    path: String,
    /// Names and texts of the parameters in the path.
    in_path: Vec<(&'a str, String)>,
    /// Names and texts of the fields, in signing order.
    fields: Vec<(&'a str, String)>,
    /// Names and files.
    files: Vec<(&'a str, &'a File)>,
}

impl<'a> Sent<'a> {
    fn new(endpoint: &'a Endpoint, example: &'a Example) -> Self {
        let mut sent = Self {
            path: endpoint.path.clone(),
            ..Self::default()
        };
        for (param, argument) in endpoint.params.iter().zip(&example.args) {
            match (argument, &param.always) {
                (Some(argument), _) => sent.add(param, argument),
                // In a JSON body, null is the same as no member.
                (None, Some(text)) if endpoint.json_body && text == "null" => {}
                (None, Some(text)) => sent.fields.push((&param.wire, text.clone())),
                (None, None) => {}
            }
        }
        sent.fields.sort_by_key(|(name, _)| *name);
        sent.files.sort_by_key(|(name, _)| *name);
        sent
    }

    fn add(&mut self, param: &'a Field, argument: &'a Argument) {
        let wire = param.wire.as_str();
        match argument {
            Argument::File(file) => self.files.push((wire, file)),
            Argument::Set(set) => {
                self.fields.push((wire, set.wire.clone()));
                let params = set.params.iter();
                let params = params.map(|(name, text)| (name.as_str(), text.clone()));
                self.fields.extend(params);
            }
            Argument::Value(value) if param.in_path => {
                let text = value.text();
                let segment = format!("/{{{wire}}}/");
                let path =
                    format!("{}/", self.path).replace(&segment, &format!("/{}/", escaped(&text)));
                self.path = path.trim_end_matches('/').to_owned();
                self.in_path.push((wire, text));
            }
            Argument::Value(value) => {
                let texts = param.texts(value).into_iter();
                self.fields.extend(texts.map(|text| (wire, text)));
            }
        }
    }
}

/// Percent-encodes everything but unreserved characters.
fn escaped(text: &str) -> String {
    let escaped = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    escaped.collect()
}
