//! Documents a platform for people and for language models: Markdown pages, a static site, a plain reference.
//!
//! The content is built once for each language (`read` fills `model`). `docsify`, `site` and `llms` only
//! write it.

mod behaviour;
mod docsify;
mod entries;
mod html;
mod llms;
mod model;
mod page;
mod read;
mod search;
mod site;
mod type_words;

use bge_private_codegen::Checked;
use bge_private_codegen::GeneratedFile;
use bge_private_codegen::language::Language;

/// The first or second line of every page. A later run recognizes generated pages by it.
pub const MARK: &str = "<!-- @generated from the spec by bge-codegen docs -->";

/// Returns all files of the documentation: the site (`index.html`, `en/`, `zh/`, `assets/`), its pages as
/// Markdown (`markdown/en/`, `markdown/zh/`), `llms.txt` and `llms-full.txt`.
///
/// File names are paths with slashes. The same spec always yields the same files.
#[must_use]
pub fn docs(checked: &Checked) -> Vec<GeneratedFile> {
    let [english, chinese] = Language::ALL.map(|language| read::site(checked, language));
    let mut files = site::assets();
    files.push(site::entrance(&english, &chinese));
    files.extend(docsify::entrance(&english, &chinese));
    files.extend(llms::files(&english));
    for site in [&english, &chinese] {
        files.extend(docsify::files(site));
        files.extend(site::files(site));
        files.push(search::file(site));
    }
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files
}
