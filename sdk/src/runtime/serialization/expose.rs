//! Serializing values with secrets on purpose.

use serde::{Serialize, Serializer};

use super::{Secrets, write};
use crate::runtime::writer::Encode;

/// Returns why a value with a secret is not serialized.
pub(super) fn refusal(field: &str) -> String {
    let what = if field.is_empty() {
        "is a secret".to_owned()
    } else {
        format!("holds a secret in the field `{field}`")
    };
    format!("the value {what}; wrap it in `ExposeSecrets` to serialize it")
}

/// Serializes a request or an answer together with its secrets, or a list or map of these.
///
/// Without it, a value that holds a [`Secret`](crate::Secret) or a [`SecretUrl`](crate::SecretUrl) is an error to
/// serialize, so a secret cannot get into a log or a database by accident. Deserializing needs no wrapper.
/// [`expose_secrets`] does the same for a field of a struct with derived `Serialize`.
///
/// ```
/// use bge_private_sdk::service::SignUrlResponse;
/// use bge_private_sdk::ExposeSecrets;
///
/// let json = r#"{"url": "https://files.example/a?Signature=made-up", "expires": "1634098323"}"#;
/// let signed: SignUrlResponse = serde_json::from_str(json)?;
/// assert!(serde_json::to_string(&signed).is_err());
/// let stored = serde_json::to_string(&ExposeSecrets(&signed))?;
/// assert_eq!(serde_json::from_str::<SignUrlResponse>(&stored)?, signed);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ExposeSecrets<'a, T>(pub &'a T);

impl<T: Encode<Value = T>> Serialize for ExposeSecrets<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        expose_secrets(self.0, serializer)
    }
}

/// Serializes a value together with its secrets, for `#[serde(serialize_with = "bge_private_sdk::expose_secrets")]`.
///
/// # Errors
/// Returns an error if the value cannot be serialized, such as a request with a file.
pub fn expose_secrets<T: Encode<Value = T>, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    write::<T, S>(value, Secrets::Exposed, serializer)
}
