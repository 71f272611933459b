//! Calls of the command line: their fields are built from texts, and their answers are not decoded.

use bytes::Bytes;
use url::Url;

use super::call::{Options, mismatch, payload};
use super::client::{Client, Done};
use super::decode::{Notes, Payload};
use super::error::Result;
use super::fields::Fields;
use super::transport::{Answer, Found};

/// An answer as received.
pub(crate) struct Untyped {
    answer: Answer,
    attempts: u32,
}

/// Sends a call like every other: signs it, retries it and opens the envelope.
pub(crate) async fn exchange(
    client: Client,
    fields: Box<Fields>,
    options: Options,
) -> Result<Untyped> {
    let Done {
        answer, attempts, ..
    } = client.0.exchange(fields, options).await?;
    Ok(Untyped { answer, attempts })
}

/// Returns the URL of a call.
pub(crate) fn url_of(client: &Client, fields: &Fields) -> Url {
    client.0.urls.of(fields.path().clone())
}

/// Returns the signed form body without sending it.
pub(crate) fn signed_form(client: &Client, fields: &Fields) -> Result<String> {
    client.0.signed_form(fields)
}

impl Untyped {
    /// Returns the whole body.
    pub(crate) fn body(&self) -> &Bytes {
        &self.answer.body
    }

    /// Returns the range of the call's result, as JSON, within the body; `None` if it is text or empty.
    pub(crate) fn json(&self) -> Option<std::ops::Range<usize>> {
        match &self.answer.content {
            Found::Data(range) | Found::Bare(range) => Some(range.clone()),
            Found::Nothing | Found::Text => None,
        }
    }

    /// Returns whether the body is not JSON.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.answer.content, Found::Text)
    }

    /// Decodes the answer like the typed call.
    ///
    /// # Errors
    /// Returns a decoding error if the answer does not match the spec.
    pub(crate) fn check(&self, name: &'static str, read: fn(Payload<'_>)) -> Result<()> {
        let notes = Notes::default();
        read(payload(&self.answer, &notes));
        match notes.finish() {
            Ok(_) => Ok(()),
            Err(problem) => Err(mismatch(name, &self.answer, problem, self.attempts)),
        }
    }
}
