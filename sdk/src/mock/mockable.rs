//! What the mock platform requires of a request: reading it from the wire, and writing its answer.

use std::fmt;

use super::calls::ReceivedCall;
use super::sent::Sent;
use crate::runtime::generated::{Encode, JsonWriter, Request};
use crate::runtime::{Json, Reply};

/// A request that the mock platform supports. All generated requests implement it.
///
/// Its items are only for generated code.
pub trait Mockable: Request + Clone + PartialEq + fmt::Debug {
    /// Reads the request from what was sent, if nothing required is missing.
    #[doc(hidden)]
    fn read(sent: &Sent<'_>) -> Option<Self>;

    /// Writes an answer like the platform.
    #[doc(hidden)]
    fn write(response: &Self::Response, answer: &mut Answer);
}

/// Incremental writer of an answer. The answer is empty unless something is written.
#[derive(Debug, Default)]
pub struct Answer {
    json: JsonWriter,
    text: Option<String>,
}

/// The data of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Data {
    /// An envelope without data.
    Nothing,
    /// JSON, in an envelope.
    Json(String),
    /// A body that is not JSON, without an envelope.
    Text(String),
}

impl Answer {
    /// Writes a value as JSON.
    pub fn json<F: Encode>(&mut self, value: &F::Value) {
        F::encode(value, &mut self.json);
    }

    /// Writes a response of unspecified shape.
    pub fn reply(&mut self, reply: &Reply) {
        match reply {
            Reply::Json(json) => self.json.raw(Json::as_str(json)),
            Reply::Text(text) => self.text = Some(text.clone()),
        }
    }

    fn finish(self) -> Data {
        let json = self.json.finish();
        match self.text {
            Some(text) => Data::Text(text),
            None if json.is_empty() => Data::Nothing,
            None => Data::Json(json),
        }
    }
}

/// Encodes a typed answer.
pub(crate) fn written<R: Mockable>(response: &R::Response) -> Data {
    let mut answer = Answer::default();
    R::write(response, &mut answer);
    answer.finish()
}

/// Returns the request of a call if it has this type and can be decoded.
pub(crate) fn request<R: Mockable>(call: &ReceivedCall) -> Option<R> {
    if call.endpoint?.path != R::ENDPOINT.path {
        return None;
    }
    let sent = Sent::new(call, R::ENDPOINT);
    R::read(&sent).filter(|_| sent.finish())
}
