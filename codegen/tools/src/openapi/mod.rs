//! Exports a spec as an OpenAPI 3.1 document.
//!
//! What OpenAPI cannot express is written to members that begin with `x-bge-`; `docs/openapi.md` lists them.

mod export;
mod tree;
mod words;

pub use export::{Options, export};
pub use words::Language;

/// How a document is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// As JSON.
    #[default]
    Json,
    /// As YAML.
    Yaml,
}
