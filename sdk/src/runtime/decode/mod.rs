//! Reading an answer: JSON values that know their path, in terms that are not generic.
//!
//! Generated code walks these; each level of an answer is taken apart when it is reached, and a number or a
//! text is parsed straight from the bytes that came, so that no digit is lost on the way.
//!
//! What is called for each field of each endpoint is `#[inline(never)]`: a copy of it for every one of them would
//! make up half of what a release build has to compile, and a call costs nothing beside the reading.

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

#[cfg(any(feature = "cli", feature = "record"))]
pub(crate) use identifier::is_identifier;
pub(crate) use members::Key;
pub(crate) use path::Path;
pub use value::Value;

/// A type that can be read from JSON.
///
/// Reading always gives a value. What is wrong is noted in the value's [`Notes`], which whoever asked for the
/// whole looks at in the end; what was read is then thrown away. So generated code has no error path of its
/// own, which makes it short to read and cheap to compile.
#[allow(dead_code, reason = "a spec may have no type of its own")]
pub trait Decode: Sized {
    /// Reads it.
    fn decode(value: Value<'_>) -> Self;
}

/// What is noted while an answer is read.
#[derive(Debug, Default)]
pub struct Notes {
    /// The first thing that was wrong.
    problem: RefCell<Option<DecodeError>>,
    /// What the spec does not describe.
    unknown: Unknown,
    /// Where in the answer stands what must not be recorded.
    #[cfg(feature = "record")]
    hidden: RefCell<HashMap<usize, Hidden>>,
}

/// Why a value of an answer must not be recorded as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Hidden {
    /// It is secret.
    Whole,
    /// It is a URL, and its query is secret.
    Query,
    /// The spec does not know it.
    Unknown,
}

impl Notes {
    /// Notes of a call's answer that report unknown fields to subscribers and, if asked, collect their paths.
    pub(crate) fn of_answer(endpoint: &'static str, collects_unknown: bool) -> Self {
        Self {
            unknown: Unknown::new(endpoint, collects_unknown),
            ..Self::default()
        }
    }

    /// Returns whether anyone asked for unknown fields.
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

    /// What was noted of a part of the answer's text.
    #[cfg(feature = "record")]
    pub(crate) fn hidden(&self, raw: &str) -> Option<Hidden> {
        self.hidden.borrow().get(&raw.as_ptr().addr()).copied()
    }

    /// What was wrong so far.
    pub(crate) fn take_problem(&self) -> Option<DecodeError> {
        self.problem.borrow_mut().take()
    }

    /// Returns the collected paths of unknown fields, or what was wrong.
    pub(crate) fn finish(self) -> Result<Vec<String>, DecodeError> {
        match self.problem.into_inner() {
            Some(problem) => Err(problem),
            None => Ok(self.unknown.into_paths()),
        }
    }
}

/// What an answer carries once its envelope is taken off.
#[derive(Clone, Copy)]
pub struct Payload<'a> {
    pub(crate) content: Content<'a>,
    pub(crate) notes: &'a Notes,
}

/// The content of an answer.
#[derive(Clone, Copy)]
pub(crate) enum Content<'a> {
    /// JSON, and what its place in the body is called.
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
    /// The value, where the spec promises one.
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

    /// No value is promised, but the platform's word that all is well.
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

    /// Whatever came.
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
