//! Puts a file together from its items.

use proc_macro2::TokenStream;

use super::GeneratedFile;

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
        Self { name: format!("{name}.rs"), content }
    }

    /// Adds an item, formatted, below a blank line.
    pub(super) fn push(&mut self, item: TokenStream) {
        self.content.push('\n');
        match syn::parse2::<syn::Item>(item.clone()) {
            Ok(item) => {
                let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![item] };
                spaced(&prettyplease::unparse(&file), &mut self.content);
            }
            // Tokens that are no item are left for the compiler to complain about, in their place.
            Err(_) => {
                self.content.push_str(&item.to_string());
                self.content.push('\n');
            }
        }
    }

    /// Adds text as it is.
    pub(super) fn push_text(&mut self, text: &str) {
        self.content.push_str(text);
    }

    pub(super) fn finish(self) -> GeneratedFile {
        GeneratedFile { name: self.name, content: self.content }
    }
}

/// Adds the text of an item with a blank line between its functions and constants.
fn spaced(text: &str, out: &mut String) {
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let ends = matches!(line, "    }" | "    };") || (line.starts_with("    const ") && line.ends_with(';'));
        if ends && lines.peek().is_some_and(|next| *next != "}") {
            out.push('\n');
        }
    }
}
