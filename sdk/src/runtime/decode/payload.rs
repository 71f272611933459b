//! The content of an answer, from which decoding starts.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;

use super::notes::Notes;
use super::path::Path;
use super::value::{Decode, MISSING, Value};
use crate::runtime::download::Download;
use crate::runtime::json::Json;
use crate::runtime::reply::Reply;
use crate::runtime::scalar;

#[derive(Clone, Debug)]
pub(crate) enum Content {
    /// The envelope's data, as JSON.
    Data(Bytes),
    /// An envelope without data.
    Nothing,
    /// A body without an envelope, as JSON.
    Bare(Bytes),
    /// A body that is not JSON.
    Text(Bytes),
    /// A file that is still arriving, until it is taken.
    File(Arc<Mutex<Option<Download>>>),
}

impl Content {
    pub(crate) fn file(download: Download) -> Self {
        Self::File(Arc::new(Mutex::new(Some(download))))
    }
}

/// The content of an answer while it is decoded.
#[derive(Clone, Copy)]
pub struct Payload<'a> {
    content: &'a Content,
    notes: &'a Notes,
}

const DATA: &str = "$.data";
const BODY: &str = "$";
const IS_FILE: &str = "the answer is a file";

impl<'a> Payload<'a> {
    pub(crate) fn new(content: &'a Content, notes: &'a Notes) -> Self {
        Self { content, notes }
    }

    /// Decodes the value, which is required.
    pub fn json<F: Decode>(self) -> F::Value {
        F::decode(self.value())
    }

    fn value(self) -> Value<'a> {
        let (path, problem) = match self.content {
            Content::Data(json) => return Value::root(text(json), DATA, self.notes),
            Content::Bare(json) => return Value::root(text(json), BODY, self.notes),
            Content::Nothing => (DATA, "missing, although the call answers with data"),
            Content::Text(_) => (BODY, "the answer is text, not JSON"),
            Content::File(_) => (BODY, IS_FILE),
        };
        self.notes.problem(&Path::root(path), problem);
        Value::root(MISSING, path, self.notes)
    }

    /// Checks that the platform reported success; there is no value.
    pub fn nothing(self) {
        let problem = match self.content {
            Content::Nothing => return,
            Content::Data(_) => return self.notes.unknown_field(&Path::root(DATA)),
            Content::Bare(_) => "the answer is not in the platform's envelope",
            Content::Text(_) => "the answer is text, not JSON",
            Content::File(_) => IS_FILE,
        };
        self.notes.problem(&Path::root(BODY), problem);
    }

    /// Takes the file.
    pub fn download(self) -> Download {
        let taken = match self.content {
            Content::File(file) => file.lock().unwrap_or_else(PoisonError::into_inner).take(),
            Content::Data(_) | Content::Nothing | Content::Bare(_) | Content::Text(_) => None,
        };
        taken.unwrap_or_else(|| {
            let problem = "the answer is not a file";
            self.notes.problem(&Path::root(BODY), problem);
            Download::placeholder()
        })
    }

    /// Returns any content.
    pub fn reply(self) -> Reply {
        match self.content {
            Content::Data(_) | Content::Bare(_) => Reply::Json(self.json::<scalar::Json>()),
            Content::Nothing => Reply::Json(Json::from_checked("null")),
            Content::Text(bytes) => Reply::Text(String::from_utf8_lossy(bytes).into_owned()),
            Content::File(_) => Reply::Json(self.json::<scalar::Json>()),
        }
    }
}

/// Returns JSON as text. It is known to be UTF-8.
fn text(json: &Bytes) -> &str {
    std::str::from_utf8(json).unwrap_or_default()
}
