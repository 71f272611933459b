//! Reads the body of a call: a form or multipart, within limits, without holding files in memory.

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::HeaderMap;
use hyper::body::Body;
use hyper::header::CONTENT_TYPE;
use mime_guess::Mime;

use super::calls::ReceivedCall;
use super::refusal::{Quoted, Reason, Refusal};
use super::{form, multipart};

/// Reads the fields and files into the call. If it fails, the call keeps what was read before.
pub(crate) async fn read<B>(
    headers: &HeaderMap,
    body: &mut B,
    call: &mut ReceivedCall,
) -> Result<(), Refusal>
where
    B: Body<Data = Bytes> + Send + Unpin,
{
    let refused = |message: String| Err(Refusal::new(Reason::ContentType, message));
    let expected = "expected `application/x-www-form-urlencoded` or `multipart/form-data`";
    let Some(content_type) = headers.get(CONTENT_TYPE) else {
        return refused(format!("there is no content type; {expected}"));
    };
    let text = content_type.to_str().unwrap_or_default();
    let media_type = text.parse::<Mime>().ok();
    match media_type.as_ref().map(Mime::essence_str) {
        Some("application/x-www-form-urlencoded") => {
            let charset = media_type.as_ref().and_then(|it| it.get_param("charset"));
            match charset.filter(|charset| *charset != "utf-8") {
                Some(charset) => refused(format!(
                    "the form is in the charset {}; expected `utf-8`",
                    Quoted(charset.as_str())
                )),
                None => form::read(body, call).await,
            }
        }
        Some("multipart/form-data") => match multer::parse_boundary(text) {
            Ok(boundary) if !boundary.is_empty() => multipart::read(boundary, body, call).await,
            _ => refused("the content type `multipart/form-data` names no boundary".to_owned()),
        },
        _ => refused(format!("the content type is {}; {expected}", Quoted(text))),
    }
}

/// Reads the rest without keeping it, so that the sender reads the answer.
pub(crate) async fn drain<B: Body + Unpin>(mut body: B) {
    while let Some(Ok(_)) = body.frame().await {}
}
