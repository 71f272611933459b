//! The parts of a JSON value: the items of a list, the members of an object.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::iter::once;

use super::identifier::is_identifier;
use super::path::Step;
use super::scan::{self, Members};
use super::value::{Decode, MISSING, Value};
use crate::runtime::python;
use crate::runtime::rest::Rest;
use crate::runtime::scalar;

/// A member that excludes others: its name, whether null is one of its values, and how it is decoded.
pub(crate) type Choice<T> = (&'static str, bool, fn(Value<'_>) -> T);

/// The members of a JSON object, taken by name.
pub struct Object<'a> {
    value: Value<'a>,
    members: Members<'a>,
}

impl<'a> Object<'a> {
    /// Removes the member with this name and returns its text.
    fn take(&mut self, key: &str) -> Option<&'a str> {
        let index = self.members.iter().position(|(name, _)| name == key)?;
        // The order of the others does not matter: they are only looked up by name.
        let (_, raw) = self.members.swap_remove(index);
        Some(raw)
    }

    /// Decodes the member with this name, if there is one.
    pub(crate) fn optional<F: Decode>(&mut self, key: &str) -> Option<F::Value> {
        self.optional_value(key).map(F::decode)
    }

    /// Decodes the member with this name, which is required.
    pub(crate) fn required<F: Decode>(&mut self, key: &str) -> F::Value {
        F::decode(self.required_value(key))
    }

    /// Decodes the one of these members that is there and not null. Two of them are a mistake. A null counts if it is a
    /// value and the only member.
    pub(crate) fn optional_one_of<T>(&mut self, choices: &[Choice<T>]) -> Option<T> {
        let (mut given, mut nulls) = (Vec::new(), Vec::new());
        for (key, takes_null, decode) in choices {
            match self.take(key) {
                Some("null") if *takes_null => nulls.push((*key, "null", decode)),
                Some("null") | None => {}
                Some(raw) => given.push((*key, raw, decode)),
            }
        }
        if given.is_empty() && nulls.len() == 1 {
            given = nulls;
        }
        if let [(first, ..), (second, ..), ..] = given.as_slice() {
            let problem = format!("`{first}` and `{second}` exclude each other");
            self.value.wrong::<()>(problem);
        }
        let (key, raw, decode) = given.first()?;
        Some(decode(self.value.member(key, raw)))
    }

    /// Decodes the one of these members like `optional_one_of`. It is required.
    pub(crate) fn required_one_of<T>(&mut self, first: Choice<T>, others: &[Choice<T>]) -> T {
        let choices: Vec<_> = once(first).chain(others.iter().copied()).collect();
        if let Some(value) = self.optional_one_of(&choices) {
            return value;
        }
        let names: Vec<_> = choices.iter().map(|(key, ..)| format!("`{key}`")).collect();
        let problem = format!("one of {} is missing", names.join(", "));
        self.value.wrong::<()>(problem);
        let (key, _, decode) = first;
        decode(self.value.member(key, MISSING))
    }

    // These two are not generic, so they are compiled once.

    #[inline(never)]
    fn optional_value<'s>(&'s mut self, key: &'s str) -> Option<Value<'s>> {
        let raw = self.take(key)?;
        Some(self.value.member(key, raw))
    }

    #[inline(never)]
    fn required_value<'s>(&'s mut self, key: &'s str) -> Value<'s> {
        let raw = self.take(key);
        let value = self.value.member(key, raw.unwrap_or(MISSING));
        if raw.is_none() {
            value.wrong::<()>("missing");
        }
        value
    }

    /// Takes the members that were not taken, by name.
    #[inline(never)]
    pub(crate) fn rest(&mut self) -> Rest {
        let members = std::mem::take(&mut self.members);
        let rest = members.into_iter().map(|(key, raw)| {
            let value = scalar::Json::decode(self.value.member(&key, raw));
            (key.into_owned(), value)
        });
        rest.collect::<BTreeMap<_, _>>().into()
    }

    /// Takes the names and texts of the members that were not taken. What is not a string is taken as its field
    /// would be sent.
    #[inline(never)]
    pub(crate) fn texts(&mut self) -> Vec<(String, String)> {
        let members = std::mem::take(&mut self.members).into_iter();
        members
            .map(|(key, raw)| (key.into_owned(), python::text(raw)))
            .collect()
    }

    /// Reports the members that were not taken as unknown.
    #[inline(never)]
    pub(crate) fn finish(self) {
        for (key, raw) in &self.members {
            let member = self.value.part(Step::Unknown(key), raw);
            member.notes.unknown_field(&member.path);
        }
    }
}

impl<'a> Value<'a> {
    /// Returns the items of a list; none if it is not a list.
    #[inline(never)]
    fn items(&self) -> Vec<&'a str> {
        if self.raw.starts_with('[') {
            scan::items(self.raw)
        } else {
            self.expected("a list").unwrap_or_default()
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
            value: self,
            members,
        }
    }
}

impl<F: Decode> Decode for Vec<F> {
    type Value = Vec<F::Value>;

    #[inline(never)]
    fn decode(value: Value<'_>) -> Self::Value {
        let raw = value.items();
        let mut items = Vec::with_capacity(raw.len());
        for (index, raw) in raw.into_iter().enumerate() {
            items.push(F::decode(value.part(Step::Index(index), raw)));
        }
        items
    }
}

/// A map whose keys are data.
impl<F: Decode> Decode for BTreeMap<String, F> {
    type Value = BTreeMap<String, F::Value>;

    #[inline(never)]
    fn decode(value: Value<'_>) -> Self::Value {
        let mut entries = BTreeMap::new();
        for (key, raw) in value.object().members {
            let item = F::decode(value.part(Step::Entry, raw));
            entries.insert(key.into_owned(), item);
        }
        entries
    }
}

/// Returns a duplicate key, if there is one. It is ambiguous, so it is an error.
fn repeated<'m>(members: &'m [(Cow<'_, str>, &str)]) -> Option<&'m str> {
    const FEW: usize = 24;
    let mut keys = members.iter().map(|(key, _)| key.as_ref());
    if members.len() > FEW {
        let mut seen = HashSet::with_capacity(members.len());
        return keys.find(|key| !seen.insert(*key));
    }
    let earlier = |index| members.iter().take(index).map(|(key, _)| key);
    let mut numbered = keys.enumerate();
    let (_, key) = numbered.find(|(index, key)| earlier(*index).any(|other| other == key))?;
    Some(key)
}
