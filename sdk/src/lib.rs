//! Typed client of the BGE private platform, generated from the description of its endpoints.
//!
//! Create a [`Client`] once, clone it freely, and call its methods. They have the names of the platform's
//! documentation. The docs of each method, in English and Chinese, give the constraints of its parameters and
//! say whether it is retried.
//!
//! ```no_run
//! use bge_private_sdk::{Client, ExposeSecret, service::Region};
//!
//! # async fn example() -> Result<(), bge_private_sdk::Error> {
//! let client = Client::from_env()?; // BGE_PRIVATE_APP_KEY, BGE_PRIVATE_APP_SECRET
//! let signed = client.sign_url("ods/a.tsv").region(Region::Domestic).expiration_time(3600).await?;
//! println!("{} works until {}", signed.url.expose_secret(), signed.expires);
//! # Ok(())
//! # }
//! ```
//!
//! - Awaiting a [`Call`] returns the typed answer. [`Call::detailed`] also returns its status, headers and body.
//! - An [`Error`] says what failed. [`Error::delivery`] says whether the call may have been carried out.
//! - [`Client::post`] calls a path that the spec does not describe.
//! - Secrets have the types [`Secret`] and [`SecretUrl`], which `Debug` does not show.
//! - [`signature`] creates and verifies signatures.
//!
//! # Unknown fields and enum values
//!
//! A field or an enum value that the spec does not describe does not fail a call. [`Detailed::unknown_fields`] lists
//! the fields of one answer. If a `tracing` subscriber enables the target `bge_private_sdk::unknown` at level `DEBUG`,
//! each unknown field or value is an event, once per answer, with these fields:
//!
//! - `endpoint`: the name of the call
//! - `path`: the JSON path without indices and keys of maps, such as `$.data.items[].colour`
//! - `kind`: `field` or `enum_value`
//! - `value`: the enum value
//!
//! Names and values that do not look like identifiers are shown as `[redacted]`, because they may be data.
//!
#![cfg_attr(feature = "serde", doc = include_str!("runtime/serialization/guide.md"))]
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `rustls-ring` | TLS with rustls and ring, and the certificates of the system. On by default. |
//! | `rustls-aws-lc-rs` | TLS with rustls and aws-lc-rs. Takes precedence over `rustls-ring`. |
//! | `native-tls` | TLS with the library of the system. |
//! | `system-proxy` | The proxy of the system settings on macOS and Windows. On by default. |
//! | `socks` | SOCKS proxies. |
//! | `http2` | HTTP/2 if the platform offers it. |
//! | `blocking` | The module `blocking`: the same calls for programs without an async runtime. |
//! | `serde` | `Serialize` and `Deserialize` for requests, answers and enums, and `ExposeSecrets` for those with secrets. |
//! | `mock` | The module `mock`: a mock of the platform for tests, in process. Includes `doctor`. |
//! | `record` | The module `record`: records calls to a file and replays them in tests. |
//! | `describe` | The module `describe`: a static description of all calls, for programs that make any of them. |
//! | `doctor` | The module `signature::doctor`: explains why a signature is wrong. |
//!
//! # Calls
//!
#![doc = include_str!(concat!(env!("OUT_DIR"), "/calls.md"))]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "describe")]
pub mod describe;
#[cfg(feature = "mock")]
pub mod mock;
#[cfg(feature = "record")]
pub mod record;
mod runtime;
pub mod signature;

mod generated {
    include!(concat!(env!("OUT_DIR"), "/mod.rs"));
}

pub use generated::platform::Environment;
pub use generated::*;
#[cfg(feature = "blocking")]
pub use runtime::blocking;
pub use runtime::{
    Answering, Call, Caller, Client, ClientBuilder, Delivery, Detailed, Download, Error,
    Extendable, ExtraParams, ExtraValue, File, Items, Json, NotAKnownValue, NotAPlatformTime,
    Paged, Pages, Pagination, PlatformTime, Polled, Post, Reply, Request, Rest, Result, Save,
    Seconds, Secret, SecretUrl, Wait, parse_decimal,
};
#[cfg(feature = "serde")]
pub use runtime::{ExposeSecrets, expose_secrets};

pub use reqwest::{self, StatusCode};
pub use rust_decimal::{self, Decimal};
pub use secrecy::ExposeSecret;
pub use time::{self, Date, OffsetDateTime};
pub use url::{self, Url};
