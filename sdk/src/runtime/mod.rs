//! The runtime of all calls: turns a request into signed fields, sends it, and decodes the answer.

pub(crate) mod answer;
#[cfg(feature = "blocking")]
pub mod blocking;
mod bounds;
mod builder;
mod call;
mod client;
mod clock;
mod credential;
mod decimal;
pub(crate) mod decode;
pub(crate) mod endpoint;
mod engine;
pub(crate) mod envelope;
pub(crate) mod error;
pub(crate) mod exchange;
pub(crate) mod fields;
mod file;
mod forwarding;
pub(crate) mod generated;
mod handover;
mod http;
pub(crate) mod json;
pub(crate) mod json_equality;
mod nonce;
mod post;
mod progress;
mod proxy;
#[cfg(any(feature = "doctor", feature = "record"))]
pub(crate) mod quoted;
pub(crate) mod retry;
mod seconds;
mod secret;
mod signer;
mod tls;
mod transport;
pub(crate) mod watch;
mod writer;

pub use builder::ClientBuilder;
pub use call::{Answering, Call, Detailed};
pub use client::Client;
pub use decimal::parse_decimal;
pub use endpoint::Request;
pub use error::{Delivery, Error, Result};
pub use file::File;
pub use json::{Json, Reply};
pub use post::Post;
pub use seconds::{NotWholeSeconds, Seconds};
pub use secret::{Secret, SecretUrl};

pub(crate) use nonce::Nonce;
pub(crate) use secret::constant_time_eq;
