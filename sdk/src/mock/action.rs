//! What an expectation does with a call, and the HTTP responses of the mock platform.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};
use hyper::{HeaderMap, StatusCode};

use super::refusal::{Quoted, Reason, Refusal};
use crate::runtime::envelope;
use crate::runtime::generated::Reply;

pub(crate) type Response = hyper::Response<Full<Bytes>>;

/// What an expectation does with a call. Defaults to the spec's example.
#[derive(Clone, Debug, Default)]
pub(crate) struct Action {
    pub(crate) content: Option<Content>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) delay: Option<Duration>,
}

/// The content of a response.
#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// A typed answer, if it has data.
    Data(Option<Reply>),
    /// An error of the platform.
    Failure { code: i64, message: String },
    /// A body, unchanged.
    Body(Bytes),
    /// No response.
    Dropped,
}

impl Action {
    /// Returns the response, which contains `example` if nothing else is set, or `None` if the connection is to
    /// be dropped.
    pub(crate) fn response(&self, example: Option<&str>) -> Option<Response> {
        let mut response = match &self.content {
            Some(Content::Dropped) => return None,
            Some(Content::Data(Some(Reply::Text(text)))) => {
                with_type(text.clone().into(), "text/plain; charset=utf-8")
            }
            Some(Content::Data(data)) => enveloped(0, "ok", data.as_ref().map(Reply::text)),
            Some(Content::Failure { code, message }) => enveloped(*code, message, None),
            Some(Content::Body(body)) => with_type(body.clone(), "application/json"),
            None if self.status.is_some() => Response::default(),
            None => enveloped(0, "ok", example),
        };
        if let Some(status) = self.status {
            *response.status_mut() = status;
        }
        // A header with several values keeps them all, and replaces the default.
        response.headers_mut().extend(self.headers.clone());
        Some(response)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.content {
            None if self.status.is_none() => f.write_str("the spec's example")?,
            None => {}
            Some(Content::Data(_)) => f.write_str("a reply")?,
            Some(Content::Failure { code, message }) => {
                write!(f, "failure {code} {}", Quoted(message))?;
            }
            Some(Content::Body(body)) => write!(f, "a body of {} bytes", body.len())?,
            Some(Content::Dropped) => f.write_str("a dropped connection")?,
        }
        if let Some(status) = self.status {
            let gap = if self.content.is_some() { " with " } else { "" };
            write!(f, "{gap}status {}", status.as_u16())?;
        }
        match self.delay {
            Some(delay) => write!(f, " after {delay:?}"),
            None => Ok(()),
        }
    }
}

/// Returns an answer in the platform's envelope, with data in JSON.
fn enveloped(code: i64, message: &str, data: Option<&str>) -> Response {
    let body = envelope::written(code, message, data.or(Some("null")));
    with_type(body.into(), "application/json")
}

fn with_type(body: Bytes, media_type: &'static str) -> Response {
    let mut response = Response::new(Full::from(body));
    let media_type = HeaderValue::from_static(media_type);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

/// Returns the response to a call that is refused.
pub(crate) fn refused(refusal: &Refusal) -> Response {
    let mut response = enveloped(refusal.code(), refusal.message(), None);
    *response.status_mut() = refusal.reason().status();
    if refusal.reason() == Reason::Method {
        let post = HeaderValue::from_static("POST");
        response.headers_mut().insert(ALLOW, post);
    }
    response
}
