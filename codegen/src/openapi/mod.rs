//! OpenAPI: a spec as a document that other tools read, and documents of other makers as drafts of a spec.
//!
//! What OpenAPI has no words for stands in members that begin with `x-bge-`; `docs/openapi.md` lists them. With them,
//! importing what was exported gives the same spec again.

mod export;
mod import;
mod tree;
mod words;

pub use export::{Options, export};
pub use import::{Imported, SpecFile, import};
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
