//! Reads the parameters of a call from the received fields and files. Reading always returns a value; problems
//! are collected and checked at the end.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::cell::Cell;

use super::calls::{ReceivedCall, is_signature_field};
use crate::runtime::generated::{Endpoint, ExtraSet, File, Notes, Value};
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

    fn wrong(&self) {
        self.is_wrong.set(true);
    }

    fn text<'s>(&'s self, text: &'a str) -> Text<'s> {
        Text { text, sent: self }
    }

    pub(crate) fn optional(&self, name: &str) -> Option<Text<'_>> {
        self.call.field(name).map(|text| self.text(text))
    }

    pub(crate) fn required(&self, name: &str) -> Text<'_> {
        self.optional(name).unwrap_or_else(|| {
            self.wrong();
            self.text("")
        })
    }

    /// Reads a list in one field, joined by commas, or in a field for each item.
    pub(crate) fn list<T>(&self, name: &str, read: fn(Text<'_>) -> T) -> Option<Vec<T>> {
        let texts = self.call.values(name);
        let items: Vec<&str> = match texts.as_slice() {
            [] => return None,
            _ if self.is_repeated(name) => texts,
            // No item and one empty item look the same, and the latter is never sent.
            ["", ..] => Vec::new(),
            [joined, ..] => joined.split(',').collect(),
        };
        Some(
            items
                .into_iter()
                .map(|item| read(self.text(item)))
                .collect(),
        )
    }

    /// Reads a required list. If each item is a separate field, nothing is sent for an empty list.
    pub(crate) fn required_list<T>(&self, name: &str, read: fn(Text<'_>) -> T) -> Vec<T> {
        self.list(name, read).unwrap_or_else(|| {
            if !self.is_repeated(name) {
                self.wrong();
            }
            Vec::new()
        })
    }

    fn is_repeated(&self, name: &str) -> bool {
        let param = self.endpoint.param(name);
        param.is_some_and(|param| param.kind.is_repeated())
    }

    pub(crate) fn file(&self, name: &str) -> Option<File> {
        self.call.file(name).map(|file| {
            File::received(
                &file.file_name,
                file.media_type.as_deref(),
                file.length,
                file.content.clone(),
            )
        })
    }

    pub(crate) fn required_file(&self, name: &str) -> File {
        self.file(name).unwrap_or_else(|| {
            self.wrong();
            File::from_bytes("", "")
        })
    }

    /// Returns the parameters that are not listed in the call itself.
    pub(crate) fn further(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let endpoint = self.endpoint;
        self.call
            .fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(move |(name, _)| !is_signature_field(name) && endpoint.param(name).is_none())
    }

    /// Returns the name of the set of further parameters that a field selects, if exactly its parameters were
    /// sent.
    pub(crate) fn set(&self, name: &str, sets: &[ExtraSet]) -> Option<&'static str> {
        let named = self.call.field(name)?;
        let set = sets.iter().find(|set| set.name == named)?;
        let is_whole = self.further().count() == set.params.len()
            && self
                .further()
                .all(|(name, _)| set.names().any(|own| own == name));
        is_whole.then_some(set.name)
    }
}

/// The text of a field or of an item in a list.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    text: &'a str,
    sent: &'a Sent<'a>,
}

impl<'a> Text<'a> {
    pub(crate) fn as_str(self) -> &'a str {
        self.text
    }

    /// Returns JSON in a field, to be decoded like other JSON.
    pub(crate) fn value(self) -> Value<'a> {
        Value::root(self.text, "$", &self.sent.notes)
    }

    /// Parses a scalar.
    #[inline(never)]
    pub(crate) fn scalar<S: Scalar>(self) -> S::Value {
        let value = if S::INFO.is_valid(self.text) {
            S::parse(self.text.into()).ok()
        } else {
            None
        };
        value.unwrap_or_else(|| {
            self.sent.wrong();
            S::placeholder()
        })
    }
}
