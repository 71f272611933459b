//! Builds a file from its items.

use proc_macro2::TokenStream;

use super::GeneratedFile;
use super::docs::Docs;
use super::tokens::module_docs;
use crate::api::Group;
use crate::pretty::{self, NotRust};

/// The items of a file.
pub(super) type Items = Vec<TokenStream>;

/// Returns a file with its source, the docs of the module and each item, formatted, after a blank line.
pub(super) fn file(
    name: &str,
    source: &str,
    docs: &Docs,
    items: Items,
) -> Result<GeneratedFile, NotRust> {
    let (package, version) = (env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"));
    let mut content =
        format!("// @generated from {source} by {package} {version}. Edit the spec instead.\n");
    let docs = Some(module_docs(docs)).filter(|docs| !docs.is_empty());
    for item in docs.into_iter().chain(items) {
        content.push('\n');
        content.push_str(&pretty::item(item)?);
    }
    let name = format!("{name}.rs");
    Ok(GeneratedFile { name, content })
}

/// Returns a further file of a group, such as `group.mock.rs`. No group can have its name.
pub(super) fn part(
    group: &Group,
    suffix: &str,
    docs: String,
    items: Items,
) -> Result<GeneratedFile, NotRust> {
    let name = format!("{}.{suffix}", group.module);
    file(&name, &group.source, &vec![docs], items)
}
