//! Values of examples and defaults, with their types, and their form on the wire.

use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};

use super::{Enum, EnumValue, EnumWire, ExtraSet, Object, Scalar, Type, TypeName};
use crate::json::{Json, list, object};
use crate::scalar::JsonForm;

/// The argument of a call.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A file.
    File(File),
    /// A set of further parameters.
    Set(Set),
    /// Any other value.
    Value(Value),
}

/// A file.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name, without folders. Empty if the file of an answer has none.
    pub file_name: String,
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

impl File {
    /// Returns its description as in an example: the content is text if it is UTF-8, or else Base64.
    #[must_use]
    pub fn json(&self) -> Json {
        let named = Some(self.file_name.as_str()).filter(|name| !name.is_empty());
        let about = object([]).maybe("file_name", named.map(Json::from));
        let about = about.with("media_type", self.media_type.as_str());
        match std::str::from_utf8(&self.content) {
            Ok(text) => about.with("text", text),
            Err(_) => about.with("base64", BASE64_STANDARD.encode(&self.content)),
        }
    }
}

/// A set of further parameters.
#[derive(Clone, Debug)]
pub struct Set {
    /// The type.
    pub ty: TypeName,
    /// Its name on the wire.
    pub wire: String,
    /// The definition of a known set.
    pub known: Option<Arc<ExtraSet>>,
    /// The names on the wire and the texts of its parameters, in the order of the definition.
    pub params: Vec<(String, String)>,
}

impl Set {
    /// Returns whether a parameter of a known set is secret.
    #[must_use]
    pub fn is_secret(&self, wire: &str) -> bool {
        let mut params = self.known.iter().flat_map(|known| &known.params);
        params.any(|param| param.wire == wire && param.secret)
    }
}

/// A value that is sent as text or JSON.
#[derive(Clone, Debug)]
pub enum Value {
    /// A value of a scalar.
    Scalar(Scalar, Literal),
    /// A known value of an enum.
    Enum(Arc<Enum>, EnumValue),
    /// The values of an object's fields. A value that is `None` is null if the field is required, and absent
    /// otherwise.
    Object(Arc<Object>, Vec<Option<Value>>),
    /// A list, with the type of its items.
    List(Type, Vec<Value>),
    /// A map, sorted by key.
    Map(Vec<(String, Value)>),
}

/// The value of a scalar.
#[derive(Clone, Debug)]
pub enum Literal {
    /// A text, exactly as sent.
    Text(String),
    /// A boolean.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Float(f64),
    /// A decimal number without exponent, with all its digits.
    Decimal(String),
    /// Any JSON, in canonical form.
    Json(Json),
}

impl Literal {
    /// Returns its text in a field of a call.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Decimal(text) => text.clone(),
            Self::Boolean(true) => "True".to_owned(),
            Self::Boolean(false) => "False".to_owned(),
            Self::Integer(number) => number.to_string(),
            Self::Float(number) => number.to_string(),
            Self::Json(json) => json.to_string(),
        }
    }

    fn json(&self, form: JsonForm) -> Json {
        match self {
            _ if form == JsonForm::Text => Json::Text(self.text()),
            Self::Text(text) => Json::Text(text.clone()),
            Self::Boolean(value) => Json::Bool(*value),
            Self::Integer(_) | Self::Decimal(_) => Json::Number(self.text()),
            Self::Float(number) => Json::Number(format!("{number:?}")),
            Self::Json(json) => json.clone(),
        }
    }
}

impl Value {
    /// Returns its text in a field of a call.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Scalar(_, literal) => literal.text(),
            Self::Enum(_, value) => value.wire.to_string(),
            Self::Object(..) | Self::List(..) | Self::Map(_) => self.json().to_string(),
        }
    }

    /// Returns it as JSON.
    #[must_use]
    pub fn json(&self) -> Json {
        match self {
            Self::Scalar(scalar, literal) => literal.json(scalar.info().json),
            Self::Enum(_, value) => match &value.wire {
                EnumWire::Text(text) => Json::Text(text.clone()),
                EnumWire::Integer(number) => Json::Number(number.to_string()),
            },
            Self::Object(object, values) => {
                let fields = object.fields.iter().zip(values);
                let sent = fields.filter(|(field, value)| field.required || value.is_some());
                let members = sent.map(|(field, value)| {
                    let value = value.as_ref().map_or(Json::Null, Self::json);
                    (field.wire.clone(), value)
                });
                Json::Object(members.collect())
            }
            Self::List(_, items) => list(items.iter().map(Self::json)),
            Self::Map(entries) => {
                let entries = entries.iter();
                let members = entries.map(|(key, value)| (key.clone(), value.json()));
                Json::Object(members.collect())
            }
        }
    }
}
