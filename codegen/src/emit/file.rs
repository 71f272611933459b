//! Builds a file from its items.

use proc_macro2::TokenStream;

use super::GeneratedFile;
use crate::pretty::{self, NotRust};

/// Builder of a [`GeneratedFile`].
pub(super) struct File {
    name: String,
    content: String,
    invalid: Option<NotRust>,
}

impl File {
    /// Starts with the source of the file and the docs of the module.
    pub(super) fn new(name: &str, source: &str, docs: &[String]) -> Self {
        let (package, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
        let mut content =
            format!("// @generated from {source} by {package} {version}. Edit the spec instead.\n");
        if !docs.is_empty() {
            content.push('\n');
        }
        for line in docs {
            content.push_str("//!");
            if !line.is_empty() {
                content.push(' ');
            }
            content.push_str(line);
            content.push('\n');
        }
        Self {
            name: format!("{name}.rs"),
            content,
            invalid: None,
        }
    }

    /// Formats an item and adds it after a blank line.
    pub(super) fn push(&mut self, item: TokenStream) {
        match pretty::item(item) {
            Ok(item) => self.push_item(&item),
            Err(invalid) => self.invalid = self.invalid.take().or(Some(invalid)),
        }
    }

    /// Adds a formatted item after a blank line.
    pub(super) fn push_item(&mut self, item: &str) {
        self.content.push('\n');
        self.content.push_str(item);
    }

    /// Adds text unchanged.
    pub(super) fn push_text(&mut self, text: &str) {
        self.content.push_str(text);
    }

    /// Returns the file, or an error for the first item that is not Rust.
    pub(super) fn finish(self) -> Result<GeneratedFile, NotRust> {
        match self.invalid {
            Some(invalid) => Err(invalid),
            None => Ok(GeneratedFile {
                name: self.name,
                content: self.content,
            }),
        }
    }
}
