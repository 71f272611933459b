//! The parts of a JSON value: the items of a list, the members of an object.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::iter::{Enumerate, once};
use std::thread;

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

    /// Removes all members and returns them.
    fn take_all(&mut self) -> Members<'a> {
        std::mem::take(&mut self.members)
    }

    /// Decodes the member with this name, if there is one.
    #[inline(never)]
    pub(crate) fn optional<F: Decode>(&mut self, key: &str) -> Option<F::Value> {
        self.optional_value(key).map(F::decode)
    }

    /// Decodes the member with this name, which is required.
    #[inline(never)]
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
        let mut rest = BTreeMap::new();
        for (key, raw) in self.take_all() {
            let value = scalar::Json::decode(self.value.member(&key, raw));
            rest.insert(key.into_owned(), value);
        }
        rest.into()
    }

    /// Takes the names and texts of the members that were not taken. What is not a string is taken as its field
    /// would be sent.
    #[inline(never)]
    pub(crate) fn texts(&mut self) -> Vec<(String, String)> {
        let members = self.take_all().into_iter();
        members
            .map(|(key, raw)| (key.into_owned(), python::text(raw)))
            .collect()
    }
}

/// Reports the members that were not taken as unknown.
impl Drop for Object<'_> {
    #[inline(never)]
    fn drop(&mut self) {
        // A subscriber that panics is not called again.
        if thread::panicking() {
            return;
        }
        for (key, raw) in &self.members {
            let member = self.value.part(Step::Unknown(key), raw);
            member.notes.unknown_field(&member.path);
        }
    }
}

impl<'a> Value<'a> {
    /// Returns the items of a list; none if it is not a list.
    #[inline(never)]
    fn items(&self) -> Items<'_> {
        let list = if self.raw.starts_with('[') {
            self.raw
        } else {
            self.expected("a list").unwrap_or_default()
        };
        Items {
            list: self,
            texts: scan::Rest::within(list).enumerate(),
        }
    }

    /// Passes the keys and values of an object to a function.
    fn each_entry(&self, then: &mut dyn FnMut(String, Value<'_>)) {
        for (key, raw) in self.object().take_all() {
            then(key.into_owned(), self.part(Step::Entry, raw));
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

/// The items of a list.
struct Items<'a> {
    list: &'a Value<'a>,
    texts: Enumerate<scan::Rest<'a>>,
}

impl<'a> Iterator for Items<'a> {
    type Item = Value<'a>;

    #[inline(never)]
    fn next(&mut self) -> Option<Value<'a>> {
        let (index, raw) = self.texts.next()?;
        Some(self.list.part(Step::Index(index), raw))
    }
}

impl<F: Decode> Decode for Vec<F> {
    type Value = Vec<F::Value>;

    #[inline(never)]
    fn decode(value: Value<'_>) -> Self::Value {
        let mut items = Vec::new();
        for item in value.items() {
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
        let mut entries = BTreeMap::new();
        value.each_entry(&mut |key, item| {
            entries.insert(key, F::decode(item));
        });
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
