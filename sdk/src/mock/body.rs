//! Reads the body of a call: a form or multipart, within limits, without holding files in memory.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::HeaderMap;
use hyper::body::{Body, Frame};
use hyper::header::CONTENT_TYPE;

use super::calls::ReceivedCall;
use super::refusal::{Quoted, Reason, Refusal};
use super::{form, multipart};

/// Maximum size of all fields without files: 16 MiB. Also the maximum size of the file content that is kept.
pub(crate) const MOST_BYTES: usize = 16 * 1024 * 1024;

/// Maximum number of fields and files in a body.
pub(crate) const MOST_PARTS: usize = 1_000;

/// The form of the body, as the header says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Form {
    UrlEncoded,
    Multipart { boundary: String },
}

impl Form {
    /// Rejects everything except forms and multipart.
    pub(crate) fn of(headers: &HeaderMap) -> Result<Self, Refusal> {
        let refused = |message: String| Refusal::new(Reason::ContentType, message);
        let expected = "expected `application/x-www-form-urlencoded` or `multipart/form-data`";
        let Some(content_type) = headers.get(CONTENT_TYPE) else {
            return Err(refused(format!("there is no content type; {expected}")));
        };
        let text = content_type.to_str().unwrap_or_default();
        let essence = text
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match essence.as_str() {
            "application/x-www-form-urlencoded" => match charset(text) {
                Some(charset) if !charset.eq_ignore_ascii_case("utf-8") => Err(refused(format!(
                    "the form is in the charset {}; expected `utf-8`",
                    Quoted(charset)
                ))),
                _ => Ok(Self::UrlEncoded),
            },
            "multipart/form-data" => match multer::parse_boundary(text) {
                Ok(boundary) if !boundary.is_empty() => Ok(Self::Multipart { boundary }),
                _ => Err(refused(
                    "the content type `multipart/form-data` names no boundary".to_owned(),
                )),
            },
            _ => Err(refused(format!(
                "the content type is {}; {expected}",
                Quoted(text)
            ))),
        }
    }
}

fn charset(content_type: &str) -> Option<&str> {
    let parameters = content_type
        .split(';')
        .skip(1)
        .filter_map(|parameter| parameter.split_once('='));
    let mut charsets = parameters.filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"));
    charsets
        .next()
        .map(|(_, charset)| charset.trim().trim_matches('"'))
}

/// Reads the fields and files into the call. If it fails, the call keeps what was read before.
pub(crate) async fn read<B>(
    form: Form,
    body: &mut Metered<B>,
    call: &mut ReceivedCall,
) -> Result<(), Refusal>
where
    B: Body<Data = Bytes> + Send + Unpin,
{
    match form {
        Form::UrlEncoded => form::read(body, call).await,
        Form::Multipart { boundary } => multipart::read(boundary, body, call).await,
    }
}

/// A body that fails if too much is read between two resets of its meter.
#[derive(Debug)]
pub(crate) struct Metered<B> {
    body: B,
    meter: Meter,
}

/// The number of bytes read since the last reset.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter(Arc<AtomicUsize>);

impl Meter {
    /// Marks the bytes read so far as processed.
    pub(crate) fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

impl<B: Body<Data = Bytes> + Unpin> Metered<B> {
    pub(crate) fn new(body: B) -> Self {
        Self {
            body,
            meter: Meter::default(),
        }
    }

    pub(crate) fn meter(&self) -> Meter {
        self.meter.clone()
    }

    /// Reads the rest without keeping it, so that the sender reads the answer.
    pub(crate) async fn drain(mut self) {
        while let Some(Ok(_)) = http_body_util::BodyExt::frame(&mut self.body).await {}
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Metered<B> {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        let frame = match ready!(Pin::new(&mut self.body).poll_frame(context)) {
            None => return Poll::Ready(None),
            Some(Err(_)) => return Poll::Ready(Some(Err(BodyError::BrokenOff))),
            Some(Ok(frame)) => frame,
        };
        let length = frame.data_ref().map_or(0, Bytes::len);
        let before = self.meter.0.fetch_add(length, Ordering::Relaxed);
        let result = if before.saturating_add(length) > MOST_BYTES {
            Err(BodyError::TooLarge)
        } else {
            Ok(frame)
        };
        Poll::Ready(Some(result))
    }
}

/// Why a body could not be read completely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BodyError {
    TooLarge,
    BrokenOff,
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "the fields are larger than {MOST_BYTES} bytes"),
            Self::BrokenOff => f.write_str("the body is incomplete"),
        }
    }
}

impl std::error::Error for BodyError {}

impl From<BodyError> for Refusal {
    fn from(error: BodyError) -> Self {
        let reason = match error {
            BodyError::TooLarge => Reason::TooLarge,
            BodyError::BrokenOff => Reason::Body,
        };
        Self::new(reason, error.to_string())
    }
}

/// Rejects a call with too many fields and files.
pub(crate) fn refuse_too_many(call: &ReceivedCall) -> Result<(), Refusal> {
    if call.fields.len() + call.files.len() < MOST_PARTS {
        return Ok(());
    }
    Err(Refusal::new(
        Reason::TooLarge,
        format!("the body has more than {MOST_PARTS} fields and files"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form_of(content_type: &str) -> Result<Form, String> {
        let mut headers = HeaderMap::new();
        if let Ok(value) = content_type.parse() {
            headers.insert(CONTENT_TYPE, value);
        }
        Form::of(&headers).map_err(|refusal| refusal.message().to_owned())
    }

    #[test]
    fn takes_forms_and_multipart() {
        assert_eq!(
            form_of("application/x-www-form-urlencoded"),
            Ok(Form::UrlEncoded)
        );
        assert_eq!(
            form_of("Application/X-WWW-Form-URLEncoded; Charset=\"UTF-8\""),
            Ok(Form::UrlEncoded)
        );
        let multipart = Form::Multipart {
            boundary: "a b".to_owned(),
        };
        assert_eq!(
            form_of("multipart/form-data; boundary=\"a b\""),
            Ok(multipart)
        );
    }

    #[test]
    fn refuses_everything_else() {
        let expected = "expected `application/x-www-form-urlencoded` or `multipart/form-data`";
        let cases = [
            (
                "application/json",
                format!("the content type is `application/json`; {expected}"),
            ),
            ("", format!("the content type is ``; {expected}")),
            (
                "multipart/form-data",
                "the content type `multipart/form-data` names no boundary".to_owned(),
            ),
            (
                "application/x-www-form-urlencoded; charset=gbk",
                "the form is in the charset `gbk`; expected `utf-8`".to_owned(),
            ),
        ];
        for (content_type, message) in cases {
            assert_eq!(form_of(content_type), Err(message));
        }
        let none = Form::of(&HeaderMap::new()).map_err(|refusal| refusal.message().to_owned());
        assert_eq!(none, Err(format!("there is no content type; {expected}")));
    }
}
