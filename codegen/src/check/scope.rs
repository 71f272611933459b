//! The inputs of rules: items of the spec and their surroundings.

use super::named_types::{Shape, Types};
use crate::path;
use crate::source::Sources;
use crate::spec::model::{
    Endpoint, ExtraSet, Field, Group, Named, OneOf, Platform, Response, Spanned, TypeExpr, TypeKind,
};

/// A group and its surroundings.
pub(super) struct GroupAt<'a> {
    pub(super) group: &'a Group,
    pub(super) platform: Option<&'a Platform>,
    pub(super) sources: &'a Sources,
    /// The types of all groups.
    pub(super) types: &'a Types<'a>,
}

impl<'a> GroupAt<'a> {
    pub(super) fn endpoints(&self) -> impl Iterator<Item = EndpointAt<'_>> {
        let endpoints = self.group.endpoints.iter();
        endpoints.map(|(name, endpoint)| EndpointAt {
            group: self,
            name,
            endpoint,
        })
    }

    /// Returns the names of the enums of its choices between parameters.
    pub(super) fn choices(&self) -> impl Iterator<Item = &'a Spanned<String>> + Clone + use<'a> {
        let endpoints = self.group.endpoints.iter();
        let choices = endpoints.flat_map(|(_, endpoint)| endpoint.one_ofs());
        choices.map(|(_, one_of)| &one_of.one_of)
    }

    /// Returns the type expressions of its calls and types.
    pub(super) fn type_exprs(&self) -> impl Iterator<Item = &'a TypeExpr> + use<'a> {
        let group = self.group;
        let endpoints = group.endpoints.iter();
        let of_calls = endpoints.flat_map(|(_, endpoint)| type_exprs(endpoint));
        let of_types = group.types.iter().flat_map(|(_, def)| {
            let fields: &[Named<Field>] = match &def.kind {
                TypeKind::Object(fields) | TypeKind::AnyOf(fields) => fields,
                TypeKind::Enum(_) | TypeKind::Extra(_) => &[],
            };
            fields.iter().map(|(_, field)| &field.ty.value)
        });
        of_calls.chain(of_types)
    }
}

/// Returns the type expressions of a call.
pub(super) fn type_exprs(endpoint: &Endpoint) -> impl Iterator<Item = &TypeExpr> {
    let (fields, ty) = match &endpoint.response {
        Response::None | Response::Stream => (&[][..], None),
        Response::Type(ty) => (&[][..], Some(&ty.value)),
        Response::Fields(fields) => (&fields[..], None),
    };
    let fields = endpoint.params().chain(fields);
    fields.map(|(_, field)| &field.ty.value).chain(ty)
}

/// An endpoint and its surroundings.
pub(super) struct EndpointAt<'a> {
    pub(super) group: &'a GroupAt<'a>,
    pub(super) name: &'a Spanned<String>,
    pub(super) endpoint: &'a Endpoint,
}

impl<'a> EndpointAt<'a> {
    /// Returns required and optional parameters, in this order, including each choice.
    pub(super) fn params(&self) -> impl Iterator<Item = &'a Named<Field>> + Clone + use<'a> {
        self.endpoint.params()
    }

    /// Returns required and optional parameters that are not choices.
    pub(super) fn single(&self) -> impl Iterator<Item = &'a Named<Field>> + Clone + use<'a> {
        self.endpoint
            .args
            .single()
            .chain(self.endpoint.kwargs.single())
    }

    /// Returns the choice between parameters that has this name, or a parameter with this name.
    pub(super) fn one_of(&self, name: &str) -> Option<&'a Named<OneOf>> {
        let is_named = |(known, _): &Named<Field>| known.value == name;
        self.endpoint
            .one_ofs()
            .find(|(known, one_of)| known.value == name || one_of.choices.iter().any(is_named))
    }

    /// Returns the `extra` arguments, with the sets of their types.
    pub(super) fn extras(&self) -> impl Iterator<Item = (&'a Spanned<String>, &'a [ExtraSet])> {
        self.params().filter_map(|(name, field)| {
            let Shape::Extra(sets) = self.group.types.shape(&field.ty.value) else {
                return None;
            };
            Some((name, sets))
        })
    }

    /// Returns whether the parameter with this name on the wire is part of the path.
    pub(super) fn is_in_path(&self, wire: &Spanned<String>) -> bool {
        path::parameters(&self.endpoint.path.value).any(|name| name == wire.value)
    }

    /// Returns the fields of a response that is defined inline.
    pub(super) fn response_fields(&self) -> &'a [Named<Field>] {
        match &self.endpoint.response {
            Response::Fields(fields) => fields,
            Response::None | Response::Stream | Response::Type(_) => &[],
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
        self.group.types.shape(&self.field.ty.value)
    }
}

/// The kind of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Arg,
    Kwarg,
    Choice,
    Response,
    Object,
    Extra,
    Shape,
}

impl Place {
    pub(super) fn is_param(self) -> bool {
        matches!(self, Self::Arg | Self::Kwarg | Self::Choice)
    }

    /// Returns whether values come, or may come, from the platform.
    pub(super) fn is_response(self) -> bool {
        matches!(self, Self::Response | Self::Object | Self::Shape)
    }

    /// Returns what such a field is called.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Arg => "an argument",
            Self::Kwarg => "an optional argument",
            Self::Choice => "a choice",
            Self::Response => "a field of a response",
            Self::Object => "a field of an object",
            Self::Extra => "a parameter of an `extra` set",
            Self::Shape => "a shape",
        }
    }
}
