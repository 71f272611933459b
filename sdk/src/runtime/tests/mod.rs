//! Unit tests of the runtime.

mod answer;
mod clock;
mod decimal;
mod deep;
mod disposition;
mod handover;
mod http;
mod nonce;
mod pages;
mod placeholder;
mod python;
#[cfg(any(feature = "doctor", feature = "record"))]
mod quoted;
mod retry;
mod scan;
mod unknown;
mod wait;
