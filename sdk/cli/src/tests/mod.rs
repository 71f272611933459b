//! Tests of private functions.

mod commands;
mod help;
mod profile_text;
mod redact;
