//! What the tests of the whole product share.

pub mod fault;
pub mod hostile;
pub mod http2;
pub mod ledger;
pub mod made_spec;
pub mod random;
pub mod readme;
pub mod server;
pub mod workspace;

/// The value behind a flag of the command line, as in `--url VALUE`.
#[must_use]
pub fn flag(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.next().and_then(|_| arguments.next())
}
