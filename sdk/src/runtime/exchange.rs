//! The seam between a call and the network: performs one attempt of a call.
//!
//! [`Transport`](super::transport::Transport) performs it over HTTP. A recording wraps another implementation or
//! replaces it.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use url::Url;

use super::decode::{Content, Payload};
use super::error::ErrorKind;
use super::fields::Fields;
use super::forwarding;
use super::retry::{Cause, Deadline, Failed};
use super::urls::url_of;

pub(crate) trait Exchange: Send + Sync {
    /// Sends a call once and interprets its answer.
    fn exchange<'a>(&'a self, attempt: Attempt<'a>) -> Exchanging<'a>;
}

/// Wraps or replaces what performs the attempts of a client.
pub(crate) trait Layer: Send + Sync {
    fn over(&self, inner: Arc<dyn Exchange>) -> Arc<dyn Exchange>;
}

/// Future of one attempt. Dropping it gives up the attempt.
pub(crate) type Exchanging<'a> = Pin<Box<dyn Future<Output = Attempted> + Send + 'a>>;

pub(crate) type Attempted = Result<Answer, Failed<ErrorKind>>;

/// A successful answer with its envelope opened.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) content: Content,
}

#[derive(Clone, Copy)]
pub(crate) struct Attempt<'a> {
    pub(crate) base_url: &'a Url,
    pub(crate) fields: &'a Fields,
    /// Decodes an answer as the call's type, to take notes about it.
    #[allow(dead_code, reason = "only a layer reads it")]
    pub(crate) decode: fn(Payload<'_>),
    pub(crate) deadline: Deadline,
    pub(crate) max_response_bytes: u64,
    /// Its number, counted from 1.
    pub(crate) number: u32,
    /// Time limit for each part of a file after the first.
    pub(crate) chunk_timeout: Duration,
}

impl Attempt<'_> {
    /// Returns whether a successful answer is a file.
    pub(crate) fn streams(&self) -> bool {
        self.fields.endpoint.streams
    }

    pub(crate) fn url(&self) -> Url {
        url_of(self.base_url, &self.fields.path)
    }

    /// Returns whether the answer may come from a service behind the platform.
    pub(crate) fn forwards(&self) -> bool {
        let endpoint = self.fields.endpoint;
        // A call that the spec does not describe may still use the path of one that it describes.
        let is_untyped = endpoint.path.is_empty();
        endpoint.forwards || (is_untyped && forwarding::is_forwarding_path(self.url().path()))
    }
}

/// Returns a failure after which the call may have been carried out.
pub(crate) fn unclear(error: ErrorKind) -> Failed<ErrorKind> {
    Failed {
        error,
        cause: Cause::Unknown { after: None },
    }
}

/// Returns a failure of an attempt that cannot be made.
pub(crate) fn impossible(error: ErrorKind) -> Failed<ErrorKind> {
    Failed {
        error,
        cause: Cause::Impossible,
    }
}
