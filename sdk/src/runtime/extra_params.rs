//! Parameters that the spec does not describe, of calls that accept any.
#![allow(dead_code, reason = "which of these are called is the spec's choice")]

use super::bounds::Bounds;
use super::call::Call;
use super::fields::Fields;
use super::json::Json;
use super::request::Request;
use super::scalar::{self, Scalar};
use super::secret::Secret;

/// Parameters that the spec does not describe. Set by [`Call::extra`](crate::Call::extra).
///
/// Two of them are equal if they have the same names and values, in any order. `Debug` does not show the values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExtraParams(Vec<(String, ExtraValue)>);

impl ExtraParams {
    /// Adds a parameter. If its name is that of another parameter, the call is refused before it is sent.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<ExtraValue>) {
        let (name, value) = (name.into(), value.into());
        let at = self.0.partition_point(|(other, _)| *other <= name);
        self.0.insert(at, (name, value));
    }

    pub(crate) fn from_texts(texts: Vec<(String, String)>) -> Self {
        let mut params = Self::default();
        for (name, text) in texts {
            params.insert(name, text);
        }
        params
    }

    /// Returns the value of a parameter as it is sent.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Secret> {
        let found = self.0.iter().find(|(other, _)| other == name);
        found.and_then(|(_, value)| value.0.as_ref().ok())
    }

    pub(crate) fn send(&self, fields: &mut Fields) {
        for (name, value) in &self.0 {
            match &value.0 {
                Ok(value) => fields.secret_extra(name, value),
                Err(problem) => fields.refuse(name.clone(), Some(problem.clone())),
            }
        }
    }
}

/// The value of a parameter that the spec does not describe: a text, a number, a boolean, or JSON. It is sent as text.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtraValue(Result<Secret, String>);

impl ExtraValue {
    fn of<S: Scalar>(value: &S::Value) -> Self {
        let mut text = Secret::default();
        (S::CODEC.with_text)(value, &mut |written| text = Secret::from(written));
        Self(Ok(text))
    }
}

impl From<&str> for ExtraValue {
    fn from(text: &str) -> Self {
        Self(Ok(text.into()))
    }
}

impl From<String> for ExtraValue {
    fn from(text: String) -> Self {
        Self(Ok(text.into()))
    }
}

impl From<Secret> for ExtraValue {
    fn from(text: Secret) -> Self {
        Self(Ok(text))
    }
}

impl From<bool> for ExtraValue {
    /// Sent as `True` or `False`.
    fn from(value: bool) -> Self {
        Self::of::<scalar::Boolean>(&value)
    }
}

impl From<i64> for ExtraValue {
    fn from(value: i64) -> Self {
        Self::of::<scalar::Integer>(&value)
    }
}

impl From<i32> for ExtraValue {
    fn from(value: i32) -> Self {
        i64::from(value).into()
    }
}

impl From<f64> for ExtraValue {
    fn from(value: f64) -> Self {
        Self::of::<scalar::Float>(&value)
    }
}

impl From<Json> for ExtraValue {
    fn from(value: Json) -> Self {
        Self(match (scalar::Json::CODEC.problem)(&value, &Bounds::NONE) {
            Some(problem) => Err(problem),
            None => Ok(value.as_str().into()),
        })
    }
}

impl From<serde_json::Value> for ExtraValue {
    /// Sent as JSON, so a text is sent in quotes.
    fn from(value: serde_json::Value) -> Self {
        Json::from(value).into()
    }
}

/// A request that accepts parameters that the spec does not describe.
///
/// Its items are for generated requests only.
pub trait Extendable: Request {
    #[doc(hidden)]
    fn extra_mut(&mut self) -> &mut ExtraParams;
}

impl<R: Extendable, C> Call<R, C> {
    /// Adds a parameter that the platform knows and the spec does not describe. Its value is secret by default.
    ///
    /// The call is refused before it is sent if the name is empty, that of a parameter of the call or of the
    /// signature, or given twice.
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<ExtraValue>) -> Self {
        self.request_mut().extra_mut().insert(name, value);
        self
    }
}
