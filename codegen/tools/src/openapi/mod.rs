//! Exports a spec as an OpenAPI 3.1 document.
//!
//! What OpenAPI cannot express is written to members that begin with `x-bge-`; `docs/openapi.md` lists them.

mod answer;
mod call;
mod document;
mod examples;
mod extensions;
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

/// Options of an export.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format of the document.
    pub form: Form,
    /// The languages of its descriptions.
    pub language: Language,
    /// The version of the described interface.
    pub version: String,
}

/// Returns the spec as an OpenAPI 3.1 document, with a line break at the end.
#[must_use]
pub fn export(checked: &Checked, options: &Options) -> String {
    let document = Exporter::new(checked.api(), options.language).document(&options.version);
    match options.form {
        Form::Json => format!("{document:#}\n"),
        Form::Yaml => yaml::document(&document),
    }
}
