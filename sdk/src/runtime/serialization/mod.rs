//! `Serialize` and `Deserialize` in the platform's own form, for requests, answers and enums.
//!
//! Values are written and read by the same code as on the wire. Between that code and serde is JSON text, so the
//! generated code is not generic over serializers, which would be expensive to compile.

mod expose;
mod json_text;
mod request;
mod values;

use serde::{Deserializer, Serializer, de, ser};

pub use expose::{ExposeSecrets, expose_secrets};
pub(crate) use request::{write_extra, write_set};

use super::decode::{Decode, Notes, Value};
use super::writer::{Encode, JsonWriter};
use json_text::JsonText;

/// Implements `Serialize` and `Deserialize` for types and their forms. Most types are their own form.
macro_rules! serialized {
    ($($name:ident),* $(,)?) => {
        $crate::runtime::serialization::serialized! { $($name => $name),* }
    };
    ($($ty:ident => $form:ty),* $(,)?) => {$(
        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::serialization::serialize::<$form, S>(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::serialization::deserialize::<$form, D>(deserializer)
            }
        }
    )*};
}

pub(crate) use serialized;

/// What happens to a value that holds a secret.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Secrets {
    Refused,
    Exposed,
}

/// Serializes a value, unless it holds a secret.
pub(crate) fn serialize<F: Encode, S: Serializer>(
    value: &F::Value,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    write::<F, S>(value, Secrets::Refused, serializer)
}

fn write<F: Encode, S: Serializer>(
    value: &F::Value,
    secrets: Secrets,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let json = text::<F>(value, secrets).map_err(ser::Error::custom)?;
    json_text::write(&json, serializer)
}

/// Returns a value as JSON text.
#[inline(never)]
fn text<F: Encode>(value: &F::Value, secrets: Secrets) -> Result<String, String> {
    let mut json = JsonWriter::unbounded();
    F::encode(value, &mut json);
    if let Some(problem) = json.problem() {
        return Err(format!("the value {problem}"));
    }
    match json.secret() {
        Some(field) if secrets == Secrets::Refused => Err(expose::refusal(field)),
        Some(_) | None => Ok(json.finish()),
    }
}

/// Deserializes a value.
pub(crate) fn deserialize<'de, F: Decode, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<F::Value, D::Error> {
    let json = json_text::read(deserializer)?;
    decoded::<F>(&json).map_err(de::Error::custom)
}

/// Returns the value of a JSON text, or an error with the place of the mistake.
#[inline(never)]
fn decoded<F: Decode>(json: &JsonText) -> Result<F::Value, String> {
    let notes = Notes::default();
    let value = F::decode(Value::root(json.as_str(), "$", &notes));
    match notes.finish() {
        Ok(_) => Ok(value),
        Err(error) => Err(format!("{}: {}", error.path, error.problem)),
    }
}
