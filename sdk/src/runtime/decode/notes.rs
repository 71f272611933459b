//! Notes taken while an answer is decoded.

use std::cell::RefCell;

use super::hidden::HiddenParts;
use super::path::{Path, Step};
use super::unknown::Unknown;
use crate::runtime::error::DecodeError;
use crate::runtime::scalar::Hidden;

/// Notes taken while an answer is decoded.
#[derive(Debug, Default)]
pub struct Notes {
    /// The first problem.
    problem: RefCell<Option<DecodeError>>,
    /// Fields and values that the spec does not describe.
    unknown: Unknown,
    /// Parts that must not be shown, if the caller asked for them.
    hidden: Option<RefCell<HiddenParts>>,
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

    /// Takes notes while `decode` runs. Returns the parts that must not be shown, or `None` if the answer could
    /// not be decoded.
    #[allow(dead_code, reason = "only recordings hide parts")]
    pub(crate) fn hidden_parts(decode: impl FnOnce(&Self)) -> Option<HiddenParts> {
        let notes = Self {
            hidden: Some(RefCell::default()),
            ..Self::default()
        };
        decode(&notes);
        match notes.problem.into_inner() {
            Some(_) => None,
            None => notes.hidden.map(RefCell::into_inner),
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

    /// Notes a member of the object at this path that the spec does not describe.
    pub(super) fn unknown_member(&self, object: &Path<'_>, name: &str) {
        let path = Path {
            parent: Some(object),
            step: Step::Key(name),
        };
        self.hide(&path, Hidden::Unknown);
        self.unknown.member(object, name);
    }

    /// Notes a value where the spec describes none.
    pub(super) fn unknown_value(&self, path: &Path<'_>) {
        self.hide(path, Hidden::Unknown);
        self.unknown.value(path);
    }

    /// Notes an enum value that the spec does not list.
    pub(super) fn unknown_enum_text(&self, path: &Path<'_>, text: &str) {
        self.unknown.enum_text(path, text);
    }

    /// Notes an enum value that the spec does not list.
    pub(super) fn unknown_enum_integer(&self, path: &Path<'_>, integer: i64) {
        self.unknown.enum_integer(path, integer);
    }

    #[cold]
    pub(super) fn problem(&self, path: &Path<'_>, problem: impl Into<String>) {
        let mut first = self.problem.borrow_mut();
        if first.is_none() {
            *first = Some(DecodeError {
                path: path.to_string(),
                problem: problem.into(),
            });
        }
    }

    /// Notes a value that must not be shown.
    pub(super) fn hide(&self, path: &Path<'_>, hidden: Hidden) {
        if let Some(parts) = &self.hidden {
            parts.borrow_mut().add(path, hidden);
        }
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
