//! What the mock platform requires of a request: reading it from the wire, and writing its answer.

use std::fmt;

use super::calls::ReceivedCall;
use super::content::Content;
use super::sent::Sent;
use crate::runtime::generated::{Encode, File, JsonWriter, Request};
use crate::runtime::{Json, Reply};

/// A request that the mock platform supports. All generated requests implement it.
///
/// Its items are only for generated code.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a request of the platform",
    label = "not a request",
    note = "an expectation is for a request, such as `SignUrl`; its response is set with `reply`"
)]
pub trait Mockable: Request + Clone + PartialEq + fmt::Debug {
    /// What a test answers with: the response, or the file that is downloaded.
    type Reply;

    /// Reads the request from what was sent, if nothing required is missing.
    #[doc(hidden)]
    fn read(sent: &Sent<'_>) -> Option<Self>;

    /// Writes an answer like the platform.
    #[doc(hidden)]
    fn write(reply: &Self::Reply, answer: &mut Answer);
}

/// The content of an answer. Without data until something is written.
#[derive(Debug)]
pub struct Answer(Content);

impl Answer {
    /// Writes a value as JSON.
    pub fn json<F: Encode>(&mut self, value: &F::Value) {
        let mut json = JsonWriter::default();
        F::encode(value, &mut json);
        let reply = Reply::Json(Json::from_checked(&json.finish()));
        self.0 = Content::Data(Some(reply));
    }

    /// Writes a response of unspecified shape.
    pub fn reply(&mut self, reply: &Reply) {
        self.0 = Content::Data(Some(reply.clone()));
    }

    /// Writes a file.
    pub fn file(&mut self, file: &File) {
        self.0 = Content::File(file.clone());
    }
}

/// Encodes a typed answer.
pub(crate) fn written<R: Mockable>(reply: &R::Reply) -> Content {
    let mut answer = Answer(Content::Data(None));
    R::write(reply, &mut answer);
    answer.0
}

/// Returns the request of a call if it has this type and can be decoded.
pub(crate) fn request<R: Mockable>(call: &ReceivedCall) -> Option<R> {
    if call.endpoint?.name != R::ENDPOINT.name {
        return None;
    }
    let sent = Sent::new(call, R::ENDPOINT);
    R::read(&sent).filter(|_| sent.finish())
}
