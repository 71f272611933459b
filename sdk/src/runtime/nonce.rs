//! Random numbers: nonces and the jitter of retries.
//!
//! They come from the system each time, which costs less than 1 % of a call. So they differ after a fork and in
//! a resumed snapshot of a machine.

use uuid::Builder;
use uuid::fmt::Simple;

/// A UUID of version 4 as 32 lowercase hex digits.
#[derive(Clone, Copy)]
pub(crate) struct Nonce([u8; Simple::LENGTH]);

impl Nonce {
    /// Returns a new nonce, or `None` if the system has no random numbers.
    pub(crate) fn new() -> Option<Self> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).ok()?;
        let uuid = Builder::from_random_bytes(random).into_uuid();
        let mut digits = [0; Simple::LENGTH];
        uuid.as_simple().encode_lower(&mut digits);
        Some(Self(digits))
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Returns a random number from 0 up to but not including 1, or 0.5 if the system has no random numbers.
pub(crate) fn random_share() -> f64 {
    getrandom::u32().map_or(0.5, |number| f64::from(number) / 4_294_967_296.0)
}
