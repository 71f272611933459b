//! Parameters and fields, with their constraints.

use super::{Choice, EnumValue, Join, Secrecy, Text, Type, TypeName, Value};

/// A place in an answer: the fields that lead to it. All of them but the last are always present.
pub type Path = Vec<Field>;

/// A parameter of a call, a field of an object, or a parameter of a set.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name on the wire.
    pub wire: String,
    /// The field of the struct, and the argument that fills it.
    pub name: String,
    /// The method that sets it, if it is optional.
    pub setter: String,
    /// Its type.
    pub ty: Type,
    /// Whether it is an object that contains the object of this field, and is therefore boxed.
    pub boxed: bool,
    /// Whether it is a parameter of a call and part of the path.
    pub in_path: bool,
    /// Whether it is always present.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether a number is also accepted as text.
    pub lenient: bool,
    /// How a list is sent as a parameter.
    pub join: Option<Join>,
    /// Which part of its values is secret.
    pub secrecy: Option<Secrecy>,
    /// Whether it is secret or, as a parameter of a call, contains a secret.
    pub secret: bool,
    /// Whether it is a parameter of a call and contains JSON of unspecified content.
    pub open: bool,
    /// Constraints, which are checked before it is sent.
    pub bounds: Bounds,
    /// What it means.
    pub text: Text,
    /// The value that the platform assumes if it is not sent.
    pub default: Option<Value>,
    /// The condition under which it may be given.
    pub with: Option<With>,
    /// The text that is sent if no value is set.
    pub always: Option<String>,
    /// The choice that it belongs to, if it is a parameter that excludes others.
    pub choice: Option<Choice>,
    /// The reason for its deprecation, and what to use instead.
    pub deprecated: Option<Text>,
}

impl Field {
    /// Creates a required field that has nothing but a name, a type and a text.
    pub(crate) fn new(name: &str, ty: Type, text: Text) -> Self {
        Self {
            wire: name.to_owned(),
            name: name.to_owned(),
            setter: name.to_owned(),
            ty,
            boxed: false,
            in_path: false,
            required: true,
            nullable: false,
            lenient: false,
            join: None,
            secrecy: None,
            secret: false,
            open: false,
            bounds: Bounds::default(),
            text,
            default: None,
            with: None,
            always: None,
            choice: None,
            deprecated: None,
        }
    }

    /// Returns the texts that are sent for a value of this parameter, each in a field of its own.
    #[must_use]
    pub fn texts(&self, value: &Value) -> Vec<String> {
        match (value, self.join) {
            (Value::List(_, items), Some(Join::Comma)) => {
                let texts: Vec<_> = items.iter().map(Value::text).collect();
                vec![texts.join(",")]
            }
            (Value::List(_, items), Some(Join::Repeat)) => items.iter().map(Value::text).collect(),
            (_, Some(Join::Json | Join::Comma | Join::Repeat) | None) => vec![value.text()],
        }
    }

    /// Returns whether both are choices of the same argument.
    #[must_use]
    pub fn is_alternative_to(&self, other: &Self) -> bool {
        match (&self.choice, &other.choice) {
            (Some(one), Some(other)) => one.one_of.ty == other.one_of.ty,
            (Some(_) | None, _) => false,
        }
    }

    /// Returns whether its type is an `Option`.
    #[must_use]
    pub fn is_option(&self) -> bool {
        self.nullable || !self.required
    }
}

/// A condition: another parameter has one of some values.
#[derive(Clone, Debug)]
pub struct With {
    /// The other parameter on the wire.
    pub wire: String,
    /// The other parameter in Rust.
    pub name: String,
    /// The enum.
    pub ty: TypeName,
    /// Values of the enum.
    pub values: Vec<EnumValue>,
    /// The value that the platform assumes if the other parameter is not sent, as it would be sent.
    pub default: Option<String>,
    /// Whether the parameter must be given if the condition holds.
    pub required: bool,
}

impl With {
    /// Returns whether the condition holds if the other parameter is not sent.
    #[must_use]
    pub fn holds_by_default(&self) -> bool {
        let default = self.default.as_deref();
        let mut values = self.values.iter();
        values.any(|value| Some(value.wire.to_string().as_str()) == default)
    }
}

/// Constraints of a value. Numbers are decimals without exponent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Minimum.
    pub min: Option<String>,
    /// Maximum.
    pub max: Option<String>,
    /// Exclusive minimum.
    pub above: Option<String>,
    /// Exclusive maximum.
    pub below: Option<String>,
    /// Minimum number of characters.
    pub min_length: Option<u64>,
    /// Maximum number of characters.
    pub max_length: Option<u64>,
    /// Minimum number of items.
    pub min_items: Option<u64>,
    /// Maximum number of items.
    pub max_items: Option<u64>,
}
