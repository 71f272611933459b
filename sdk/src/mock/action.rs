//! What an expectation does with a call, and the HTTP responses of the mock platform.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use hyper::header::{ALLOW, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderValue};
use hyper::{HeaderMap, StatusCode};
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};

use super::answer_body::AnswerBody;
use super::content::Content;
use super::matching::Sample;
use super::refusal::{Quoted, Reason, Refusal};
use crate::runtime::envelope;
use crate::runtime::generated::{File, Reply};

pub(crate) type Response = hyper::Response<AnswerBody>;

/// What an expectation does with a call. Defaults to the spec's example.
#[derive(Clone, Debug, Default)]
pub(crate) struct Action {
    pub(crate) content: Option<Content>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) delay: Option<Duration>,
    /// Number of bytes of the body after which the connection is closed.
    pub(crate) breaks_after: Option<u64>,
}

impl Action {
    /// Returns the response, which contains `example` if nothing else is set, or `None` if the connection is to
    /// be dropped.
    pub(crate) fn response(&self, example: &Sample) -> Option<Response> {
        let mut response = match &self.content {
            Some(Content::Dropped) => return None,
            Some(Content::Data(Some(Reply::Text(text)))) => {
                with_type(text.clone().into(), "text/plain; charset=utf-8")
            }
            Some(Content::Data(data)) => enveloped(0, "ok", data.as_ref().map(Reply::text), None),
            Some(Content::Failure { code, message }) => enveloped(*code, message, None, None),
            Some(Content::Body(body)) => with_type(body.clone(), "application/json"),
            None if self.status.is_some() => Response::default(),
            Some(Content::File(file)) => with_file(file),
            Some(Content::Chunks(chunks)) => with_body(AnswerBody::chunks((chunks.0)()), OCTETS),
            None => match example.file {
                Some(&file) => with_file(&file.into()),
                None => {
                    let pagination = example.pagination.as_deref();
                    enveloped(0, "ok", example.data.as_deref(), pagination)
                }
            },
        };
        if let Some(status) = self.status {
            *response.status_mut() = status;
        }
        if let Some(bytes) = self.breaks_after {
            response = response.map(|body| body.broken_after(bytes));
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
            Some(Content::File(file)) => write!(f, "a file of {} bytes", file.length())?,
            Some(Content::Chunks(_)) => f.write_str("a streamed body")?,
            Some(Content::Dropped) => f.write_str("a dropped connection")?,
        }
        if let Some(status) = self.status {
            let gap = if self.content.is_some() { " with " } else { "" };
            write!(f, "{gap}status {}", status.as_u16())?;
        }
        if let Some(bytes) = self.breaks_after {
            write!(f, " broken off after {bytes} bytes")?;
        }
        match self.delay {
            Some(delay) => write!(f, " after {delay:?}"),
            None => Ok(()),
        }
    }
}

/// Returns an answer in the platform's envelope, with data in JSON.
fn enveloped(code: i64, message: &str, data: Option<&str>, pagination: Option<&str>) -> Response {
    let body = envelope::written(code, message, data.or(Some("null")), pagination);
    with_type(body.into(), "application/json")
}

fn with_type(body: Bytes, media_type: &'static str) -> Response {
    with_body(AnswerBody::from(body), media_type)
}

fn with_body(body: AnswerBody, media_type: &str) -> Response {
    let mut response = Response::new(body);
    if let Ok(media_type) = HeaderValue::from_str(media_type) {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    response
}

const OCTETS: &str = "application/octet-stream";

/// Returns a file as the platform sends it.
fn with_file(file: &File) -> Response {
    let mut response = with_body(AnswerBody::file(file), file.media_type());
    let name = percent_encode(file.name().as_bytes(), NON_ALPHANUMERIC);
    let named = format!("attachment; filename*=UTF-8''{name}");
    if !file.name().is_empty()
        && let Ok(named) = HeaderValue::try_from(named)
    {
        response.headers_mut().insert(CONTENT_DISPOSITION, named);
    }
    response
}

/// Returns the response to a call that is refused.
pub(crate) fn refused(refusal: &Refusal) -> Response {
    let mut response = enveloped(refusal.code(), refusal.message(), None, None);
    *response.status_mut() = refusal.reason().status();
    if refusal.reason() == Reason::Method {
        let post = HeaderValue::from_static("POST");
        response.headers_mut().insert(ALLOW, post);
    }
    response
}
