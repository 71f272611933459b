//! Decodes answers: JSON values that know their path.
//!
//! Generated code reads these values. Each level of an answer is split when it is reached, and a number or a
//! text is parsed directly from the received bytes, so no digit is lost.
//!
//! Functions that are called for each field of each endpoint are `#[inline(never)]`: inlined copies would make
//! up half of the code of a release build, and a function call is cheap compared to decoding.

mod hidden;
mod identifier;
mod members;
mod notes;
mod path;
mod payload;
pub(crate) mod scan;
mod value;

#[cfg(feature = "record")]
pub(crate) use hidden::HiddenParts;
#[cfg(any(feature = "describe", feature = "record"))]
pub use identifier::is_identifier;
pub(crate) use notes::Notes;
pub(crate) use payload::Content;
pub use payload::Payload;
pub use value::{Boxed, Decode, Lenient, Value};
