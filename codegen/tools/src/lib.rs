//! The functions of the command `bge-codegen`: format, compare, document, draft, export and watch a spec.
//!
//! The generator itself, which reads and checks a spec, is `bge_private_codegen`.

pub mod diff;
pub mod docs;
mod draft;
pub mod format;
pub mod openapi;
pub mod report;
pub mod watch;
mod yaml;

pub use draft::{Drafted, draft, group_name};
