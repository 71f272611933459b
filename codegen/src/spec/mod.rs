//! Reads the files of a spec into a model in which every value has a location.

mod files;
pub mod model;
pub(crate) mod object;
pub(crate) mod read;
mod scalar;
pub mod schema;
pub mod yaml;

pub(crate) use files::{Files, load, read};
pub use files::{decode, parse};
pub use scalar::{is_digits, unusual_number};
