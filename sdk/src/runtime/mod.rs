//! The runtime of all calls: turns a request into signed fields, sends it, and decodes the answer.

#[cfg(feature = "blocking")]
pub mod blocking;
mod bounds;
mod builder;
mod call;
mod client;
mod clock;
mod credential;
mod decimal;
mod decode;
mod endpoint;
mod envelope;
mod error;
mod fields;
mod file;
mod form;
mod forwarding;
pub(crate) mod generated;
mod handover;
mod http;
mod json;
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
#[cfg(feature = "cli")]
pub(crate) mod untyped;
mod urls;
mod watch;
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

#[cfg(any(feature = "cli", feature = "record"))]
pub(crate) use decode::is_identifier;
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

#[cfg(feature = "record")]
pub(crate) use {
    call::payload,
    envelope::without_byte_order_mark,
    error::{ErrorKind, PlatformError},
    transport::{Answer, Found, Sending},
};
#[cfg(feature = "mock")]
pub(crate) use {json::described, watch::Watch};
