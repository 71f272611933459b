//! JSON of unspecified shape, kept as text, so that nothing is lost.

use std::fmt;

use super::json_equality::same_json;

/// Any JSON value, kept as the text that is received or sent: the order of keys and the digits of numbers are
/// preserved.
///
/// The spec does not describe its content, which may be secret, so `Debug` shows only its length.
/// [`as_str`](Self::as_str) returns the text. Two values are equal if they are equal as JSON: the order of keys
/// and whitespace do not matter, and numbers are compared exactly.
///
/// ```
/// use bge_private_sdk::Json;
///
/// let data = Json::new(&[("user_id", 7)])?;
/// assert_eq!(data.as_str(), r#"[["user_id",7]]"#);
/// # Ok::<(), bge_private_sdk::Error>(())
/// ```
#[derive(Clone)]
pub struct Json(Box<str>);

impl Json {
    /// Creates a value from text that is known to be JSON.
    pub(crate) fn from_checked(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        Self(value.to_string().into())
    }
}

impl PartialEq for Json {
    fn eq(&self, other: &Self) -> bool {
        same_json(&self.0, &other.0)
    }
}

impl Eq for Json {}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes of JSON]", self.0.len())
    }
}

/// Describes the place and kind of an error without the values that serde's messages quote.
pub(crate) fn described(error: &serde_json::Error) -> String {
    use serde_json::error::Category;
    let what = match error.classify() {
        Category::Io => "it cannot be written",
        Category::Syntax => "it is not well-formed JSON",
        Category::Data => "it is of another shape than the type it is read as",
        Category::Eof => "it ends too early",
    };
    if error.line() == 0 {
        what.to_owned()
    } else {
        format!("{what}, at line {} column {}", error.line(), error.column())
    }
}
