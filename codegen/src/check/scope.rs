//! The inputs of rules: items of the spec and their surroundings.

use super::named_types::{Shape, Types};
use crate::api::TypeName;
use crate::source::Sources;
use crate::spec::model::{
    Endpoint, ExtraSet, Field, Group, Named, OneOf, Platform, Spanned, TypeExpr, find,
};
use crate::{naming, path};

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

    /// Returns a type in its module.
    pub(super) fn own_type(&self, name: String) -> TypeName {
        TypeName {
            module: naming::module(&self.group.group.value),
            name,
        }
    }

    /// Returns the type expressions of its calls and types.
    pub(super) fn type_exprs(&self) -> impl Iterator<Item = &'a TypeExpr> + use<'a> {
        let of_calls = self.group.endpoints.iter();
        let of_calls = of_calls.flat_map(|(_, endpoint)| endpoint.type_exprs());
        let of_types = self.group.types.iter();
        let of_types = of_types.flat_map(|(_, def)| def.kind.fields());
        of_calls.chain(of_types.map(|(_, field)| &field.ty.value))
    }
}

/// An endpoint and its surroundings.
pub(super) struct EndpointAt<'a> {
    pub(super) group: &'a GroupAt<'a>,
    pub(super) name: &'a Spanned<String>,
    pub(super) endpoint: &'a Endpoint,
}

impl<'a> EndpointAt<'a> {
    /// Returns the choice between parameters that has this name, or a parameter with this name.
    pub(super) fn one_of(&self, name: &str) -> Option<&'a Named<OneOf>> {
        let mut one_ofs = self.endpoint.one_ofs();
        one_ofs.find(|(known, one_of)| known.value == name || find(&one_of.choices, name).is_some())
    }

    /// Returns the `extra` arguments, with the sets of their types.
    pub(super) fn extras(
        &self,
    ) -> impl Iterator<Item = (&'a Spanned<String>, &'a [Named<ExtraSet>])> {
        self.endpoint.params().filter_map(|(name, field)| {
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
