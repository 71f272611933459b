//! Exports a spec as an OpenAPI 3.1 document.
//!
//! What OpenAPI cannot express is written to members that begin with `x-bge-`; `docs/openapi.md` lists them.

mod answer;
mod call;
mod document;
mod examples;
mod language;
mod schema;
mod signature;

use bge_private_codegen::Checked;

use crate::yaml;
use document::Exporter;
pub use language::Language;

/// The format of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// JSON.
    #[default]
    Json,
    /// YAML.
    Yaml,
}

/// Returns the spec as an OpenAPI 3.1 document, with a line break at the end. `version` is the version of the
/// described interface.
#[must_use]
pub fn export(checked: &Checked, form: Form, language: Language, version: &str) -> String {
    let api = checked.api();
    let document = Exporter { api, language }.document(version);
    match form {
        Form::Json => format!("{document:#}\n"),
        Form::Yaml => yaml::document(&document),
    }
}
