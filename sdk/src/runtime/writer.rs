//! Writing JSON as the platform would: for parameters that are JSON, and for answers of a mock.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::fmt::Write as _;

use rust_decimal::Decimal;
use secrecy::ExposeSecret;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::endpoint::Bounds;
use super::json::Json;
use super::seconds::Seconds;
use super::secret::{Secret, SecretUrl};

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes it.
    fn encode(&self, out: &mut JsonWriter);
}

/// Whatever writes it.
impl<F: Fn(&mut JsonWriter)> Encode for F {
    fn encode(&self, out: &mut JsonWriter) {
        self(out);
    }
}

/// JSON text in the making.
#[derive(Debug, Default)]
pub struct JsonWriter {
    text: String,
    /// What the member that is being written is held to, and its key.
    bounds: Option<(&'static Bounds, &'static str)>,
    /// The first value that is out of its bounds.
    problem: Option<String>,
}

impl JsonWriter {
    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// A comma where something stands before, in the same list or object.
    fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.text.push(',');
        }
    }

    /// What is wrong with the first value that is out of its bounds, in words that follow the parameter's name.
    pub(crate) fn problem(&mut self) -> Option<String> {
        self.problem.take()
    }

    /// Holds a value to the bounds of its member.
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

    /// A key, and what is beside it is held to bounds: a value, or the items of a list and their number.
    pub(crate) fn bounded_key(&mut self, key: &'static str, bounds: &'static Bounds) {
        self.key(key);
        self.bounds = Some((bounds, key));
    }

    /// How many items or entries the member has that is written next.
    pub(crate) fn items(&mut self, count: usize) {
        self.check(|bounds| bounds.items_problem(count));
    }

    pub(crate) fn null(&mut self) {
        self.raw("null");
    }

    /// A text that is JSON already.
    pub(crate) fn raw(&mut self, text: &str) {
        self.separate();
        self.text.push_str(text);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.check(|bounds| bounds.length_problem(text));
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

    /// Appends without a comma. Writing to a `String` does not fail.
    fn display(&mut self, text: std::fmt::Arguments<'_>) {
        let _ = self.text.write_fmt(text);
    }

    pub(crate) fn secret(&mut self, secret: &Secret) {
        self.text(secret.expose_secret());
    }

    pub(crate) fn boolean(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    pub(crate) fn integer(&mut self, value: i64) {
        self.check(|bounds| bounds.number_problem(&value));
        self.separate();
        self.display(format_args!("{value}"));
    }

    /// The shortest text that reads as the same number; JSON has none for infinities and NaN.
    pub(crate) fn float(&mut self, value: f64) {
        self.check(|bounds| bounds.float_problem(value));
        match serde_json::Number::from_f64(value) {
            Some(number) => self.raw(&number.to_string()),
            None => self.null(),
        }
    }

    pub(crate) fn decimal(&mut self, value: Decimal) {
        self.check(|bounds| bounds.number_problem(&value));
        self.separate();
        self.display(format_args!("{value}"));
    }

    pub(crate) fn url(&mut self, url: &Url) {
        self.text(url.as_str());
    }

    pub(crate) fn secret_url(&mut self, url: &SecretUrl) {
        self.text(url.expose_secret());
    }

    pub(crate) fn any(&mut self, json: &Json) {
        self.raw(json.as_str());
    }

    pub(crate) fn time(&mut self, time: OffsetDateTime) {
        self.text(&rfc3339(time));
    }

    pub(crate) fn unix_time(&mut self, time: OffsetDateTime) {
        self.integer(time.unix_timestamp());
    }

    pub(crate) fn unix_time_text(&mut self, time: OffsetDateTime) {
        self.text(&time.unix_timestamp().to_string());
    }

    pub(crate) fn seconds(&mut self, seconds: Seconds) {
        self.check(|bounds| bounds.number_problem(&seconds.get()));
        self.separate();
        self.display(format_args!("{}", seconds.get()));
    }
}

/// RFC 3339, which has no form for years outside 0 to 9999; `Display` of the time stands in there.
pub(crate) fn rfc3339(time: OffsetDateTime) -> String {
    time.format(&Rfc3339).unwrap_or_else(|_| time.to_string())
}
