//! What the tests of the whole product share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a failed test may panic

pub mod fault;
pub mod hostile;

/// The value behind a flag of the command line, as in `--url VALUE`.
#[must_use]
pub fn flag(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.next().and_then(|_| arguments.next())
}
