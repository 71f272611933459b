//! Tests of the parts of the mock platform.

mod examples;
mod log;
mod verify;
