//! A mock of the platform, generated from the same spec. It is a real HTTP server on loopback. It checks every
//! call like the platform, and answers it as the test says, or with the spec's example.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use bge_private_sdk::mock::MockPlatform;
//!
//! let platform = MockPlatform::start().await?;
//! let signed = platform.client().sign_url("ods/a.tsv").await?;
//! assert_eq!(signed.expires.unix_timestamp(), 1_573_026_921);
//!
//! use bge_private_sdk::service::SignUrl;
//!
//! assert_eq!(platform.calls::<SignUrl>(), [SignUrl::new("ods/a.tsv")]);
//! assert_eq!(platform.received()[0].field("object_name"), Some("ods/a.tsv"));
//! # Ok(())
//! # }
//! ```
//!
//! [`MockPlatform::on`] sets what is expected and how it is answered. Responses are created like requests:
//! required fields are arguments of `new`, and optional fields have setters.

mod action;
mod answer_body;
mod answers;
mod body;
mod calls;
mod clients;
mod content;
mod examples;
mod expectation;
mod handle;
mod log;
mod matching;
mod mockable;
mod multipart;
mod pages;
mod panics;
mod parameters;
mod paused;
mod platform;
mod refusal;
mod report;
mod route;
mod rules;
mod sent;
mod server;
mod settings;
mod state;
mod tasks;
#[cfg(test)]
mod tests;
mod times;
mod verify;
mod wanted;

pub use calls::{ReceivedCall, ReceivedFile};
pub use examples::{Example, ExampleFile, Replaying, examples};
pub use expectation::Expectation;
pub use mockable::Mockable;
pub use platform::{MockPlatform, MockPlatformBuilder};
pub use refusal::{Reason, Refusal};
pub use report::Unmet;
pub use times::Times;

pub(crate) use examples::{replay, replay_download};
#[cfg(feature = "blocking")]
pub(crate) use examples::{replay_blocking, replay_download_blocking};
pub(crate) use mockable::Answer;
pub(crate) use sent::Sent;
