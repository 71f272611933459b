//! Tests of private functions.

mod commands;
mod profile_text;
mod redact;
