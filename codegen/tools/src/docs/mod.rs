//! Documents a platform for people and for language models: Markdown pages, a static site, a plain reference.
//!
//! `call` and `behaviour` write the content as Markdown. `docsify`, `site` and `llms` put it into files.

mod behaviour;
mod call;
mod docsify;
mod html;
mod llms;
mod page;
mod site;
mod start;

use bge_private_codegen::api::Group;
use bge_private_codegen::language::Language;
use bge_private_codegen::{Checked, GeneratedFile};

/// The first or second line of every page. A later run recognizes generated pages by it.
pub const MARK: &str = "<!-- @generated from the spec by bge-codegen docs -->";

/// Returns all files of the documentation: the site (`index.html`, `en/`, `zh/`, `assets/`), its pages as
/// Markdown (`markdown/en/`, `markdown/zh/`), `llms.txt` and `llms-full.txt`.
///
/// File names are paths with slashes. The same spec always yields the same files.
#[must_use]
pub fn docs(checked: &Checked) -> Vec<GeneratedFile> {
    let api = checked.api();
    let mut files = site::common_files(api);
    files.extend(docsify::common_files(api));
    files.extend(llms::files(api));
    for language in Language::ALL {
        files.extend(docsify::files(language, api));
        files.extend(site::files(language, api));
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}

fn file(name: impl Into<String>, content: impl Into<String>) -> GeneratedFile {
    GeneratedFile {
        name: name.into(),
        content: content.into(),
    }
}

/// Returns the name of a group's page, without an extension. Each folder has other pages named `index` and
/// `readme`.
fn page_name(group: &Group) -> String {
    let name = &group.spec;
    match name.as_str() {
        "index" | "readme" => format!("{name}_"),
        _ => name.clone(),
    }
}
