//! Tests of the parts of a recording.

mod asked;
mod format;
mod redact;
