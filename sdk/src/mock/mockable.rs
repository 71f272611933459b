//! What the mock platform needs of a request: to read it back from the wire, and to write its answer.

use std::fmt;

use super::sent::Sent;
use crate::runtime::generated::{JsonWriter, Request};
use crate::runtime::{Json, Reply};

/// A request that the mock platform knows by its type; every generated one is.
///
/// Its items are for generated code alone.
pub trait Mockable: Request + Clone + PartialEq + fmt::Debug {
    /// Reads the request back from what was sent.
    #[doc(hidden)]
    fn read(sent: &Sent<'_>) -> Self;

    /// Writes an answer as the platform would.
    #[doc(hidden)]
    fn write(response: &Self::Response, answer: &mut Answer);
}

/// An answer in the making: nothing unless something is written.
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
    /// Where JSON is written to.
    pub(crate) fn json(&mut self) -> &mut JsonWriter {
        &mut self.json
    }

    /// Whatever a call without a shape of its own gave.
    #[allow(dead_code, reason = "whether it is called is the spec's choice")]
    pub(crate) fn reply(&mut self, reply: &Reply) {
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

/// A typed answer, written.
pub(crate) fn written<R: Mockable>(response: &R::Response) -> Data {
    let mut answer = Answer::default();
    R::write(response, &mut answer);
    answer.finish()
}
