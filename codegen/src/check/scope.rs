//! The inputs of rules: items of the spec and their surroundings.

use std::collections::HashMap;

use crate::source::Sources;
use crate::spec::model::{
    Endpoint, EnumValue, ExtraSet, Field, Group, Platform, Response, Scalar, Spanned, TypeDef,
    TypeExpr, TypeKind,
};

/// Something with its name.
pub(super) type Named<T> = (Spanned<String>, T);

/// A group and its surroundings.
pub(super) struct GroupAt<'a> {
    pub(super) group: &'a Group,
    pub(super) platform: Option<&'a Platform>,
    pub(super) sources: &'a Sources,
    types: HashMap<&'a str, &'a TypeDef>,
}

impl<'a> GroupAt<'a> {
    pub(super) fn new(
        group: &'a Group,
        platform: Option<&'a Platform>,
        sources: &'a Sources,
    ) -> Self {
        let types = group.types.iter();
        Self {
            group,
            platform,
            sources,
            types: types
                .map(|(name, def)| (name.value.as_str(), def))
                .collect(),
        }
    }

    /// Returns the number of its file.
    pub(super) fn file(&self) -> u32 {
        self.group.group.span.file
    }

    pub(super) fn types(&self) -> impl Iterator<Item = TypeAt<'_>> {
        self.group
            .types
            .iter()
            .map(|(name, def)| TypeAt { name, def })
    }

    pub(super) fn endpoints(&self) -> impl Iterator<Item = EndpointAt<'_>> {
        let endpoints = self.group.endpoints.iter();
        endpoints.map(|(name, endpoint)| EndpointAt {
            group: self,
            name,
            endpoint,
        })
    }

    /// Returns the definition of a named type.
    pub(super) fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        self.types.get(name).map(|def| &def.kind)
    }

    /// Returns the type that a type expression refers to.
    pub(super) fn shape<'t>(&self, ty: &'t TypeExpr) -> Shape<'t>
    where
        'a: 't,
    {
        match ty {
            TypeExpr::Scalar(scalar) => Shape::Scalar(*scalar),
            TypeExpr::File => Shape::File,
            TypeExpr::None => Shape::None,
            TypeExpr::List(item) => Shape::List(item),
            TypeExpr::Map(item) => Shape::Map(item),
            TypeExpr::Named(name) => match self.kind(name) {
                Some(TypeKind::Enum(values)) => Shape::Enum(values),
                Some(TypeKind::Object(fields)) => Shape::Object(fields),
                Some(TypeKind::Extra(sets)) => Shape::Extra(sets),
                None => Shape::Unknown(name),
            },
        }
    }
}

/// The type that a type expression refers to.
#[derive(Clone, Copy)]
pub(super) enum Shape<'a> {
    Scalar(Scalar),
    File,
    None,
    Enum(&'a [EnumValue]),
    Object(&'a [Named<Field>]),
    Extra(&'a [ExtraSet]),
    List(&'a TypeExpr),
    Map(&'a TypeExpr),
    /// A name without a definition, which another rule reports.
    Unknown(&'a str),
}

impl Shape<'_> {
    /// Returns whether this is a scalar that satisfies a condition.
    pub(super) fn is(self, condition: impl Fn(Scalar) -> bool) -> bool {
        matches!(self, Self::Scalar(scalar) if condition(scalar))
    }
}

/// A type of a group.
pub(super) struct TypeAt<'a> {
    pub(super) name: &'a Spanned<String>,
    pub(super) def: &'a TypeDef,
}

/// An endpoint and its surroundings.
pub(super) struct EndpointAt<'a> {
    pub(super) group: &'a GroupAt<'a>,
    pub(super) name: &'a Spanned<String>,
    pub(super) endpoint: &'a Endpoint,
}

impl<'a> EndpointAt<'a> {
    /// Returns required and optional parameters, in this order.
    pub(super) fn params(&self) -> impl Iterator<Item = &'a Named<Field>> + use<'a> {
        self.endpoint.args.iter().chain(&self.endpoint.kwargs)
    }

    /// Returns the fields of a response that is defined inline.
    pub(super) fn response_fields(&self) -> &'a [Named<Field>] {
        match &self.endpoint.response {
            Response::Fields(fields) => fields,
            Response::None | Response::Type(_) => &[],
        }
    }
}

/// The kind of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Arg,
    Kwarg,
    Response,
    Object,
    Extra,
}

impl Place {
    pub(super) fn is_param(self) -> bool {
        matches!(self, Self::Arg | Self::Kwarg)
    }

    /// Returns whether values come, or may come, from the platform.
    pub(super) fn is_response(self) -> bool {
        matches!(self, Self::Response | Self::Object)
    }

    /// Returns what such a field is called.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Arg => "an argument",
            Self::Kwarg => "an optional argument",
            Self::Response => "a field of a response",
            Self::Object => "a field of an object",
            Self::Extra => "a parameter of an `extra` set",
        }
    }
}

/// A field and its surroundings.
pub(super) struct FieldAt<'a> {
    pub(super) group: &'a GroupAt<'a>,
    pub(super) place: Place,
    pub(super) name: &'a Spanned<String>,
    pub(super) field: &'a Field,
}

impl<'a> FieldAt<'a> {
    pub(super) fn shape(&self) -> Shape<'a> {
        self.group.shape(&self.field.ty.value)
    }
}

/// Returns the wire name of a field.
pub(super) fn wire((name, field): &Named<Field>) -> &Spanned<String> {
    field.wire.as_ref().unwrap_or(name)
}

/// Returns the name that the Rust name is derived from.
pub(super) fn rust<'a>(
    name: &'a Spanned<String>,
    rust: &'a Option<Spanned<String>>,
) -> &'a Spanned<String> {
    rust.as_ref().unwrap_or(name)
}
