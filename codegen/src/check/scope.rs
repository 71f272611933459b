//! The inputs of rules: items of the spec and their surroundings.

use std::collections::HashMap;

use super::definitions::{Definitions, Shape};
use crate::api;
use crate::source::Sources;
use crate::spec::model::{
    Endpoint, ExtraSet, Field, Group, Named, Platform, Response, Spanned, TypeExpr,
};

/// A group and its surroundings.
pub(super) struct GroupAt<'a> {
    pub(super) group: &'a Group,
    pub(super) platform: Option<&'a Platform>,
    pub(super) sources: &'a Sources,
    pub(super) definitions: Definitions<'a>,
    /// The types that could be resolved. An object with a field of an unknown type could not.
    resolved: HashMap<&'a str, api::TypeDef>,
}

impl<'a> GroupAt<'a> {
    pub(super) fn new(
        group: &'a Group,
        platform: Option<&'a Platform>,
        sources: &'a Sources,
    ) -> Self {
        let definitions = Definitions::new(group);
        let resolved = group.types.iter().filter_map(|(name, def)| {
            let resolved = definitions.type_def(&name.value, def)?;
            Some((name.value.as_str(), resolved))
        });
        Self {
            group,
            platform,
            sources,
            resolved: resolved.collect(),
            definitions,
        }
    }

    pub(super) fn endpoints(&self) -> impl Iterator<Item = EndpointAt<'_>> {
        let endpoints = self.group.endpoints.iter();
        endpoints.map(|(name, endpoint)| EndpointAt {
            group: self,
            name,
            endpoint,
        })
    }

    /// Returns the type that a type expression refers to.
    pub(super) fn shape<'t>(&self, ty: &'t TypeExpr) -> Shape<'t>
    where
        'a: 't,
    {
        self.definitions.shape(ty)
    }

    /// Returns the resolved definition that a type expression names.
    pub(super) fn resolved(&self, ty: &TypeExpr) -> Option<&api::TypeDef> {
        self.resolved.get(ty.as_named()?)
    }

    /// Returns all types in the order of the spec, if all could be resolved.
    pub(super) fn resolved_types(&self) -> Option<Vec<api::TypeDef>> {
        let types = self.group.types.iter();
        types
            .map(|(name, _)| self.resolved.get(name.value.as_str()).cloned())
            .collect()
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
