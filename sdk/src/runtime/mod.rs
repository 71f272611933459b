//! What is the same for every call: from a request to signed fields, over the wire, and back to a type.

#[cfg(feature = "blocking")]
pub mod blocking;
mod bounds;
mod builder;
mod call;
mod client;
mod clock;
mod decimal;
mod decode;
pub(crate) mod drift;
mod endpoint;
mod envelope;
mod error;
mod fields;
mod file;
mod form;
pub(crate) mod generated;
mod json;
pub(crate) mod json_equality;
mod nonce;
mod post;
mod progress;
#[cfg(any(feature = "doctor", feature = "record"))]
pub(crate) mod quoted;
pub(crate) mod retry;
mod seconds;
mod secret;
mod signer;
mod tls;
mod tracked;
mod transport;
#[cfg(feature = "cli")]
pub(crate) mod untyped;
mod urls;
mod writer;

pub use builder::ClientBuilder;
pub use call::{Answering, Call, Detailed};
pub use client::Client;
pub use decimal::parse_decimal;
pub use drift::DriftLog;
pub use endpoint::Request;
pub use error::{Delivery, Error, Result};
pub use file::File;
pub use json::{Json, Reply};
pub use post::Post;
pub use seconds::{NotWholeSeconds, Seconds};
pub use secret::{Secret, SecretUrl};

pub(crate) use secret::constant_time_eq;
pub(crate) use signer::Timestamp;

#[cfg(feature = "cli")]
pub(crate) use call::Options;
#[cfg(feature = "cli")]
pub(crate) use decode::Payload;
#[cfg(feature = "cli")]
pub(crate) use fields::Fields;
#[cfg(feature = "cli")]
pub(crate) use nonce::Nonce;

#[cfg(feature = "mock")]
pub(crate) use json::described;
#[cfg(feature = "record")]
pub(crate) use {
    call::payload,
    error::{ErrorKind, PlatformError},
    transport::{Answer, Found, Sending, judge},
};
