//! Notes taken while an answer is decoded: the first problem, what the spec does not describe, and what must
//! not be shown.

use std::cell::RefCell;
use std::collections::HashSet;

use tracing::Level;

use super::hidden::HiddenParts;
use super::path::{Path, REDACTED, Step};
use crate::runtime::error::DecodeError;
use crate::runtime::scalar::Hidden;

/// The target of the events; the crate's documentation names it.
const TARGET: &str = "bge_private_sdk::unknown";

/// Maximum number of unknown fields, and of events, per answer.
const MAX: usize = 100;

/// Notes taken while an answer is decoded.
#[derive(Debug, Default)]
pub struct Notes {
    problem: RefCell<Option<DecodeError>>,
    /// Paths of the fields that the spec does not describe, if the caller asked for them.
    unknown_fields: Option<RefCell<Vec<String>>>,
    /// Present if a subscriber listens.
    pub(super) events: Option<Events>,
    /// Parts that must not be shown, if the caller asked for them.
    hidden: Option<RefCell<HiddenParts>>,
}

impl Notes {
    /// Creates the notes of a call's answer. They report unknown fields to subscribers and, if asked, collect
    /// their paths.
    pub(crate) fn of_answer(endpoint: &'static str, collects_unknown: bool) -> Self {
        Self {
            unknown_fields: collects_unknown.then(RefCell::default),
            events: Events::if_enabled(endpoint),
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

    /// Returns whether `decode` runs without a problem. Nothing else is noted.
    pub(super) fn has_no_problem(decode: impl FnOnce(&Self)) -> bool {
        let notes = Self::default();
        decode(&notes);
        notes.problem.into_inner().is_none()
    }

    /// Returns whether unknown fields are reported or collected.
    pub(crate) fn wants_unknown(&self) -> bool {
        self.unknown_fields.is_some() || self.events.is_some()
    }

    /// Notes a member of the envelope that the spec does not describe.
    pub(crate) fn unknown_envelope_member(&self, name: &str) {
        self.unknown_field(&Path::root("$").then(Step::Unknown(name)));
    }

    /// Notes a value that the spec does not describe.
    pub(super) fn unknown_field(&self, path: &Path<'_>) {
        self.hide(path, Hidden::Unknown);
        if let Some(fields) = &self.unknown_fields {
            let mut fields = fields.borrow_mut();
            if fields.len() < MAX {
                let path = path.to_string();
                if !fields.contains(&path) {
                    fields.push(path);
                }
            }
        }
        if let Some(events) = &self.events {
            events.send(path, None);
        }
    }

    #[cold]
    pub(super) fn problem(&self, path: &Path<'_>, problem: impl Into<String>) {
        self.problem
            .borrow_mut()
            .get_or_insert_with(|| DecodeError {
                path: path.to_string(),
                problem: problem.into(),
            });
    }

    pub(super) fn hide(&self, path: &Path<'_>, hidden: Hidden) {
        if let Some(parts) = &self.hidden {
            parts.borrow_mut().add(path, hidden);
        }
    }

    /// Returns the collected paths of unknown fields, or the first problem.
    pub(crate) fn finish(self) -> Result<Vec<String>, DecodeError> {
        match self.problem.into_inner() {
            Some(problem) => Err(problem),
            None => Ok(self.unknown_fields.unwrap_or_default().into_inner()),
        }
    }
}

/// Sends `tracing` events, each once per answer.
#[derive(Debug)]
pub(super) struct Events {
    endpoint: &'static str,
    sent: RefCell<HashSet<(String, Option<String>)>>,
}

impl Events {
    fn if_enabled(endpoint: &'static str) -> Option<Self> {
        tracing::enabled!(target: TARGET, Level::DEBUG).then(|| Self {
            endpoint,
            sent: RefCell::default(),
        })
    }

    pub(super) fn enum_value(&self, path: &Path<'_>, value: &str, is_shown: bool) {
        self.send(path, Some(if is_shown { value } else { REDACTED }));
    }

    fn send(&self, path: &Path<'_>, enum_value: Option<&str>) {
        let (endpoint, path) = (self.endpoint, format!("{path:#}"));
        let mut sent = self.sent.borrow_mut();
        if sent.len() == MAX || !sent.insert((path.clone(), enum_value.map(str::to_owned))) {
            return;
        }
        match enum_value {
            None => {
                tracing::debug!(target: TARGET, endpoint, path, kind = "field", "unknown field");
            }
            Some(value) => {
                tracing::debug!(target: TARGET, endpoint, path, kind = "enum_value", value, "unknown enum value");
            }
        }
    }
}
