//! Tests of private functions.

mod commands;
mod redact;
