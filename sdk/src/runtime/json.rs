//! JSON of unspecified shape, kept as text, so that nothing is lost.

use std::fmt;

use serde::Serialize;

use super::json_equality::same_json;

/// Any JSON value, kept as the text that is received or sent: the order of keys and the digits of numbers are
/// preserved.
///
/// The spec does not describe its content, which may be secret, so `Debug` shows only its length.
/// [`as_str`](Self::as_str) returns the text. Two values are equal if they are equal as JSON: the order of keys
/// and whitespace do not matter, and numbers are compared exactly.
///
/// Arguments are converted from a [`serde_json::Value`], such as that of `json!`, or from a reference to any
/// value that can be serialized. If it cannot, the call is refused before it is sent.
///
/// ```
/// use bge_private_sdk::Json;
///
/// let data = Json::from(&[("user_id", 7)]);
/// assert_eq!(data.as_str(), r#"[["user_id",7]]"#);
/// ```
#[derive(Clone)]
pub struct Json(Result<Box<str>, Box<str>>);

/// Why serde may fail to write a value.
const UNWRITABLE: &str = "a map has keys that are not strings, a secret is not wrapped in `ExposeSecrets`, or its \
                          `Serialize` implementation returns an error";

impl Json {
    /// Creates a value from text that is known to be JSON.
    pub(crate) fn from_checked(text: &str) -> Self {
        Self(Ok(text.into()))
    }

    /// Returns the text. It is `null` for a value that could not be serialized.
    pub fn as_str(&self) -> &str {
        self.0.as_deref().unwrap_or("null")
    }

    /// Returns why the value could not be serialized.
    pub(crate) fn problem(&self) -> Option<&str> {
        self.0.as_ref().err().map(AsRef::as_ref)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self(Ok(value.to_string().into()))
    }
}

impl<T: Serialize + ?Sized> From<&T> for Json {
    /// Serializes a value. If it cannot be written as JSON, such as a map whose keys are not strings, a call with
    /// it is refused before it is sent.
    fn from(value: &T) -> Self {
        match serde_json::to_string(value) {
            Ok(text) => Self(Ok(text.into())),
            // The message of serde may quote the value.
            Err(_) => Self(Err(UNWRITABLE.into())),
        }
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Ok(one), Ok(other)) => same_json(one, other),
            (one, other) => one == other,
        }
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes of JSON]", self.as_str().len())
    }
}

/// Returns a text as JSON, in quotes.
pub(crate) fn quoted(text: &str) -> String {
    // A text can always be written as JSON.
    serde_json::to_string(text).unwrap_or_default()
}

/// Describes the place and kind of an error without the values that serde's messages quote.
pub(crate) fn described(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Io => "it cannot be written",
        Category::Syntax => "it is not well-formed JSON",
        Category::Data => "it does not match the type that it is read as",
        Category::Eof => "it ends too early",
    };
    if error.line() == 0 {
        what.to_owned()
    } else {
        format!("{what}, at line {} column {}", error.line(), error.column())
    }
}
