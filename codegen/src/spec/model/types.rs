//! Type expressions and the types of a group.

use std::fmt;

use super::{Field, Named, Scalar, Span, Spanned, Text};
use crate::spec::object::spec_objects;

/// A type expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpr {
    /// A scalar.
    Scalar(Scalar),
    /// A file, sent as a parameter.
    File,
    /// No data, as a whole response.
    None,
    /// A type from `types`.
    Named(String),
    /// `list<T>`
    List(Box<TypeExpr>),
    /// `map<T>`, keys are text.
    Map(Box<TypeExpr>),
}

/// The name of [`TypeExpr::File`].
const FILE: &str = "file";
/// The name of [`TypeExpr::None`].
const NONE: &str = "none";

impl TypeExpr {
    /// Returns the name of a type from `types`.
    #[must_use]
    pub fn as_named(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Scalar(_) | Self::File | Self::None | Self::List(_) | Self::Map(_) => None,
        }
    }

    /// Returns the type of the items of a list, or of the values of a map.
    #[must_use]
    pub fn item(&self) -> Option<&Self> {
        match self {
            Self::List(item) | Self::Map(item) => Some(item),
            Self::Scalar(_) | Self::File | Self::None | Self::Named(_) => None,
        }
    }

    /// Returns the names of the built-in types, and their meanings.
    pub fn builtins() -> impl Iterator<Item = (&'static str, &'static str)> + Clone {
        let scalars = Scalar::named().map(|scalar| (scalar.info().name, scalar.info().doc));
        scalars.chain([
            (FILE, "A file parameter, with its name and media type."),
            (NONE, "No data; only as a response."),
        ])
    }

    /// Returns the built-in type with this name, or else the one that `types` defines.
    pub fn from_name(name: &str) -> Self {
        match (Scalar::from_name(name), name) {
            (Some(scalar), _) => Self::Scalar(scalar),
            (None, FILE) => Self::File,
            (None, NONE) => Self::None,
            (None, _) => Self::Named(name.to_owned()),
        }
    }
}

impl From<Scalar> for TypeExpr {
    fn from(scalar: Scalar) -> Self {
        Self::Scalar(scalar)
    }
}

impl fmt::Display for TypeExpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => f.write_str(scalar.info().name),
            Self::File => f.write_str(FILE),
            Self::None => f.write_str(NONE),
            Self::Named(name) => f.write_str(name),
            Self::List(item) => write!(f, "list<{item}>"),
            Self::Map(item) => write!(f, "map<{item}>"),
        }
    }
}

/// A type from `types`.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its meaning.
    pub doc: Text,
    /// Its definition.
    pub kind: TypeKind,
    /// Where `rest` of an object is, if it keeps fields that the spec does not name.
    pub rest: Option<Span>,
}

/// The definition of a named type.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// An open set of named values.
    Enum(Vec<Named<EnumValue>>),
    /// An object.
    Object(Vec<(Spanned<String>, Field)>),
    /// An open set of named sets of further parameters.
    Extra(Vec<Named<ExtraSet>>),
    /// The shapes of a value, in the order in which they are tried.
    AnyOf(Vec<Named<Field>>),
}

impl TypeKind {
    /// Returns the fields of an object, or the shapes of a value.
    #[must_use]
    pub fn fields(&self) -> &[Named<Field>] {
        match self {
            Self::Object(fields) | Self::AnyOf(fields) => fields,
            Self::Enum(_) | Self::Extra(_) => &[],
        }
    }
}

spec_objects! {
    /// A value of an enum.
    pub struct EnumValue {
        /// The value on the wire, if it differs from the name.
        pub value: GivenWire = default,
        /// What it means.
        pub doc: Option<Text>,
        /// Name in Rust, if it differs.
        pub rust: Option<Spanned<String>>,
    }
}

/// The value on the wire, if it differs from the name.
#[derive(Clone, Debug, Default)]
pub struct GivenWire(pub Option<EnumWire>);

impl EnumValue {
    /// Returns the scalar that holds the values of an enum: `String` or `Integer`.
    #[must_use]
    pub fn scalar_of(values: &[Named<Self>]) -> Scalar {
        let is_integer = |value: &Self| matches!(value.value.0, Some(EnumWire::Integer(_)));
        if values.iter().any(|(_, value)| is_integer(value)) {
            Scalar::Integer
        } else {
            Scalar::String
        }
    }

    /// Returns a value of which only the name is given.
    pub(crate) fn plain() -> Self {
        let (doc, rust) = (None, None);
        let value = GivenWire::default();
        Self { value, doc, rust }
    }

    /// Returns its value on the wire.
    #[must_use]
    pub fn wire(&self, name: &Spanned<String>) -> EnumWire {
        let given = self.value.0.clone();
        given.unwrap_or_else(|| EnumWire::Text(name.value.clone()))
    }

    /// Returns the name that the Rust name is derived from.
    #[must_use]
    pub fn rust_name<'a>(&'a self, name: &'a Spanned<String>) -> &'a Spanned<String> {
        self.rust.as_ref().unwrap_or(name)
    }
}

/// The value of an enum on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumWire {
    /// A text. Defaults to the name.
    Text(String),
    /// A number.
    Integer(i64),
}

impl fmt::Display for EnumWire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => write!(f, "{number}"),
        }
    }
}

spec_objects! {
    /// A set of further parameters. Its name is sent as the argument's value.
    pub struct ExtraSet {
        /// Its purpose.
        pub doc: Text,
        /// The parameters that it adds.
        pub params: Vec<(Spanned<String>, Field)> = default,
    }
}
