//! Reads the parameters of a call from the received fields and files. Reading always returns a value; problems
//! are collected and checked at the end.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::cell::Cell;

use super::calls::ReceivedCall;
use crate::runtime::generated::{Decode, Endpoint, ExtraFields, ExtraParams, File, Notes, Value};
use crate::runtime::scalar::Scalar;

/// A received call, as generated code reads it.
#[derive(Debug)]
pub struct Sent<'a> {
    call: &'a ReceivedCall,
    endpoint: &'static Endpoint,
    notes: Notes,
    is_wrong: Cell<bool>,
}

impl<'a> Sent<'a> {
    pub(crate) fn new(call: &'a ReceivedCall, endpoint: &'static Endpoint) -> Self {
        Self {
            call,
            endpoint,
            notes: Notes::default(),
            is_wrong: Cell::new(false),
        }
    }

    /// Returns whether everything that was read could be decoded.
    pub(crate) fn finish(self) -> bool {
        !self.is_wrong.get() && self.notes.finish().is_ok()
    }

    /// Parses a scalar.
    #[inline(never)]
    fn parsed<S: Scalar>(&self, text: &str) -> Option<S::Value> {
        let valid = S::INFO.is_valid(text).then_some(text);
        let value = valid.and_then(|text| (S::CODEC.parse)(text.into()).ok());
        self.is_wrong.set(self.is_wrong.get() || value.is_none());
        value
    }

    pub(crate) fn scalar<S: Scalar>(&self, name: &str) -> Option<S::Value> {
        self.parsed::<S>(self.call.field(name)?)
    }

    /// Reads JSON in a field. A null that is sent by default stands for no value.
    pub(crate) fn json<F: Decode>(&self, name: &str) -> Option<F::Value> {
        let text = self.call.field(name)?;
        let param = self.endpoint.param(name)?;
        if text == "null" && param.is_null_by_default() {
            return None;
        }
        Some(F::decode(Value::root(text, "$", &self.notes)))
    }

    /// Reads a list in one field, joined by commas, or in a field for each item.
    pub(crate) fn list<S: Scalar>(&self, name: &str) -> Option<Vec<S::Value>> {
        let param = self.endpoint.param(name)?;
        let texts = self.call.values(name);
        let items: Vec<&str> = match texts.as_slice() {
            // For an empty list, no field is sent.
            [] if !(param.kind.is_repeated() && param.required) => return None,
            _ if param.kind.is_repeated() => texts,
            // No item and one empty item look the same, and the latter is never sent.
            [] | ["", ..] => Vec::new(),
            [joined, ..] => joined.split(',').collect(),
        };
        let items = items.into_iter();
        items.map(|item| self.parsed::<S>(item)).collect()
    }

    pub(crate) fn file(&self, name: &str) -> Option<File> {
        let file = self.call.file(name)?;
        let (name, media_type) = (&file.file_name, file.media_type.as_deref());
        let content = file.content.clone();
        Some(File::received(name, media_type, file.length, content))
    }

    /// Returns the parameters that are not listed in the call itself.
    pub(crate) fn further(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.call.further()
    }

    /// Reads the parameters that the spec does not describe.
    pub(crate) fn extra(&self) -> ExtraParams {
        let mut extra = ExtraParams::default();
        for (name, value) in self.further() {
            extra.insert(name, value);
        }
        extra
    }

    /// Returns the set of further parameters whose name is in a field.
    pub(crate) fn set(&self, name: &str) -> Option<ExtraFields> {
        let own = |text: &str| text.to_owned();
        let params = self.further().map(|(name, text)| (own(name), own(text)));
        Some(ExtraFields {
            name: own(self.call.field(name)?),
            params: params.collect(),
        })
    }
}
