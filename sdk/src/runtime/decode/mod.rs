//! Decodes answers: JSON values that know their path, without generics.
//!
//! Generated code reads these values. Each level of an answer is split when it is reached, and a number or a
//! text is parsed directly from the received bytes, so no digit is lost.
//!
//! Functions that are called for each field of each endpoint are `#[inline(never)]`: inlined copies would make
//! up half of the code of a release build, and a function call is cheap compared to decoding.

mod identifier;
mod members;
mod path;
pub(crate) mod scan;
mod unknown;
mod value;

use std::cell::RefCell;
#[cfg(feature = "record")]
use std::collections::HashMap;

use super::error::DecodeError;
use super::json::{Json, Reply};
use unknown::Unknown;

#[cfg(any(feature = "describe", feature = "record"))]
pub use identifier::is_identifier;
pub(crate) use members::Key;
pub(crate) use path::Path;
pub use value::Value;

/// A type that can be decoded from JSON.
///
/// Decoding always returns a value. Problems are noted in the value's [`Notes`], which the caller checks at the
/// end; if there is one, the decoded value is discarded. So generated code needs no error paths, which makes it
/// short and cheap to compile.
#[allow(dead_code, reason = "a spec may have no type of its own")]
pub trait Decode: Sized {
    /// Decodes a value.
    fn decode(value: Value<'_>) -> Self;
}

/// Notes taken while an answer is decoded.
#[derive(Debug, Default)]
pub struct Notes {
    /// The first problem.
    problem: RefCell<Option<DecodeError>>,
    /// Fields and values that the spec does not describe.
    unknown: Unknown,
    /// Places in the answer that must not be recorded.
    #[cfg(feature = "record")]
    hidden: RefCell<HashMap<usize, Hidden>>,
}

/// Why a value of an answer must not be recorded unchanged.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hidden {
    /// It is secret.
    Whole,
    /// It is a URL with a secret query.
    Query,
    /// The spec does not describe it.
    Unknown,
}

impl Notes {
    /// Creates the notes of a call's answer. They report unknown fields to subscribers and, if asked, collect
    /// their paths.
    pub(crate) fn of_answer(endpoint: &'static str, collects_unknown: bool) -> Self {
        Self {
            unknown: Unknown::new(endpoint, collects_unknown),
            ..Self::default()
        }
    }

    /// Returns whether unknown fields are reported or collected.
    pub(crate) fn wants_unknown(&self) -> bool {
        self.unknown.is_wanted()
    }

    /// Notes a member of the envelope that the spec does not describe.
    pub(crate) fn unknown_envelope_member(&self, name: &str) {
        self.unknown.member(&Path::root("$"), name);
    }

    #[cold]
    fn problem(&self, path: &Path<'_>, problem: impl Into<String>) {
        let mut first = self.problem.borrow_mut();
        if first.is_none() {
            *first = Some(DecodeError {
                path: path.to_string(),
                problem: problem.into(),
            });
        }
    }

    /// Notes a value, a part of the answer's text, that must not be recorded.
    #[cfg_attr(not(feature = "record"), allow(unused_variables))]
    fn hide(&self, raw: &str, hidden: Hidden) {
        #[cfg(feature = "record")]
        self.hidden.borrow_mut().insert(raw.as_ptr().addr(), hidden);
    }

    /// Returns the note about a part of the answer's text.
    #[cfg(feature = "record")]
    pub(crate) fn hidden(&self, raw: &str) -> Option<Hidden> {
        self.hidden.borrow().get(&raw.as_ptr().addr()).copied()
    }

    /// Removes and returns the first problem.
    pub(crate) fn take_problem(&self) -> Option<DecodeError> {
        self.problem.borrow_mut().take()
    }

    /// Returns the collected paths of unknown fields, or the first problem.
    pub(crate) fn finish(self) -> Result<Vec<String>, DecodeError> {
        match self.problem.into_inner() {
            Some(problem) => Err(problem),
            None => Ok(self.unknown.into_paths()),
        }
    }
}

/// The payload of an answer, without its envelope.
#[derive(Clone, Copy)]
pub struct Payload<'a> {
    pub(crate) content: Content<'a>,
    pub(crate) notes: &'a Notes,
}

/// The content of an answer.
#[derive(Clone, Copy)]
pub(crate) enum Content<'a> {
    /// JSON, and the JSON path of its place in the body.
    Json {
        raw: &'a str,
        root: &'static str,
        enveloped: bool,
    },
    /// An envelope without data.
    Nothing,
    /// A body that is not JSON.
    Text(&'a [u8]),
}

impl<'a> Payload<'a> {
    /// Returns the value, which is required.
    pub fn json(self) -> Value<'a> {
        let (path, problem) = match self.content {
            Content::Json { raw, root, .. } => return Value::root(raw, root, self.notes),
            Content::Nothing => (
                Path::root("$.data"),
                "missing, although the call answers with data",
            ),
            Content::Text(_) => (Path::root("$"), "the answer is text, not JSON"),
        };
        self.notes.problem(&path, problem);
        Value {
            raw: value::MISSING,
            path,
            notes: self.notes,
        }
    }

    /// Checks that the platform reported success; there is no value.
    pub fn nothing(self) {
        let problem = match self.content {
            Content::Nothing => return,
            Content::Json {
                raw,
                enveloped: true,
                ..
            } => {
                self.notes.hide(raw, Hidden::Unknown);
                return self.notes.unknown.value(&Path::root("$.data"));
            }
            Content::Json {
                enveloped: false, ..
            } => "the answer is not in the platform's envelope",
            Content::Text(_) => "the answer is text, not JSON",
        };
        self.notes.problem(&Path::root("$"), problem);
    }

    /// Returns any content.
    pub fn reply(self) -> Reply {
        match self.content {
            Content::Json { raw, .. } => {
                self.notes.hide(raw, Hidden::Unknown);
                Reply::Json(Json::from_checked(raw))
            }
            Content::Nothing => Reply::Json(Json::from_checked("null")),
            Content::Text(bytes) => Reply::Text(String::from_utf8_lossy(bytes).into_owned()),
        }
    }
}
