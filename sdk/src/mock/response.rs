//! HTTP responses of the mock platform.

use bytes::Bytes;
use http_body_util::Full;
use hyper::Response;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderValue};

use super::refusal::{Reason, Refusal};
use crate::generated::platform::PLATFORM;
use crate::runtime::generated::JsonWriter;

/// Returns an answer in the platform's envelope, with data in JSON.
pub(crate) fn enveloped(code: i64, message: &str, data: Option<&str>) -> Response<Full<Bytes>> {
    let mut out = JsonWriter::default();
    out.begin_object();
    out.key(PLATFORM.code);
    out.raw(&code.to_string());
    out.key(PLATFORM.message);
    out.text(message);
    out.key(PLATFORM.data);
    out.raw(data.unwrap_or("null"));
    out.end_object();
    with_type(out.finish().into(), "application/json")
}

/// Returns a response with this body and media type.
pub(crate) fn with_type(body: Bytes, media_type: &'static str) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(body));
    let media_type = HeaderValue::from_static(media_type);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

pub(crate) fn refused(refusal: &Refusal) -> Response<Full<Bytes>> {
    let mut response = enveloped(refusal.code(), refusal.message(), None);
    *response.status_mut() = refusal.reason().status();
    if refusal.reason() == Reason::Method {
        let post = HeaderValue::from_static("POST");
        response.headers_mut().insert(ALLOW, post);
    }
    response
}
