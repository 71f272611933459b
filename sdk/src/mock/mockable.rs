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

/// The data of an answer. Empty until something is written.
#[derive(Debug, Default)]
pub struct Answer(Option<Reply>);

impl Answer {
    /// Writes a value as JSON.
    pub fn json<F: Encode>(&mut self, value: &F::Value) {
        let mut json = JsonWriter::default();
        F::encode(value, &mut json);
        self.0 = Some(Reply::Json(Json::from_checked(&json.finish())));
    }

    /// Writes a response of unspecified shape.
    pub fn reply(&mut self, reply: &Reply) {
        self.0 = Some(reply.clone());
    }
}

/// Encodes a typed answer, if it has data.
pub(crate) fn written<R: Mockable>(response: &R::Response) -> Option<Reply> {
    let mut answer = Answer::default();
    R::write(response, &mut answer);
    answer.0
}

/// Returns the request of a call if it has this type and can be decoded.
pub(crate) fn request<R: Mockable>(call: &ReceivedCall) -> Option<R> {
    if call.endpoint?.path != R::ENDPOINT.path {
        return None;
    }
    let sent = Sent::new(call, R::ENDPOINT);
    R::read(&sent).filter(|_| sent.finish())
}
