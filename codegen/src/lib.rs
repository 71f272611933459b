//! Generates the typed Rust client of a platform from the description of its endpoints.
//!
//! [`load`] reads and checks a folder of YAML files. It returns a valid spec or a [`Report`] of every mistake.
//! [`generate`] returns the client of such a spec. [`build`] does both for a build script.

pub mod api;
mod build;
#[doc(hidden)]
pub mod check;
pub mod diagnostics;
mod emit;
pub mod json;
pub mod language;
pub mod naming;
pub mod path;
mod pretty;
#[doc(hidden)]
pub mod scalar;
pub mod source;
pub mod spec;

use std::path::Path;

pub use build::build;
pub use check::{Checked, RESERVED_COMMANDS, RESERVED_OPTIONS};
pub use diagnostics::{Code, Diagnostic, Diagnostics, Report};
pub use emit::{Features, GeneratedFile, Style, docs, generate};
pub use pretty::NotRust;
pub use source::{Sources, Span};
pub use spec::decode;

/// Reads and checks the spec in a folder.
///
/// # Errors
/// Returns a report of every mistake.
pub fn load(dir: &Path) -> Result<Checked, Report> {
    let mut out = Diagnostics::new();
    let sources = spec::load(dir, &mut out);
    check::finish(sources, out)
}

/// Reads and checks a spec in memory: `platform.yaml`, and a `*.yaml` file for each group.
///
/// # Errors
/// Returns a report of every mistake.
pub fn load_sources(sources: Sources) -> Result<Checked, Report> {
    check::finish(sources, Diagnostics::new())
}
