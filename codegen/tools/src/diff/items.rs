//! The items of a spec that are compared: as they are written, which gives their places, and as resolved.

use bge_private_codegen::Checked;
use bge_private_codegen::api;
use bge_private_codegen::spec::model::{
    Endpoint, ExtraSet, Field, Group, Named, Secrecy, Spanned, TypeDef, TypeExpr, TypeKind,
};

/// An item of a spec, and the keys that it is paired by. The first of two keys is a name on the wire. The last
/// key is a name in Rust.
pub(super) struct Entry<'a, T, const N: usize = 2> {
    pub(super) name: &'a Spanned<String>,
    pub(super) keys: [String; N],
    pub(super) item: T,
}

impl<'a, T, const N: usize> Entry<'a, T, N> {
    pub(super) fn new(name: &'a Spanned<String>, keys: [String; N], item: T) -> Self {
        Self { name, keys, item }
    }

    pub(super) fn key(&self, number: usize) -> &str {
        self.keys.get(number).map_or("", String::as_str)
    }
}

/// A group of a spec.
#[derive(Clone, Copy)]
pub(super) struct GroupAt<'a> {
    checked: &'a Checked,
    pub(super) spec: &'a Group,
    pub(super) api: &'a api::Group,
}

/// An item of a group.
pub(super) struct At<'a, S, A> {
    pub(super) group: GroupAt<'a>,
    pub(super) spec: &'a S,
    pub(super) api: &'a A,
}

pub(super) type EndpointAt<'a> = At<'a, Endpoint, api::Endpoint>;
pub(super) type TypeAt<'a> = At<'a, TypeDef, api::TypeDef>;
pub(super) type SetAt<'a> = At<'a, ExtraSet, api::ExtraSet>;
pub(super) type FieldAt<'a> = At<'a, Field, api::Field>;
/// Fields of an object, or parameters of a call or of a set.
pub(super) type Fields<'a> = Vec<Entry<'a, FieldAt<'a>>>;

/// A type, and the group that uses it.
#[derive(Clone, Copy)]
pub(super) struct TypeIn<'a> {
    pub(super) group: GroupAt<'a>,
    pub(super) expr: &'a TypeExpr,
    pub(super) secret: Option<Secrecy>,
    /// Whether it is written as the text of a parameter, not as JSON.
    pub(super) is_text: bool,
}

/// Where fields are used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// As parameters of a call.
    Params,
    /// In an object that is sent.
    Sent,
    /// In an object that is returned.
    Returned,
    /// As parameters of a set.
    Set,
    /// As shapes of a value that is returned.
    Shape,
}

/// Returns the groups of a spec.
pub(super) fn groups(checked: &Checked) -> impl Iterator<Item = GroupAt<'_>> {
    let groups = checked.spec().groups.iter().zip(&checked.api().groups);
    groups.map(move |(spec, api)| GroupAt { checked, spec, api })
}

impl<'a> GroupAt<'a> {
    pub(super) fn name(self) -> &'a str {
        &self.spec.group.value
    }

    pub(super) fn at<S, A>(self, spec: &'a S, api: &'a A) -> At<'a, S, A> {
        let group = self;
        At { group, spec, api }
    }

    pub(super) fn fields<I>(self, spec: I, api: &'a [api::Field]) -> Fields<'a>
    where
        I: IntoIterator<Item = &'a Named<Field>>,
    {
        let fields = spec.into_iter().zip(api).map(|((name, spec), api)| {
            let keys = [api.wire.clone(), api.name.clone()];
            Entry::new(name, keys, self.at(spec, api))
        });
        fields.collect()
    }

    /// Returns a type with its names.
    pub(super) fn ty(self, expr: &'a TypeExpr, is_text: bool) -> TypeIn<'a> {
        TypeIn {
            group: self,
            expr,
            secret: None,
            is_text,
        }
    }

    /// Returns the type with this name, of any group.
    pub(super) fn named(self, name: &str) -> Option<TypeAt<'a>> {
        groups(self.checked).find_map(|group| {
            let mut types = group.spec.types.iter().zip(&group.api.types);
            let ((_, spec), api) = types.find(|((known, _), _)| known.value == name)?;
            Some(group.at(spec, api))
        })
    }

    /// Returns the endpoint with this name, of any group.
    pub(super) fn endpoint(self, name: &str) -> Option<&'a api::Endpoint> {
        let mut endpoints = self.checked.api().endpoints();
        endpoints.find(|endpoint| endpoint.spec == name)
    }

    /// Returns the fields of a type, if it is an object.
    pub(super) fn object(self, expr: &TypeExpr) -> Option<Fields<'a>> {
        self.named(expr.as_named()?)?.fields()
    }
}

impl<'a> TypeAt<'a> {
    /// Returns the fields of an object, or the shapes of a value.
    pub(super) fn fields(&self) -> Option<Fields<'a>> {
        match (&self.spec.kind, self.api) {
            (TypeKind::Object(spec), api::TypeDef::Object(api)) => {
                Some(self.group.fields(spec, &api.fields))
            }
            (TypeKind::AnyOf(spec), api::TypeDef::AnyOf(api)) => {
                Some(self.group.fields(spec, &api.shapes))
            }
            (TypeKind::Object(_) | TypeKind::Enum(_), _) => None,
            (TypeKind::Extra(_) | TypeKind::AnyOf(_), _) => None,
        }
    }
}

impl<'a> SetAt<'a> {
    pub(super) fn params(&self) -> Fields<'a> {
        self.group.fields(&self.spec.params, &self.api.params)
    }
}

impl<'a> FieldAt<'a> {
    pub(super) fn ty(&self, is_text: bool) -> TypeIn<'a> {
        TypeIn {
            secret: self.api.secrecy,
            ..self.group.ty(&self.spec.ty.value, is_text)
        }
    }
}
