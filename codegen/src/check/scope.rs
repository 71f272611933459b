//! The inputs of rules: items of the spec and their surroundings.

use super::group::{GroupAt, Shape};
use crate::spec::model::{Endpoint, ExtraSet, Field, Named, Response, Spanned};

impl<'a> GroupAt<'a> {
    pub(super) fn endpoints(&self) -> impl Iterator<Item = EndpointAt<'_>> {
        let endpoints = self.group.endpoints.iter();
        endpoints.map(|(name, endpoint)| EndpointAt {
            group: self,
            name,
            endpoint,
        })
    }
}

/// An endpoint and its surroundings.
pub(super) struct EndpointAt<'a> {
    pub(super) group: &'a GroupAt<'a>,
    pub(super) name: &'a Spanned<String>,
    pub(super) endpoint: &'a Endpoint,
}

impl<'a> EndpointAt<'a> {
    /// Returns required and optional parameters, in this order.
    pub(super) fn params(&self) -> impl Iterator<Item = &'a Named<Field>> + Clone + use<'a> {
        self.endpoint.args.iter().chain(&self.endpoint.kwargs)
    }

    /// Returns the `extra` arguments, with the sets of their types.
    pub(super) fn extras(&self) -> impl Iterator<Item = (&'a Spanned<String>, &'a [ExtraSet])> {
        self.params().filter_map(|(name, field)| {
            let Shape::Extra(sets) = self.group.shape(&field.ty.value) else {
                return None;
            };
            Some((name, sets))
        })
    }

    /// Returns the fields of a response that is defined inline.
    pub(super) fn response_fields(&self) -> &'a [Named<Field>] {
        match &self.endpoint.response {
            Response::Fields(fields) => fields,
            Response::None | Response::Type(_) => &[],
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
