//! Helpers shared by the end-to-end tests.

pub mod fault;
pub mod fences;
pub mod hostile;
pub mod http2;
pub mod ledger;
pub mod made_spec;
pub mod python_table;
pub mod server;
pub mod workspace;

/// The value behind a flag of the command line, as in `--url VALUE`.
#[must_use]
pub fn flag(name: &str) -> Option<String> {
    let mut arguments = std::env::args().skip_while(|argument| argument != name);
    arguments.next().and_then(|_| arguments.next())
}

/// Returns a number from the environment, or `default`.
///
/// # Panics
/// If the variable is not a number.
#[must_use]
pub fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).map_or(default, |value| {
        let number = value.parse();
        number.unwrap_or_else(|_| panic!("{name} is not a number: {value}"))
    })
}

/// The Rust code in `docs/` compiles.
#[cfg(doctest)]
mod docs {
    #[doc = include_str!("../../docs/calling.md")]
    struct Calling;
    #[doc = include_str!("../../docs/errors.md")]
    struct Errors;
    #[doc = include_str!("../../docs/signature.md")]
    struct Signature;
    #[doc = include_str!("../../docs/testing.md")]
    struct Testing;
}
