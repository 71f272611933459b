//! Records calls to a file that a person can read and edit, and replays them without the platform.
//!
//! ```
//! # #[cfg(feature = "mock")]
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let mock = bge_private_sdk::mock::MockPlatform::start().await?;
//! # let path = std::env::temp_dir().join(format!("bge-private-{}-links.yaml", std::process::id()));
//! use bge_private_sdk::Client;
//! use bge_private_sdk::record::{Recorder, Recording};
//!
//! // Once, with the platform or a mock of it:
//! let recorder = Recorder::create(&path)?;
//! let client = Client::builder().app_key("my-key").app_secret("my-secret").record(&recorder).build()?;
//! # let client = mock.client_builder().record(&recorder).build()?;
//! client.sign_url("ods/a.tsv").await?;
//! recorder.finish()?;
//!
//! // In every test:
//! let recording = Recording::open(&path)?;
//! recording.client()?.sign_url("ods/a.tsv").await?;
//! recording.finish()?;
//! # std::fs::remove_file(&path)?;
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "mock"))]
//! # fn main() {}
//! ```
//!
//! # What is recorded
//! Each attempt of a call, including retries, in the order in which they end: name, path, fields, files by name, media
//! type, size and digest (but not content), and the status, body and relevant headers of the answer, or the failure.
//! Nonce, timestamp, key and signature are not recorded. Neither is an attempt that was refused because of its
//! timestamp, which the client repeats by itself, nor a call that is dropped before it ends.
//!
//! A file that a call downloads is not recorded; its entry says `streamed: true`, and replaying it fails. To replay it,
//! replace that line by a `body`.
//!
//! The file is a sequence of YAML documents, one for each attempt, and is only appended to.
//!
//! # What is redacted
//! Everything that the spec calls secret: parameters, objects that hold a secret, fields of answers; of a URL with a secret
//! query, the values in the query, user name and password. Data that the spec does not describe may be secret, too: JSON
//! parameters of any content, further parameters, answers of any content (such as those of a gateway), unknown fields of
//! an answer and names that do not look like names, the data beside a platform error, and the fields and answer
//! of [`Client::post`](crate::Client::post). All of it is redacted unless [`Recorder::keep_unknown`] is called, which is
//! for recordings of made-up data. Text becomes `[redacted]` and a number 0, so the answer still decodes.
//!
//! # How it is replayed
//! A call is answered by the first recorded attempt with its path, fields and files that was not used yet. A redacted
//! value in the recording matches any value; JSON is compared as JSON. A call that is not recorded, or was made more often
//! than recorded, fails before anything is sent; the error names the nearest recorded call and the differences. Nothing
//! goes over the network, and retries do not wait.

mod asked;
mod file;
mod format;
mod outcome;
mod recorder;
mod recording;
mod redact;
#[cfg(test)]
mod tests;

pub use recorder::Recorder;
pub use recording::Recording;
