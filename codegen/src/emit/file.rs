//! Puts a file together from its items.

use proc_macro2::TokenStream;

use super::{GeneratedFile, format};

/// A file in the making.
pub(super) struct File {
    name: String,
    content: String,
}

impl File {
    /// Starts with where it comes from, and the docs of the module.
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
        }
    }

    /// Adds an item, formatted, below a blank line.
    pub(super) fn push(&mut self, item: TokenStream) {
        self.content.push('\n');
        format::write(item, &mut self.content);
        self.content.push('\n');
    }

    /// Adds text as it is.
    pub(super) fn push_text(&mut self, text: &str) {
        self.content.push_str(text);
    }

    pub(super) fn finish(self) -> GeneratedFile {
        GeneratedFile {
            name: self.name,
            content: self.content,
        }
    }
}
