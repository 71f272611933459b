//! Types and their definitions.

use std::fmt;
use std::sync::Arc;

use super::{EnumWire, Field, Scalar, Text};

/// The Rust name of a type, and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeName {
    /// The module of the group that defines it.
    pub module: String,
    /// The name, which is unique among the types of all groups.
    pub name: String,
}

impl AsRef<str> for TypeName {
    fn as_ref(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A scalar.
    Scalar(Scalar),
    /// A file, as a parameter.
    File,
    /// An open enum, by name, and the scalar that holds its values: `String` or `Integer`.
    Enum(TypeName, Scalar),
    /// An object, by name.
    Object(TypeName),
    /// An open set of further parameters, by name.
    Extra(TypeName),
    /// A value of several shapes, by name.
    AnyOf(TypeName),
    /// A list.
    List(Box<Type>),
    /// A map from text.
    Map(Box<Type>),
}

impl Type {
    /// Returns whether an argument of this type accepts conversions.
    #[must_use]
    pub fn converts(&self) -> bool {
        matches!(self, Self::Scalar(scalar) if scalar.info().converts)
    }

    /// Returns the type inside lists and maps.
    #[must_use]
    pub fn innermost(&self) -> &Self {
        match self {
            Self::List(item) | Self::Map(item) => item.innermost(),
            Self::Scalar(_) | Self::File | Self::Enum(..) => self,
            Self::Object(_) | Self::Extra(_) | Self::AnyOf(_) => self,
        }
    }

    /// Returns the name of the type inside lists and maps.
    #[must_use]
    pub fn name(&self) -> Option<&TypeName> {
        match self.innermost() {
            Self::Enum(name, _) | Self::Object(name) => Some(name),
            Self::Extra(name) | Self::AnyOf(name) => Some(name),
            Self::Scalar(_) | Self::File | Self::List(_) | Self::Map(_) => None,
        }
    }
}

/// The definition of a type.
#[derive(Clone, Debug)]
pub enum TypeDef {
    /// An open enum.
    Enum(Arc<Enum>),
    /// An object.
    Object(Arc<Object>),
    /// An open set of further parameters.
    Extra(Arc<Extra>),
    /// A value of several shapes.
    AnyOf(Arc<AnyOf>),
}

impl TypeDef {
    /// Returns the name of the type.
    #[must_use]
    pub fn name(&self) -> &TypeName {
        match self {
            Self::Enum(ty) => &ty.name,
            Self::Object(ty) => &ty.name,
            Self::Extra(ty) => &ty.name,
            Self::AnyOf(ty) => &ty.name,
        }
    }
}

/// An open set of named values.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The type.
    pub name: TypeName,
    /// What it means.
    pub text: Text,
    /// Whether the values are numbers on the wire.
    pub integer: bool,
    /// The known values.
    pub values: Vec<EnumValue>,
    /// Where it is used.
    pub usage: Usage,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// Its name in the spec.
    pub spec: String,
    /// What it means.
    pub text: Option<Text>,
    /// The variant.
    pub variant: String,
    /// The value on the wire.
    pub wire: EnumWire,
}

/// A JSON object.
#[derive(Clone, Debug)]
pub struct Object {
    /// The type.
    pub name: TypeName,
    /// What it means; absent if it is the response of one call.
    pub text: Option<Text>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// Whether it keeps fields that the spec does not name.
    pub rest: bool,
    /// Where it is used.
    pub usage: Usage,
}

/// Where a type is used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// As a parameter.
    pub param: bool,
    /// In the JSON text of a parameter.
    pub json: bool,
}

/// An open set of named sets of further parameters.
#[derive(Clone, Debug)]
pub struct Extra {
    /// The type.
    pub name: TypeName,
    /// What it means.
    pub text: Text,
    /// The known sets.
    pub sets: Vec<Arc<ExtraSet>>,
}

/// A value of several shapes, which is only received.
#[derive(Clone, Debug)]
pub struct AnyOf {
    /// The type.
    pub name: TypeName,
    /// What it means.
    pub text: Text,
    /// The known shapes, in the order in which they are tried. The name of each is a variant.
    pub shapes: Vec<Field>,
}

/// A named set of further parameters.
#[derive(Clone, Debug)]
pub struct ExtraSet {
    /// The variant.
    pub variant: String,
    /// Its name on the wire.
    pub wire: String,
    /// Its purpose.
    pub text: Text,
    /// Its parameters, which are texts.
    pub params: Vec<Field>,
}
