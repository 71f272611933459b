//! What was found in one answer, by path and kind.

use std::collections::BTreeMap;

use super::{MOST, names, shape};
use crate::runtime::decode::Path;

/// What is told of a place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A field that the spec does not have.
    UnknownField,
    /// Such a field, whose name is not told.
    UnnamedField,
    /// A member of the envelope that the spec does not have.
    EnvelopeField,
    /// A promised field that did not come.
    MissingField,
    /// A value that the spec's type cannot be read from.
    WrongType,
    /// A text that an enum does not list, if it may be told.
    UnlistedText(Option<String>),
    /// An integer that an enum does not list, if it may be told.
    UnlistedInteger(Option<i64>),
    /// A code of the platform.
    Refusal(i64),
}

/// How often it was found, and with which types.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) count: u64,
    pub(super) types: BTreeMap<&'static str, u64>,
}

impl Tally {
    pub(super) fn add(&mut self, other: Self) {
        self.count = self.count.saturating_add(other.count);
        for (name, count) in other.types {
            let sum = self.types.entry(name).or_default();
            *sum = sum.saturating_add(count);
        }
    }
}

/// What was found in one answer.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(super) entries: BTreeMap<(String, Kind), Tally>,
    pub(super) left_out: u64,
}

impl Findings {
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Notes it once.
    pub(super) fn add(&mut self, path: &str, kind: Kind, types: Option<&'static str>) {
        let key = (path.to_owned(), kind);
        if self.entries.len() >= MOST && !self.entries.contains_key(&key) {
            self.left_out = self.left_out.saturating_add(1);
            return;
        }
        let types = types.map(|name| (name, 1)).into_iter().collect();
        let once = Tally { count: 1, types };
        self.entries.entry(key).or_default().add(once);
    }

    /// A member that the spec does not know, of the object in this place.
    pub(crate) fn unknown_member(&mut self, object: &Path<'_>, name: &str, raw: &str) {
        let mut path = object.general();
        if !names::is_field(name) {
            return self.add(&path, Kind::UnnamedField, None);
        }
        Path::push_name(&mut path, name);
        shape::look(raw, &mut path, self);
    }

    /// A value where the spec knows of none.
    pub(crate) fn unknown_value(&mut self, path: &Path<'_>, raw: &str) {
        shape::look(raw, &mut path.general(), self);
    }

    /// A member of the envelope that the spec does not know.
    pub(crate) fn envelope_member(&mut self, name: &str) {
        let mut path = "$".to_owned();
        if !names::is_field(name) {
            return;
        }
        Path::push_name(&mut path, name);
        self.add(&path, Kind::EnvelopeField, None);
    }

    pub(crate) fn missing(&mut self, path: &Path<'_>) {
        self.add(&path.general(), Kind::MissingField, None);
    }

    pub(crate) fn wrong_type(&mut self, path: &Path<'_>, raw: &str) {
        self.add(&path.general(), Kind::WrongType, Some(shape::name(raw)));
    }

    pub(crate) fn unlisted_text(&mut self, path: &Path<'_>, value: &str) {
        let told = names::is_enum_value(value).then(|| value.to_owned());
        self.add(&path.general(), Kind::UnlistedText(told), None);
    }

    pub(crate) fn unlisted_integer(&mut self, path: &Path<'_>, value: i64) {
        let told = (value.unsigned_abs() < 10_000).then_some(value);
        self.add(&path.general(), Kind::UnlistedInteger(told), None);
    }

    pub(super) fn refusal(&mut self, code: i64) {
        self.add("$", Kind::Refusal(code), None);
    }
}
