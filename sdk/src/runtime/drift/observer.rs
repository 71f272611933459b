//! What is noted of the answers of a call.

use super::{DriftLog, names, shape};
use crate::runtime::decode::Path;
use crate::runtime::endpoint::Endpoint;

/// What is told of a place.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
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

/// Looks at the answers of one call, and notes in a log what the spec does not know of them.
#[derive(Debug)]
pub(crate) struct Observer {
    log: DriftLog,
    endpoint: &'static str,
}

impl Observer {
    /// None where there is no log, or where the spec knows nothing of the answers.
    pub(crate) fn new(log: Option<&DriftLog>, endpoint: &Endpoint) -> Option<Self> {
        let log = log.filter(|_| !endpoint.group.is_empty())?;
        Some(Self {
            log: log.clone(),
            endpoint: endpoint.name,
        })
    }

    /// Notes it once.
    pub(super) fn add(&self, path: &str, kind: Kind, type_name: Option<&'static str>) {
        let key = (self.endpoint, path.to_owned(), kind);
        self.log.lock().add(key, type_name);
    }

    /// A member that the spec does not know, of the object in this place.
    pub(crate) fn unknown_member(&self, object: &Path<'_>, name: &str, raw: &str) {
        let mut path = object.general();
        if !names::is_field(name) {
            return self.add(&path, Kind::UnnamedField, None);
        }
        Path::push_name(&mut path, name);
        shape::look(raw, &mut path, self);
    }

    /// A value where the spec knows of none.
    pub(crate) fn unknown_value(&self, path: &Path<'_>, raw: &str) {
        shape::look(raw, &mut path.general(), self);
    }

    /// A member of the envelope that the spec does not know.
    pub(crate) fn envelope_member(&self, name: &str) {
        let mut path = "$".to_owned();
        if !names::is_field(name) {
            return;
        }
        Path::push_name(&mut path, name);
        self.add(&path, Kind::EnvelopeField, None);
    }

    pub(crate) fn missing(&self, path: &Path<'_>) {
        self.add(&path.general(), Kind::MissingField, None);
    }

    pub(crate) fn wrong_type(&self, path: &Path<'_>, raw: &str) {
        self.add(&path.general(), Kind::WrongType, Some(shape::name(raw)));
    }

    pub(crate) fn unlisted_text(&self, path: &Path<'_>, value: &str) {
        let told = names::is_enum_value(value).then(|| value.to_owned());
        self.add(&path.general(), Kind::UnlistedText(told), None);
    }

    pub(crate) fn unlisted_integer(&self, path: &Path<'_>, value: i64) {
        let told = (value.unsigned_abs() < 10_000).then_some(value);
        self.add(&path.general(), Kind::UnlistedInteger(told), None);
    }

    /// The platform has refused with a code.
    pub(crate) fn refused(&self, code: i64) {
        self.add("$", Kind::Refusal(code), None);
    }
}
