//! Writes JSON like the platform: for JSON parameters, and for answers of a mock.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::collections::BTreeMap;

use super::bounds::Bounds;
use super::decode::{Boxed, Decode};
use super::json::quoted;
use super::rest::Rest;
use super::scalar::{Hidden, JsonForm, Scalar};

/// A form in which values are written as JSON.
pub trait Encode: Decode {
    /// Writes a value to `out`.
    fn encode(value: &Self::Value, out: &mut JsonWriter);
}

impl<S: Scalar> Encode for S {
    fn encode(value: &S::Value, out: &mut JsonWriter) {
        out.scalar::<S>(value);
    }
}

impl<F: Encode> Encode for Option<F> {
    fn encode(value: &Self::Value, out: &mut JsonWriter) {
        match value {
            Some(value) => F::encode(value, out),
            None => out.raw("null"),
        }
    }
}

impl<F: Encode> Encode for Boxed<F> {
    fn encode(value: &Self::Value, out: &mut JsonWriter) {
        F::encode(value, out);
    }
}

impl<F: Encode> Encode for Vec<F> {
    #[inline(never)]
    fn encode(value: &Self::Value, out: &mut JsonWriter) {
        out.begin_list(value.len());
        for item in value {
            F::encode(item, out);
        }
        out.end_list();
    }
}

impl<F: Encode> Encode for BTreeMap<String, F> {
    #[inline(never)]
    fn encode(value: &Self::Value, out: &mut JsonWriter) {
        out.check_items(value.len());
        out.begin_object();
        for (key, item) in value {
            out.key(key);
            F::encode(item, out);
        }
        out.end_object();
    }
}

/// Incremental JSON writer.
#[derive(Debug, Default)]
pub struct JsonWriter {
    text: String,
    /// The constraints of the current member, and its key; of the whole value, without a key.
    bounds: Option<(&'static Bounds, Option<&'static str>)>,
    /// The first constraint violation.
    problem: Option<String>,
    /// Whether constraints are ignored. Those of a stored value are checked when it is sent.
    is_unbounded: bool,
    /// The key of the last field.
    field: &'static str,
    /// The key of the first field with a secret; empty if the value itself is one.
    secret: Option<String>,
}

impl JsonWriter {
    /// Creates a writer of a value with constraints.
    pub(super) fn bounded(bounds: &'static Bounds) -> Self {
        Self {
            bounds: Some((bounds, None)),
            ..Self::default()
        }
    }

    /// Creates a writer of a value whose constraints are ignored.
    pub(crate) fn unbounded() -> Self {
        Self {
            is_unbounded: true,
            ..Self::default()
        }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// Returns the key of the first field with a secret; empty if the value itself is one.
    pub(crate) fn secret(&self) -> Option<&str> {
        self.secret.as_deref()
    }

    /// Notes that the field with this key is secret.
    pub(crate) fn note_secret(&mut self, field: &str) {
        self.secret.get_or_insert_with(|| field.to_owned());
    }

    /// Writes a comma unless this is the first item of its list or object.
    fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.text.push(',');
        }
    }

    /// Returns the first constraint violation, as words that follow the parameter's name.
    pub(crate) fn problem(&mut self) -> Option<String> {
        self.problem.take()
    }

    /// Notes that the current value cannot be written, in words that follow its name.
    pub(crate) fn refuse(&mut self, problem: String) {
        self.check(|_| Some(problem));
    }

    /// Checks a value against the constraints of its member.
    fn check(&mut self, problem: impl FnOnce(&Bounds) -> Option<String>) {
        if self.problem.is_some() {
            return;
        }
        let (bounds, key) = self.bounds.unwrap_or((&Bounds::NONE, None));
        self.problem = problem(bounds).map(|problem| match key {
            Some(key) => format!("holds `{key}`, which {problem}"),
            None => problem,
        });
    }

    /// Checks the number of items or entries of the next value, unless it is itself an item.
    fn check_items(&mut self, count: usize) {
        if matches!(self.text.as_bytes().last(), None | Some(b':')) {
            self.check(|bounds| bounds.items_problem(count));
        }
    }

    pub(crate) fn begin_object(&mut self) {
        self.bounds = None;
        self.separate();
        self.text.push('{');
    }

    pub(crate) fn end_object(&mut self) {
        self.text.push('}');
    }

    fn begin_list(&mut self, count: usize) {
        self.check_items(count);
        self.separate();
        self.text.push('[');
    }

    fn end_list(&mut self) {
        self.text.push(']');
    }

    pub(crate) fn key(&mut self, key: &str) {
        self.bounds = None;
        self.text(key);
        self.text.push(':');
    }

    /// Writes a member and checks it against constraints: the value itself, or the items of a list and their
    /// number.
    #[inline(never)]
    pub(crate) fn member<F: Encode>(
        &mut self,
        key: &'static str,
        value: &F::Value,
        bounds: &'static Bounds,
    ) {
        self.key(key);
        self.field = key;
        let bounds = if self.is_unbounded {
            &Bounds::NONE
        } else {
            bounds
        };
        self.bounds = Some((bounds, Some(key)));
        F::encode(value, self);
    }

    /// Writes a member unless it is absent.
    pub(crate) fn optional<F: Encode>(
        &mut self,
        key: &'static str,
        value: Option<&F::Value>,
        bounds: &'static Bounds,
    ) {
        if let Some(value) = value {
            self.member::<F>(key, value, bounds);
        }
    }

    /// Writes the members of an object that the spec does not name. Those with the name of a field are omitted.
    #[inline(never)]
    pub(crate) fn rest(&mut self, rest: &Rest, fields: &[&str]) {
        for (key, value) in rest.iter() {
            if !fields.contains(&key.as_str()) {
                self.key(key);
                self.raw(value.as_str());
            }
        }
    }

    /// Writes text that is already JSON.
    pub(crate) fn raw(&mut self, text: &str) {
        self.separate();
        self.text.push_str(text);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.check(|bounds| bounds.length_problem(text));
        self.string(text);
    }

    fn string(&mut self, text: &str) {
        self.separate();
        self.text.push_str(&quoted(text));
    }

    fn scalar<S: Scalar>(&mut self, value: &S::Value) {
        self.check(|bounds| (S::CODEC.problem)(value, bounds));
        if let Some(Hidden::Whole | Hidden::Query) = S::INFO.hidden {
            self.note_secret(self.field);
        }
        match S::INFO.json {
            JsonForm::Text => (S::CODEC.with_text)(value, &mut |text| self.string(text)),
            JsonForm::Number | JsonForm::Boolean | JsonForm::Any => {
                S::with_json(value, &mut |json| self.raw(json));
            }
        }
    }
}
