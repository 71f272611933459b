//! The code of an example for documentation: its imports, and the statement that makes the call.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Endpoint, Example, Platform, Response};
use crate::emit::expression::{Expressions, Style};
use crate::pretty;

/// Returns the code of an example of a call.
#[must_use]
pub fn snippet(
    platform: &Platform,
    endpoint: &Endpoint,
    example: &Example,
    style: Style,
) -> String {
    let mut expressions = Expressions::for_docs(style);
    let call = expressions.call(endpoint, example);
    let sent = match style {
        Style::Async => quote!(#call.await?;),
        Style::Blocking => quote!(#call.send()?;),
    };
    let statement = match endpoint.response {
        Response::None => sent,
        Response::Stream => quote!(let download = #sent),
        Response::Reply => quote!(let reply = #sent),
        Response::Object(_) | Response::Type(_) => quote!(let response = #sent),
    };
    with_imports(platform, &expressions, statement)
}

/// Returns the code that asks for the items of all pages, with the arguments of the first example.
#[must_use]
pub fn all_items(platform: &Platform, endpoint: &Endpoint, style: Style) -> Option<String> {
    let example = endpoint.first_without_page()?;
    let mut expressions = Expressions::for_docs(style);
    let call = expressions.call(endpoint, &example);
    let statements = match style {
        Style::Async => quote! {
            let mut items = #call.items();
            while let Some(item) = items.try_next().await? {
                println!("{item:?}");
            }
        },
        Style::Blocking => quote! {
            for item in #call.items() {
                println!("{:?}", item?);
            }
        },
    };
    Some(with_imports(platform, &expressions, statements))
}

/// Formats statements, after the imports that they need.
fn with_imports(
    platform: &Platform,
    expressions: &Expressions<'_>,
    statements: TokenStream,
) -> String {
    let unformatted = |_| statements.to_string();
    let statements = pretty::statement(statements.clone()).unwrap_or_else(unformatted);
    let krate = &platform.krate;
    let types: Vec<_> = expressions.types.iter().collect();
    let runtime = expressions.runtime.iter().copied();
    let mut uses = Vec::new();
    for types in types.chunk_by(|one, other| one.module == other.module) {
        let names = types.iter().map(|name| name.name.as_str());
        let module = types.first().map(|name| &name.module);
        uses.extend(module.and_then(|module| import(&format!("{krate}::{module}"), names)));
    }
    uses.extend(import(krate, runtime));
    uses.extend(expressions.foreign.iter().map(|path| {
        // The client re-exports this crate, so users need not depend on it.
        let root = if path.starts_with("time::") {
            format!("{krate}::")
        } else {
            String::new()
        };
        format!("use {root}{path};")
    }));
    uses.sort();
    if !uses.is_empty() {
        uses.push(String::new());
    }
    uses.push(statements);
    uses.join("\n")
}

fn import<'a>(path: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<_> = names.collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(format!("use {path}::{name};")),
        _ => Some(format!("use {path}::{{{}}};", names.join(", "))),
    }
}
