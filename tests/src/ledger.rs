//! Counts how often each numbered call was carried out. Every call carries its number in a field.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

/// A byte for each call. Memory does not grow with the number of calls carried out.
#[derive(Clone, Debug)]
pub struct Ledger(Arc<Vec<AtomicU8>>);

impl Ledger {
    /// Returns a ledger for this many calls.
    #[must_use]
    pub fn new(calls: usize) -> Self {
        let mut zeros = Vec::new();
        zeros.resize_with(calls, AtomicU8::default);
        Self(Arc::new(zeros))
    }

    /// Counts one execution of a call.
    pub fn carry_out(&self, number: usize) {
        self.0[number].fetch_add(1, Ordering::SeqCst);
    }

    /// Stores a byte for a call.
    pub fn set(&self, number: usize, value: u8) {
        self.0[number].store(value, Ordering::SeqCst);
    }

    /// Returns the byte of a call.
    #[must_use]
    pub fn get(&self, number: usize) -> u8 {
        self.0[number].load(Ordering::SeqCst)
    }
}

const MARK: &str = "number";
const DIGITS: usize = 11;

/// Returns the text that identifies a call, such as `number00001234567`.
#[must_use]
pub fn numbered(number: usize) -> String {
    format!("{MARK}{number:0DIGITS$}")
}

/// Returns the number of the call whose text is in this body.
#[must_use]
pub fn number_of(body: &[u8]) -> usize {
    let mark = body
        .windows(MARK.len())
        .position(|window| window == MARK.as_bytes())
        .unwrap();
    let digits = mark + MARK.len();
    std::str::from_utf8(&body[digits..digits + DIGITS])
        .unwrap()
        .parse()
        .unwrap()
}
