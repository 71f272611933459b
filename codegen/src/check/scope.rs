//! What rules look at: things of the spec together with what surrounds them.

use std::collections::HashMap;

use crate::source::Sources;
use crate::spec::model::{
    Builtin, Endpoint, EnumValue, ExtraSet, Field, Group, Platform, Response, Spanned, TypeDef,
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

    /// Number of its file.
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

    /// What a named type is made of.
    pub(super) fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        self.types.get(name).map(|def| &def.kind)
    }

    /// What a type expression stands for.
    pub(super) fn shape<'t>(&self, ty: &'t TypeExpr) -> Shape<'t>
    where
        'a: 't,
    {
        match ty {
            TypeExpr::Builtin(builtin) => Shape::Builtin(*builtin),
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

/// What a type expression stands for.
#[derive(Clone, Copy)]
pub(super) enum Shape<'a> {
    Builtin(Builtin),
    Enum(&'a [EnumValue]),
    Object(&'a [Named<Field>]),
    Extra(&'a [ExtraSet]),
    List(&'a TypeExpr),
    Map(&'a TypeExpr),
    /// A name that stands for nothing, which a rule of its own tells.
    Unknown(&'a str),
}

impl Shape<'_> {
    pub(super) fn is(self, builtins: &[Builtin]) -> bool {
        matches!(self, Self::Builtin(builtin) if builtins.contains(&builtin))
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
    /// Required and optional parameters, in this order.
    pub(super) fn params(&self) -> impl Iterator<Item = &'a Named<Field>> + use<'a> {
        self.endpoint.args.iter().chain(&self.endpoint.kwargs)
    }

    /// The fields of a response that is an object of its own.
    pub(super) fn response_fields(&self) -> &'a [Named<Field>] {
        match &self.endpoint.response {
            Response::Fields(fields) => fields,
            Response::None | Response::Type(_) => &[],
        }
    }
}

/// Where a field stands.
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

    /// Whether values come from there, or may come.
    pub(super) fn is_response(self) -> bool {
        matches!(self, Self::Response | Self::Object)
    }

    /// What a field there is called.
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

/// The name of a field on the wire.
pub(super) fn wire((name, field): &Named<Field>) -> &Spanned<String> {
    field.wire.as_ref().unwrap_or(name)
}

/// The name that the one in Rust is made from.
pub(super) fn rust<'a>(
    name: &'a Spanned<String>,
    rust: &'a Option<Spanned<String>>,
) -> &'a Spanned<String> {
    rust.as_ref().unwrap_or(name)
}
