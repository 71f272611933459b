//! What a spec says: its files, read into a model in which every value knows its place.

mod files;
pub(crate) mod json;
pub mod model;
mod object;
pub(crate) mod read;
mod scalar;
pub mod schema;
pub mod yaml;

#[cfg(feature = "tools")]
pub(crate) use files::parse;
pub(crate) use files::{Files, load, read};
pub(crate) use scalar::{is_digits, unusual_number};
