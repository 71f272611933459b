//! A JSON value, and the types it can be decoded as.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use std::borrow::Cow;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::identifier::is_identifier;
use super::notes::Notes;
use super::path::{Path, Step};
use super::scan;
use crate::runtime::decimal::exact_decimal;
use crate::runtime::json::{Json, described};
use crate::runtime::scalar::{self, JsonForm, Scalar, ScalarInfo};

/// A form of values in JSON: a scalar, a generated type, or a list or map of these.
///
/// Decoding always returns a value. Problems are noted in the value's [`Notes`], which the caller checks at the
/// end; if there is one, the decoded value is discarded. So generated code needs no error paths, which makes it
/// short and cheap to compile.
pub trait Decode {
    /// The Rust type.
    type Value;

    /// Decodes a value.
    fn decode(value: Value<'_>) -> Self::Value;
}

impl<S: Scalar> Decode for S {
    type Value = S::Value;

    fn decode(value: Value<'_>) -> S::Value {
        value.read::<S>(false)
    }
}

/// A scalar that is a number in JSON, or a string that contains one.
pub struct Lenient<S>(PhantomData<S>);

impl<S: Scalar> Decode for Lenient<S> {
    type Value = S::Value;

    fn decode(value: Value<'_>) -> S::Value {
        value.read::<S>(true)
    }
}

/// A value that may be null.
impl<F: Decode> Decode for Option<F> {
    type Value = Option<F::Value>;

    fn decode(value: Value<'_>) -> Self::Value {
        (value.raw != "null").then(|| F::decode(value))
    }
}

/// A value that contains the object of its own field, and is therefore boxed.
pub struct Boxed<F>(PhantomData<F>);

impl<F: Decode> Decode for Boxed<F> {
    type Value = Box<F::Value>;

    fn decode(value: Value<'_>) -> Self::Value {
        Box::new(F::decode(value))
    }
}

/// A JSON value and its path.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    /// Valid JSON text without surrounding whitespace.
    pub(super) raw: &'a str,
    pub(super) path: Path<'a>,
    pub(super) notes: &'a Notes,
}

/// An object may contain itself, so without a limit an answer could exhaust the stack. serde_json has the same limit.
const DEEPEST: u16 = 128;

/// The text of a missing value, which has been noted.
pub(super) const MISSING: &str = "";

impl<'a> Value<'a> {
    /// Creates a value from valid JSON text. `root` is its path in errors.
    pub(crate) fn root(raw: &'a str, root: &'static str, notes: &'a Notes) -> Self {
        Self {
            raw,
            path: Path::root(root),
            notes,
        }
    }

    /// Returns the member whose text is `raw`.
    pub(crate) fn member<'s>(&'s self, key: &'s str, raw: &'s str) -> Value<'s> {
        self.part(Step::Key(key), raw)
    }

    pub(super) fn part<'s>(&'s self, step: Step<'s>, raw: &'s str) -> Value<'s> {
        let part = Value {
            raw,
            path: self.path.then(step),
            notes: self.notes,
        };
        if part.path.depth > DEEPEST {
            part.wrong::<()>(format!("nested more than {DEEPEST} levels deep"));
            return Value {
                raw: MISSING,
                ..part
            };
        }
        part
    }

    #[cold]
    pub(crate) fn wrong<T>(&self, problem: impl Into<String>) -> Option<T> {
        self.notes.problem(&self.path, problem);
        None
    }

    #[cold]
    pub(super) fn expected<T>(&self, expected: &str) -> Option<T> {
        self.wrong(format!("expected {expected}, found {}", self.kind()))
    }

    /// Returns its kind in one word; never its content, which may be secret.
    fn kind(&self) -> &'static str {
        match self.raw.as_bytes().first() {
            Some(b'{') => "an object",
            Some(b'[') => "a list",
            Some(b'"') => "text",
            Some(b't' | b'f') => "a boolean",
            Some(b'n') => "null",
            Some(_) => "a number",
            None => "nothing",
        }
    }

    fn text(&self, expected: &str) -> Option<Cow<'a, str>> {
        if !self.raw.starts_with('"') {
            return self.expected(expected);
        }
        match scan::text(self.raw) {
            Ok(text) => Some(text),
            Err(error) => self.wrong(described(&error)),
        }
    }

    /// Returns the text that a scalar is parsed from.
    fn scalar_text(&self, info: &ScalarInfo, lenient: bool) -> Option<Cow<'a, str>> {
        match (info.json, self.raw.as_bytes().first()) {
            (JsonForm::Text, _) => self.text(info.json_words),
            (JsonForm::Number, Some(b'"')) if lenient => self.text(info.json_words),
            (JsonForm::Number, Some(b'-' | b'0'..=b'9'))
            | (JsonForm::Boolean, Some(b't' | b'f'))
            | (JsonForm::Any, _) => Some(Cow::Borrowed(self.raw)),
            (JsonForm::Number | JsonForm::Boolean, _) => self.expected(info.json_words),
        }
    }

    #[inline(never)]
    fn read<S: Scalar>(self, lenient: bool) -> S::Value {
        let parsed = self.shown_text(S::INFO, lenient).map(S::CODEC.parse);
        match parsed {
            Some(Ok(value)) => {
                if S::is_unlisted(&value) {
                    self.unlisted();
                }
                return value;
            }
            Some(Err(expected)) => self.rejected(&expected),
            None => {}
        }
        (S::CODEC.placeholder)()
    }

    /// Returns the text that a scalar is parsed from, and notes what of it is hidden.
    #[inline(never)]
    fn shown_text(&self, info: &ScalarInfo, lenient: bool) -> Option<Cow<'a, str>> {
        if let Some(hidden) = info.hidden {
            self.notes.hide(&self.path, hidden);
        }
        self.scalar_text(info, lenient)
    }

    #[cold]
    fn rejected(&self, expected: &str) {
        self.wrong::<()>(format!("expected {expected}"));
    }

    /// Decodes the value as the first shape that it has. If it has none, it is kept as it is, and reported as unknown.
    pub(crate) fn any_of<T>(self, shapes: &[fn(Value<'_>) -> T], other: fn(Json) -> T) -> T {
        let fits = |decode: &&fn(Value<'_>) -> T| {
            Notes::has_no_problem(|notes| {
                decode(Value { notes, ..self });
            })
        };
        match shapes.iter().find(fits) {
            Some(decode) => decode(self),
            None => {
                self.notes.unknown_field(&self.path);
                other(Json::from_checked(self.raw))
            }
        }
    }

    /// Reads a whole number in any notation, such as `0.0` or `4e2`, or a text that contains one.
    pub(crate) fn whole_number(self) -> i64 {
        let Some(text) = self.scalar_text(scalar::Integer::INFO, true) else {
            return 0;
        };
        let exact = || exact_decimal(&text).filter(Decimal::is_integer)?.to_i64();
        let number = text.parse().ok().or_else(exact);
        number
            .or_else(|| self.wrong("expected a whole number of 64 bits"))
            .unwrap_or_default()
    }

    /// Reports a value that is not listed in an enum.
    #[cold]
    pub(crate) fn unlisted(self) {
        let Some(events) = &self.notes.events else {
            return;
        };
        if let Ok(text) = scan::text(self.raw) {
            events.enum_value(&self.path, &text, is_identifier(&text));
        } else if let Ok(integer) = self.raw.parse::<i64>() {
            let is_small = integer.unsigned_abs() < 10_000;
            events.enum_value(&self.path, &integer.to_string(), is_small);
        }
    }
}
