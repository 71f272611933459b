//! What all scalars have in common: their description, and how they are read and written.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::runtime::bounds::Bounds;

/// A scalar. It is implemented by marker types, because a Rust type may have several forms on the wire.
#[doc(hidden)]
pub trait Scalar {
    /// The Rust type.
    type Value: 'static;

    /// Its description.
    const INFO: &'static ScalarInfo;

    /// How it is read and written.
    const CODEC: Codec<Self::Value>;

    /// Passes the JSON text of a value that is not a string in JSON to a function.
    fn with_json(value: &Self::Value, then: &mut dyn FnMut(&str)) {
        (Self::CODEC.with_text)(value, then);
    }

    /// Returns whether it is a value that an enum does not list.
    fn is_unlisted(_value: &Self::Value) -> bool {
        false
    }
}

type Then<'a> = &'a mut dyn FnMut(&str);

/// How a scalar is read and written.
#[doc(hidden)]
pub struct Codec<T: 'static> {
    /// Returns a value that replaces one that cannot be decoded. It is discarded with the whole answer.
    pub(crate) placeholder: fn() -> T,
    /// Parses the text of a field, of a JSON string, or of another JSON value. Returns what was expected if it
    /// is not valid.
    pub(crate) parse: fn(Cow<'_, str>) -> Result<T, Cow<'static, str>>,
    /// Passes the text of a field to a function.
    pub(crate) with_text: fn(&T, Then<'_>),
    /// Returns which constraint a value violates, as words that follow its name.
    pub(crate) problem: fn(&T, &Bounds) -> Option<String>,
}

/// Description of a scalar.
#[derive(Debug)]
#[non_exhaustive]
pub struct ScalarInfo {
    /// Its name in a spec.
    pub name: &'static str,
    /// Its form in JSON.
    pub json: JsonForm,
    /// What must not be shown of its values.
    pub hidden: Option<Hidden>,
    /// What users write, in English and Chinese, unless it is any text.
    pub words: Option<[&'static str; 2]>,
    /// A word for a value in the usage of a command, in English and Chinese.
    pub value_name: [&'static str; 2],
    /// The unit that is shown behind a value, in English and Chinese.
    pub unit: [&'static str; 2],
    /// What the text of a field must be.
    pub(crate) form: &'static str,
    /// What a value in JSON must be.
    pub(crate) json_words: &'static str,
    /// Whether an invalid value is shown in messages. It may contain a secret.
    pub(crate) is_shown: bool,
    pub(crate) check: fn(&str, &Bounds) -> Result<(), Invalid>,
    /// Returns whether a valid text of a field is written as a client writes it.
    pub(super) is_canonical: fn(&str) -> bool,
    /// Converts what users write to the text of a field. Returns `None` if both are the same.
    pub(crate) field_text: fn(&str) -> Option<String>,
    /// Converts the text of a field, or of JSON, to what users read. Returns `None` if both are the same.
    pub(crate) user_text: fn(&str) -> Option<String>,
}

impl ScalarInfo {
    /// Returns the description of a scalar with neither words nor a unit.
    pub(super) const fn of<S: Scalar>(name: &'static str, json: JsonForm) -> Self {
        Self {
            name,
            json,
            hidden: None,
            words: None,
            value_name: ["TEXT", "文本"],
            unit: ["", ""],
            form: "text",
            json_words: "text",
            is_shown: true,
            check: check::<S>,
            is_canonical: |_| true,
            field_text: |_| None,
            user_text: |_| None,
        }
    }

    /// Converts what a user writes to the text of a field. A text that is not valid is returned unchanged.
    pub fn field_text(&self, text: &str) -> String {
        (self.field_text)(text).unwrap_or_else(|| text.to_owned())
    }

    /// Converts the text of a field, or of JSON, to what users read and write, without its unit.
    pub fn user_text(&self, text: &str) -> String {
        (self.user_text)(text).unwrap_or_else(|| text.to_owned())
    }

    /// Returns whether a text is a valid value of a field.
    pub fn is_valid(&self, text: &str) -> bool {
        (self.check)(text, &Bounds::NONE).is_ok()
    }
}

/// The form of a value in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JsonForm {
    /// A string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Any JSON.
    Any,
}

/// Why a value must not be shown unchanged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// It is secret.
    Whole,
    /// It is a URL with a secret query.
    Query,
    /// The spec does not describe it.
    Unknown,
}

/// Why a text is not a valid value.
#[derive(Debug)]
pub(crate) enum Invalid {
    /// It is of the wrong form; what it must be.
    Form(Cow<'static, str>),
    /// It violates a constraint, in words that follow its name.
    Bounds(String),
}

fn check<S: Scalar>(text: &str, bounds: &Bounds) -> Result<(), Invalid> {
    if !(S::INFO.is_canonical)(text) {
        return Err(Invalid::Form(S::INFO.form.into()));
    }
    let value = (S::CODEC.parse)(text.into()).map_err(Invalid::Form)?;
    match (S::CODEC.problem)(&value, bounds) {
        Some(problem) => Err(Invalid::Bounds(problem)),
        None => Ok(()),
    }
}

/// Returns whether a text is a JSON number.
pub(crate) fn is_number(text: &str) -> bool {
    // Any JSON that starts like a number is one. Surrounding spaces are not part of it.
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && serde_json::from_str::<&RawValue>(text).is_ok()
}
