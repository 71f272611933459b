//! Reads the files of a spec into a model in which every value has a location.

mod files;
mod keys;
pub mod model;
mod object;
pub(crate) mod read;
mod scalar;
pub mod schema;
pub mod yaml;

pub use files::parse;
pub(crate) use files::{Files, decode, load, read};
pub use scalar::{is_digits, unusual_number};
