//! Reading an answer: JSON values that know their path, in terms that are not generic.
//!
//! Generated code walks these; each level of an answer is taken apart when it is reached, and a number or a
//! text is parsed straight from the bytes that came, so that no digit is lost on the way.
//!
//! What is called for each field of each endpoint is `#[inline(never)]`: a copy of it for every one of them would
//! make up half of what a release build has to compile, and a call costs nothing beside the reading.

mod members;
mod path;
pub(crate) mod scan;
mod value;

use std::cell::RefCell;
#[cfg(feature = "record")]
use std::collections::HashMap;

use super::drift::{Observer, names};
use super::error::DecodeError;
use super::json::{Json, Reply};

pub(crate) use members::Key;
pub(crate) use path::Path;
pub use value::Value;

/// A type that can be read from JSON.
///
/// Reading always gives a value. What is wrong is noted in the value's [`Notes`], which whoever asked for the
/// whole looks at in the end; what was read is then thrown away. So generated code has no error path of its
/// own, which makes it short to read and cheap to compile.
pub trait Decode: Sized {
    /// Reads it.
    fn decode(value: Value<'_>) -> Self;
}

/// What is noted while an answer is read.
#[derive(Debug, Default)]
pub struct Notes {
    /// The first thing that was wrong.
    problem: RefCell<Option<DecodeError>>,
    /// Paths of fields that the spec does not know.
    unknown: RefCell<Vec<String>>,
    /// Where in the answer stands what must not be recorded.
    #[cfg(feature = "record")]
    hidden: RefCell<HashMap<usize, Hidden>>,
    /// Whoever gathers all that the spec does not know.
    observer: Option<Observer>,
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
    /// More unknown fields than this are not worth telling.
    const MOST: usize = 100;

    /// Notes of an answer at which an observer looks, too.
    pub(crate) fn observed(observer: Option<Observer>) -> Self {
        Self {
            observer,
            ..Self::default()
        }
    }

    /// Tells the observer, if there is one.
    fn drift(&self, tell: impl FnOnce(&Observer)) {
        if let Some(observer) = &self.observer {
            tell(observer);
        }
    }

    fn missing(&self, path: &Path<'_>) {
        self.drift(|drift| drift.missing(path));
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

    /// A member that the spec does not know, of the object in this place.
    fn unknown(&self, object: &Path<'_>, name: &str, value: Value<'_>) {
        self.drift(|drift| drift.unknown_member(object, name, value.raw));
        let path = if names::is_field(name) {
            value.path.to_string()
        } else {
            format!("{object}[redacted]")
        };
        let mut paths = self.unknown.borrow_mut();
        if paths.len() < Self::MOST && !paths.contains(&path) {
            paths.push(path);
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

    /// Paths of the fields that the spec does not know, or what was wrong.
    pub(crate) fn finish(self) -> Result<Vec<String>, DecodeError> {
        match self.problem.into_inner() {
            Some(problem) => Err(problem),
            None => Ok(self.unknown.into_inner()),
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
    pub(crate) fn json(self) -> Value<'a> {
        let (path, problem) = match self.content {
            Content::Json { raw, root, .. } => return Value::root(raw, root, self.notes),
            Content::Nothing => (
                Path::root("$.data"),
                "missing, although the call answers with data",
            ),
            Content::Text(_) => (Path::root("$"), "the answer is text, not JSON"),
        };
        self.notes.drift(|drift| match self.content {
            Content::Text(_) => drift.wrong_type(&path, "\"\""),
            _ => drift.missing(&path),
        });
        self.notes.problem(&path, problem);
        Value {
            raw: value::MISSING,
            path,
            notes: self.notes,
        }
    }

    /// No value is promised, but the platform's word that all is well.
    pub(crate) fn nothing(self) {
        let problem = match self.content {
            Content::Nothing => return,
            Content::Json {
                raw,
                enveloped: true,
                ..
            } => {
                let root = Path::root("$.data");
                self.notes.hide(raw, Hidden::Unknown);
                return self.notes.drift(|drift| drift.unknown_value(&root, raw));
            }
            Content::Json {
                enveloped: false, ..
            } => "the answer is not in the platform's envelope",
            Content::Text(_) => "the answer is text, not JSON",
        };
        self.notes.problem(&Path::root("$"), problem);
    }

    /// Whatever came.
    pub(crate) fn reply(self) -> Reply {
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
