//! Writes JSON like the platform: for JSON parameters, and for answers of a mock.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::fmt::Write as _;

use super::bounds::Bounds;
use super::scalar::{JsonForm, Scalar};

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes it to `out`.
    fn encode(&self, out: &mut JsonWriter);
}

/// A closure that writes JSON.
impl<F: Fn(&mut JsonWriter)> Encode for F {
    fn encode(&self, out: &mut JsonWriter) {
        self(out);
    }
}

/// Incremental JSON writer.
#[derive(Debug, Default)]
pub struct JsonWriter {
    text: String,
    /// The constraints of the current member, and its key.
    bounds: Option<(&'static Bounds, &'static str)>,
    /// The first constraint violation.
    problem: Option<String>,
}

impl JsonWriter {
    pub(crate) fn finish(self) -> String {
        self.text
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

    /// Checks a value against the constraints of its member.
    fn check(&mut self, problem: impl FnOnce(&Bounds) -> Option<String>) {
        let Some((bounds, key)) = self.bounds.filter(|_| self.problem.is_none()) else {
            return;
        };
        self.problem = problem(bounds).map(|problem| format!("holds `{key}`, which {problem}"));
    }

    pub(crate) fn begin_object(&mut self) {
        self.bounds = None;
        self.separate();
        self.text.push('{');
    }

    pub(crate) fn end_object(&mut self) {
        self.text.push('}');
    }

    pub(crate) fn begin_list(&mut self) {
        self.separate();
        self.text.push('[');
    }

    pub(crate) fn end_list(&mut self) {
        self.text.push(']');
    }

    pub(crate) fn key(&mut self, key: &str) {
        self.bounds = None;
        self.text(key);
        self.text.push(':');
    }

    /// Writes a key whose value is checked against constraints: the value itself, or the items of a list and
    /// their number.
    pub(crate) fn bounded_key(&mut self, key: &'static str, bounds: &'static Bounds) {
        self.key(key);
        self.bounds = Some((bounds, key));
    }

    /// Checks the number of items or entries of the next value.
    pub(crate) fn items(&mut self, count: usize) {
        self.check(|bounds| bounds.items_problem(count));
    }

    pub(crate) fn null(&mut self) {
        self.raw("null");
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
        self.text.push('"');
        let mut from = 0;
        for (at, c) in text
            .char_indices()
            .filter(|(_, c)| matches!(c, '"' | '\\' | '\0'..='\x1f'))
        {
            self.text.push_str(text.get(from..at).unwrap_or_default());
            from = at + 1;
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                c => self.display(format_args!("\\u{:04x}", u32::from(c))),
            }
        }
        self.text.push_str(text.get(from..).unwrap_or_default());
        self.text.push('"');
    }

    /// Appends text without a comma. Writing to a `String` does not fail.
    fn display(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.text.write_fmt(text);
    }

    /// Writes a scalar.
    pub(crate) fn scalar<S: Scalar>(&mut self, value: &S::Value) {
        self.check(|bounds| S::problem(value, bounds));
        match S::INFO.json {
            JsonForm::Text => S::with_text(value, |text| self.string(text)),
            JsonForm::Number | JsonForm::Boolean | JsonForm::Any => {
                S::with_json(value, |json| self.raw(json));
            }
        }
    }
}
