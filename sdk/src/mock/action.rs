//! What an expectation does with a call, and the HTTP response for it.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::{HeaderMap, Response, StatusCode};

use super::mockable::Data;
use super::refusal::Quoted;
use super::response::{enveloped, with_type};

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
    /// A typed answer.
    Data(Data),
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
    pub(crate) fn response(&self, example: Option<&str>) -> Option<Response<Full<Bytes>>> {
        let mut response = match &self.content {
            Some(Content::Dropped) => return None,
            Some(Content::Data(Data::Nothing)) => enveloped(0, "ok", None),
            Some(Content::Data(Data::Json(json))) => enveloped(0, "ok", Some(json)),
            Some(Content::Data(Data::Text(text))) => {
                with_type(text.clone().into(), "text/plain; charset=utf-8")
            }
            Some(Content::Failure { code, message }) => enveloped(*code, message, None),
            Some(Content::Body(body)) => with_type(body.clone(), "application/json"),
            None if self.status.is_some() => Response::default(),
            None => enveloped(0, "ok", example),
        };
        if let Some(status) = self.status {
            *response.status_mut() = status;
        }
        // Appended one by one, so that a header with several values keeps them all and replaces the default.
        let mut replaced = None;
        for (name, value) in &self.headers {
            if replaced == Some(name) {
                response.headers_mut().append(name, value.clone());
            } else {
                response.headers_mut().insert(name, value.clone());
            }
            replaced = Some(name);
        }
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
