//! The scalars: their Rust types, and their forms as text and as JSON.
#![allow(dead_code, unused_imports, reason = "the spec chooses which are used")]

mod info;
mod number;
mod text;
mod time;

pub use info::{Codec, Hidden, JsonForm, Scalar, ScalarInfo};
pub(crate) use info::{Invalid, is_number};
pub use number::*;
pub use text::*;
pub use time::*;
