//! Formats generated Rust with prettyplease.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

/// Formats an item. Returns an error that names the item if the tokens are not Rust.
pub(crate) fn item(tokens: TokenStream) -> Result<String, NotRust> {
    match syn::parse2(tokens.clone()) {
        // Methods are separated by blank lines, which prettyplease does not write.
        Ok(file) => Ok(prettyplease::unparse(&file).replace("\n    }\n    ", "\n    }\n\n    ")),
        Err(error) => Err(NotRust {
            item: head(tokens),
            error: error.to_string(),
        }),
    }
}

/// Formats a statement as in a function, without indentation.
pub(crate) fn statement(tokens: TokenStream) -> Result<String, NotRust> {
    let function = item(quote!(fn f() { #tokens }))?;
    let lines = function
        .lines()
        .filter_map(|line| line.strip_prefix("    "));
    Ok(close_keys(&lines.collect::<Vec<_>>().join("\n")))
}

/// Removes the space between a key and its colon, which prettyplease writes in `json!`. A quote after a
/// backslash does not end a key.
fn close_keys(code: &str) -> String {
    let mut parts = code.split("\" : ");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |closed, part| {
        let colon = if closed.ends_with('\\') {
            "\" : "
        } else {
            "\": "
        };
        closed + colon + part
    })
}

/// An item of the generated code that is not Rust. This is a bug in the generator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRust {
    item: String,
    error: String,
}

impl std::fmt::Display for NotRust {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { item, error } = self;
        let package = env!("CARGO_PKG_NAME");
        write!(
            f,
            "the code generated for `{item}` is not Rust: {error}; this is a bug in {package}"
        )
    }
}

impl std::error::Error for NotRust {}

/// Returns the first words of an item, without its docs and attributes, such as `pub struct SignUrl`.
fn head(tokens: TokenStream) -> String {
    const MOST: usize = 10;
    let is_body = |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let is_attribute = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == '#',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
        _ => false,
    };
    let words = tokens.into_iter().skip_while(is_attribute);
    let words = words.take_while(|token| !is_body(token)).take(MOST);
    words.collect::<TokenStream>().to_string()
}

#[cfg(test)]
#[path = "tests/pretty.rs"]
mod tests;
