//! Calls whose fields were put together from texts, and whose answers stay as they came: the command line's.

use bytes::Bytes;
use url::Url;

use super::call::{Options, mismatch, payload};
use super::client::{Client, Done};
use super::decode::{Notes, Payload};
use super::error::Result;
use super::fields::Fields;
use super::transport::{Answer, Found};

/// An answer as it came.
pub(crate) struct Untyped {
    answer: Answer,
    attempts: u32,
}

/// Makes a call like every other: signed, tried again, with its envelope opened.
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

/// Where a call would be sent.
pub(crate) fn url_of(client: &Client, fields: &Fields) -> Url {
    client.0.urls.of(fields.path().clone())
}

/// The form body that would be sent now.
pub(crate) fn signed_form(client: &Client, fields: &Fields) -> Result<String> {
    client.0.signed_form(fields)
}

impl Untyped {
    /// The whole body.
    pub(crate) fn body(&self) -> &Bytes {
        &self.answer.body
    }

    /// Where in the body the JSON stands that is the call's result; none if it is text, or nothing.
    pub(crate) fn json(&self) -> Option<std::ops::Range<usize>> {
        match &self.answer.content {
            Found::Data(range) | Found::Bare(range) => Some(range.clone()),
            Found::Nothing | Found::Text => None,
        }
    }

    /// Whether the body is not JSON.
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.answer.content, Found::Text)
    }

    /// Reads the answer as the typed call does.
    ///
    /// # Errors
    /// A decoding error, if it is not of the spec's shape.
    pub(crate) fn check(&self, name: &'static str, read: fn(Payload<'_>)) -> Result<()> {
        let notes = Notes::default();
        read(payload(&self.answer, &notes));
        match notes.finish() {
            Ok(_) => Ok(()),
            Err(problem) => Err(mismatch(name, &self.answer, problem, self.attempts)),
        }
    }
}
