//! A body that is one JSON object, with the signature among its members.

use std::borrow::Cow;

use super::endpoint::{Join, Kind, Param};
use super::fields::Fields;
use super::json::quoted;
use super::python;
use super::scalar::{JsonForm, ScalarInfo};
use super::writer::JsonWriter;

/// Returns the text that is signed for a field; `None` if it is null, which is not signed.
pub(crate) fn signed_text(fields: &Fields, name: &str, value: &str) -> Option<String> {
    let json = member(fields.endpoint.param(name), value);
    (json != "null").then(|| python::text(&json))
}

/// Returns the body: the fields, nulls for parameters without a value whose default is null, and the platform's
/// own fields.
pub(crate) fn write(fields: &Fields, own: &[(&str, &str)]) -> Vec<u8> {
    let mut json = JsonWriter::default();
    json.begin_object();
    for (name, value) in fields.iter() {
        json.key(name);
        json.raw(&member(fields.endpoint.param(name), value));
    }
    for param in fields.endpoint.params {
        if param.is_null_by_default() && fields.iter().all(|(name, _)| name != param.name) {
            json.key(param.name);
            json.raw("null");
        }
    }
    for (name, value) in own {
        json.key(name);
        json.text(value);
    }
    json.end_object();
    json.finish().into_bytes()
}

/// The form of a member.
enum Form<'a> {
    /// The text of the field is JSON.
    Json,
    Scalar(&'a ScalarInfo),
    Text,
}

impl Form<'_> {
    fn of(param: Option<&Param>) -> Self {
        match param.map(|param| param.kind) {
            Some(
                Kind::Json { .. }
                | Kind::List {
                    join: Join::Json, ..
                },
            ) => Self::Json,
            Some(Kind::Scalar(info) | Kind::Enum(_, info)) => Self::Scalar(info),
            Some(Kind::File | Kind::Extra(_) | Kind::List { .. }) | None => Self::Text,
        }
    }
}

/// Returns the text of a field as JSON.
fn member<'a>(param: Option<&Param>, value: &'a str) -> Cow<'a, str> {
    match Form::of(param) {
        Form::Json => value.into(),
        Form::Scalar(info) => match info.json {
            JsonForm::Number | JsonForm::Any => value.into(),
            JsonForm::Boolean => value.to_ascii_lowercase().into(),
            JsonForm::Text => quoted(value).into(),
        },
        Form::Text => quoted(value).into(),
    }
}

/// Returns the text of a field that is received as JSON: the text that a form would hold.
#[cfg(feature = "mock")]
pub(crate) fn field_text(param: Option<&Param>, json: &str) -> String {
    match Form::of(param) {
        Form::Json => json.to_owned(),
        Form::Scalar(info) if info.json != JsonForm::Text => info.field_text(json),
        Form::Scalar(_) | Form::Text => python::text(json),
    }
}
