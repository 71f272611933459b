//! The runtime of all calls: turns a request into signed fields, sends it, and decodes the answer.

pub(crate) mod answer;
pub(crate) mod bounds;
mod builder;
pub(crate) mod call;
mod chunks;
mod client;
pub(crate) mod clock;
mod credential;
mod decimal;
pub(crate) mod decode;
mod disposition;
pub(crate) mod download;
pub(crate) mod endpoint;
mod engine;
pub(crate) mod envelope;
pub(crate) mod error;
pub(crate) mod exchange;
#[cfg(any(feature = "mock", feature = "serde"))]
pub(crate) mod extra_fields;
mod extra_params;
pub(crate) mod fields;
mod file;
#[cfg(any(feature = "mock", feature = "record"))]
pub(crate) mod file_digest;
mod forwarding;
pub(crate) mod generated;
mod handover;
pub(crate) mod http;
pub(crate) mod json;
pub(crate) mod json_body;
pub(crate) mod json_equality;
pub(crate) mod nonce;
pub(crate) mod open_enum;
mod pages;
mod pagination;
pub(crate) mod paging;
#[cfg(any(feature = "describe", feature = "mock"))]
mod param_values;
pub(crate) mod path;
mod platform_time;
mod post;
mod progress;
mod proxy;
pub(crate) mod python;
pub(crate) mod quoted;
mod reply;
mod request;
mod rest;
pub(crate) mod retry;
#[cfg(any(feature = "blocking", feature = "mock"))]
pub(crate) mod runtime_thread;
mod save;
pub(crate) mod scalar;
mod seconds;
pub(crate) mod secret;
#[cfg(feature = "serde")]
pub(crate) mod serialization;
mod signer;
#[cfg(any(feature = "describe", feature = "mock"))]
pub(crate) mod similar;
#[cfg(test)]
mod tests;
mod tls;
mod transport;
pub(crate) mod urls;
mod wait;
pub(crate) mod watch;
mod writer;

// The last module, so that the documentation of a call shows the async client first.
#[cfg(feature = "blocking")]
pub mod blocking;

pub use builder::ClientBuilder;
pub use call::{Answering, Call, Detailed};
pub use client::Client;
pub use decimal::parse_decimal;
pub use download::Download;
pub use error::{Delivery, Error, Result};
pub use extra_params::{Extendable, ExtraParams, ExtraValue};
pub use file::File;
pub use json::Json;
pub use open_enum::NotAKnownValue;
pub use pages::{Items, Pages};
pub use pagination::Pagination;
pub use paging::Paged;
pub use platform_time::{NotAPlatformTime, PlatformTime};
pub use post::Post;
pub use reply::Reply;
pub use request::Request;
pub use rest::Rest;
pub use save::Save;
pub use seconds::Seconds;
pub use secret::{Secret, SecretUrl};
#[cfg(feature = "serde")]
pub use serialization::{ExposeSecrets, expose_secrets};
pub use wait::{Caller, Polled, Wait};
