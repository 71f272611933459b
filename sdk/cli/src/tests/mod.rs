//! Tests of private functions.

mod commands;
mod examples;
mod redact;
