//! Tests of small parts of the library: names, texts, numbers, scalars and locations.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod code;
mod forms;
mod markdown;
mod name_forms;
mod naming;
mod number;
mod scalar;
mod source;
mod suggest;
mod types;
mod url;
