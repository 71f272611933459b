//! The parts of a JSON value: the items of a list, the members of an object.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use super::identifier::is_identifier;
use super::notes::Notes;
use super::path::{Path, Step};
use super::scan::{self, Members};
use super::value::{Decode, MISSING, Value};

/// The items of a JSON list, in order.
pub struct List<'a> {
    pub(super) items: std::iter::Enumerate<std::vec::IntoIter<&'a str>>,
    pub(super) path: Path<'a>,
    pub(super) notes: &'a Notes,
}

impl List<'_> {
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    #[inline(never)]
    pub(crate) fn next_value(&mut self) -> Option<Value<'_>> {
        let (index, raw) = self.items.next()?;
        let path = Path {
            parent: Some(&self.path),
            step: Step::Index(index),
        };
        Some(Value {
            raw,
            path,
            notes: self.notes,
        })
    }
}

/// The members of a JSON object, taken by name.
pub struct Object<'a> {
    pub(super) members: Members<'a>,
    pub(super) path: Path<'a>,
    pub(super) notes: &'a Notes,
}

impl<'a> Object<'a> {
    /// Removes the member with this name and returns its text.
    pub(crate) fn take(&mut self, key: &str) -> Option<&'a str> {
        let index = self.members.iter().position(|(name, _)| name == key)?;
        // The order of the others does not matter: they are only looked up by name.
        let (_, raw) = self.members.swap_remove(index);
        Some(raw)
    }

    /// Returns a value one level below.
    fn value<'s>(&'s self, step: Step<'s>, raw: &'s str) -> Value<'s> {
        let path = Path {
            parent: Some(&self.path),
            step,
        };
        Value {
            raw,
            path,
            notes: self.notes,
        }
    }

    /// Decodes the member with this name, if there is one.
    #[inline(never)]
    pub(crate) fn optional<F: Decode>(&mut self, key: &str) -> Option<F::Value> {
        let raw = self.take(key)?;
        Some(F::decode(self.value(Step::Key(key), raw)))
    }

    /// Decodes the member with this name, which is required.
    #[inline(never)]
    pub(crate) fn required<F: Decode>(&mut self, key: &str) -> F::Value {
        let raw = self.take(key);
        let value = self.value(Step::Key(key), raw.unwrap_or(MISSING));
        if raw.is_none() {
            value.wrong::<()>("missing");
        }
        F::decode(value)
    }

    /// Reports the members that were not taken as unknown.
    #[inline(never)]
    pub(crate) fn finish(self) {
        for (key, _) in &self.members {
            self.notes.unknown_member(&self.path, key);
        }
    }

    /// Returns the next member of a map whose keys are data.
    #[inline(never)]
    pub(crate) fn next_entry(&mut self) -> Option<(String, Value<'_>)> {
        let (key, raw) = self.members.pop()?;
        Some((key.into_owned(), self.value(Step::Entry, raw)))
    }
}

impl<'a> Value<'a> {
    /// Returns the items of a list; none if it is not a list.
    #[inline(never)]
    pub(crate) fn list(self) -> List<'a> {
        let items = if self.raw.starts_with('[') {
            scan::items(self.raw)
        } else {
            self.expected("a list").unwrap_or_default()
        };
        List {
            items: items.into_iter().enumerate(),
            path: self.path,
            notes: self.notes,
        }
    }

    /// Returns the members of an object; none if it is not an object.
    #[inline(never)]
    pub(crate) fn object(self) -> Object<'a> {
        let members = if self.raw.starts_with('{') {
            scan::members(self.raw)
        } else {
            self.expected("an object").unwrap_or_default()
        };
        if let Some(key) = repeated(&members) {
            self.wrong::<()>(if is_identifier(key) {
                format!("the key {key:?} is repeated")
            } else {
                "a key is repeated".to_owned()
            });
        }
        Object {
            members,
            path: self.path,
            notes: self.notes,
        }
    }
}

impl<F: Decode> Decode for Vec<F> {
    type Value = Vec<F::Value>;

    #[inline(never)]
    fn decode(value: Value<'_>) -> Self::Value {
        let mut list = value.list();
        let mut items = Vec::with_capacity(list.len());
        while let Some(item) = list.next_value() {
            items.push(F::decode(item));
        }
        items
    }
}

/// A map whose keys are data.
impl<F: Decode> Decode for BTreeMap<String, F> {
    type Value = BTreeMap<String, F::Value>;

    #[inline(never)]
    fn decode(value: Value<'_>) -> Self::Value {
        let mut object = value.object();
        let mut entries = BTreeMap::new();
        while let Some((key, value)) = object.next_entry() {
            entries.insert(key, F::decode(value));
        }
        entries
    }
}

/// Returns a duplicate key, if there is one. It is ambiguous, so it is an error.
fn repeated<'m>(members: &'m [(Cow<'_, str>, &str)]) -> Option<&'m str> {
    const FEW: usize = 24;
    let keys = members.iter().map(|(key, _)| key.as_ref());
    if members.len() <= FEW {
        return keys
            .clone()
            .enumerate()
            .find(|(i, key)| keys.clone().take(*i).any(|k| k == *key))
            .map(|(_, k)| k);
    }
    let mut seen = HashSet::with_capacity(members.len());
    keys.into_iter().find(|key| !seen.insert(*key))
}
