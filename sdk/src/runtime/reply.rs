//! Conversions between JSON of unspecified shape and types of the user, and answers of unspecified shape.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::error::{DecodeError, Error, ErrorKind};
use super::json::{Json, described};

impl Json {
    /// Creates a value from JSON text, which is kept unchanged.
    ///
    /// # Errors
    /// Returns an invalid argument error if the text is not JSON.
    pub fn from_text(text: impl Into<String>) -> Result<Self, Error> {
        match RawValue::from_string(text.into()) {
            Ok(raw) => Ok(Self::from_checked(raw.get())),
            Err(error) => {
                let problem = format!("is not JSON: {}", described(&error));
                Err(Error::unsent("json", ErrorKind::argument("value", problem)))
            }
        }
    }

    /// Deserializes it as any type.
    ///
    /// # Errors
    /// Returns a decoding error if the JSON does not match the type.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Error> {
        serde_json::from_str(self.as_str())
            .map_err(|error| reply_error(self.as_str(), described(&error)))
    }
}

/// An answer of unspecified shape: any JSON, or text. `Debug` shows only its length.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reply {
    /// JSON: the envelope's data, or the whole body if there is no envelope. `null` if there is no data.
    Json(Json),
    /// A body that is not JSON.
    Text(String),
}

impl Reply {
    /// Deserializes the answer as any type.
    ///
    /// # Errors
    /// Returns a decoding error if the answer is text or does not match the type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        match self {
            Self::Json(json) => json.parse(),
            Self::Text(text) => Err(reply_error(text, "the answer is text, not JSON".to_owned())),
        }
    }

    /// Returns the answer as text: the body, or the text of the JSON.
    pub fn text(&self) -> &str {
        match self {
            Self::Json(json) => json.as_str(),
            Self::Text(text) => text,
        }
    }

    /// Returns whether there is no data, or it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Json(json) if json.as_str() == "null")
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(json) => f.debug_tuple("Json").field(json).finish(),
            Self::Text(text) => write!(f, "Text([{} bytes])", text.len()),
        }
    }
}

/// The call succeeded; the error is about decoding only.
fn reply_error(text: &str, problem: String) -> Error {
    let problem = DecodeError {
        path: "$".to_owned(),
        problem,
    };
    let body = bytes::Bytes::copy_from_slice(text.as_bytes());
    Error::decode("reply", (reqwest::StatusCode::OK, &body), problem, 0)
}
