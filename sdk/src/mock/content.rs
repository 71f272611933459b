//! The content of a response.

use bytes::Bytes;

use super::answer_body::Chunks;
use super::settings::Function;
use crate::runtime::generated::{File, Reply};

/// The content of a response.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// A typed answer, if it has data.
    Data(Option<Reply>),
    /// An error of the platform.
    Failure { code: i64, message: String },
    /// A body, unchanged.
    Body(Bytes),
    /// A file, without the envelope.
    File(File),
    /// A body in chunks.
    Chunks(Function<dyn Fn() -> Chunks + Send + Sync>),
    /// No response.
    Dropped,
}
