//! The code of an example for documentation: its imports, and the statement that makes the call.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::{Endpoint, Example, Platform, Response, TypeName};
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
    let mut paths: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for TypeName { module, name } in &expressions.types {
        let path = format!("{krate}::{module}");
        paths.entry(path).or_default().push(name.as_str());
    }
    let runtime = paths.entry(krate.clone()).or_default();
    runtime.extend(&expressions.runtime);
    let own = paths.iter().filter_map(|(path, names)| import(path, names));
    let foreign = expressions.foreign.iter().map(|path| match *path {
        // The client re-exports this crate, so users need not depend on it.
        path if path.starts_with("time::") => format!("use {krate}::{path};"),
        path => format!("use {path};"),
    });
    let mut uses: Vec<_> = own.chain(foreign).collect();
    uses.sort();
    if !uses.is_empty() {
        uses.push(String::new());
    }
    uses.push(statements);
    uses.join("\n")
}

fn import(path: &str, names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        [name] => Some(format!("use {path}::{name};")),
        _ => Some(format!("use {path}::{{{}}};", names.join(", "))),
    }
}
