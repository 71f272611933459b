//! The named types of all groups: resolves type expressions, and finds out where types are used.

use std::collections::{HashMap, HashSet};

use crate::api::{self, Type, TypeName, Usage};
use crate::diagnostics::Diagnostics;
use crate::naming;
use crate::scalar::ScalarInfo;
use crate::source::{Span, Spanned};
use crate::spec::model::{
    EnumValue, ExtraSet, Field, Group, Join, Named, Scalar, Secrecy, TypeDef, TypeExpr, TypeKind,
};

/// The named types of all groups.
pub(super) struct Types<'a> {
    pub(super) groups: &'a [Group],
    defs: HashMap<&'a str, Def<'a>>,
    /// Whether every file could be read. Otherwise an unknown type may be one of a file that could not.
    pub(super) is_complete: bool,
    /// The types that are parameters or items of them.
    params: HashSet<&'a str>,
    /// The types within the JSON text of parameters.
    json: HashSet<&'a str>,
    /// The types that could be resolved. An object with a field of an unknown type could not.
    resolved: HashMap<&'a str, api::TypeDef>,
}

/// A named type and where it is defined.
#[derive(Clone, Copy)]
pub(super) struct Def<'a> {
    pub(super) name: &'a Spanned<String>,
    group: &'a Group,
    def: &'a TypeDef,
}

/// The type that a type expression refers to.
#[derive(Clone, Copy)]
pub(super) enum Shape<'a> {
    Scalar(Scalar),
    File,
    None,
    Enum,
    Object(&'a [Named<Field>]),
    Extra(&'a [Named<ExtraSet>]),
    AnyOf(&'a [Named<Field>]),
    List(&'a TypeExpr),
    Map(&'a TypeExpr),
    /// A name without a definition, which another rule reports.
    Unknown(&'a str),
}

impl Shape<'_> {
    /// Returns whether this is a scalar that satisfies a condition.
    pub(super) fn is(self, condition: impl Fn(&ScalarInfo) -> bool) -> bool {
        matches!(self, Self::Scalar(scalar) if condition(scalar.info()))
    }
}

impl<'a> Types<'a> {
    /// Collects and resolves the types of groups. One that is defined twice is unknown.
    pub(super) fn new(groups: &'a [Group], is_complete: bool, out: &Diagnostics) -> Self {
        let mut this = Self {
            groups,
            defs: HashMap::new(),
            is_complete,
            params: HashSet::new(),
            json: HashSet::new(),
            resolved: HashMap::new(),
        };
        for group in groups {
            let types = group.types.iter();
            for (name, def) in types.filter(|(name, _)| !out.is_repeated(name.span)) {
                this.defs.insert(&name.value, Def { name, group, def });
            }
        }
        let endpoints = groups.iter().flat_map(|group| &group.endpoints);
        let params = endpoints.flat_map(|(_, endpoint)| endpoint.params());
        let types = params.clone().map(|(_, param)| innermost(&param.ty.value));
        this.params = types.filter_map(TypeExpr::as_named).collect();
        let json = params.filter(|(_, param)| this.is_json(param));
        let json = this.reached(json.map(|(_, param)| &param.ty.value));
        this.json = json.iter().map(|def| def.name.value.as_str()).collect();
        let defs = this.defs.iter();
        let resolved = defs.filter_map(|(name, def)| Some((*name, this.type_def(name, def.def)?)));
        this.resolved = resolved.collect();
        this
    }

    /// Returns whether a parameter is sent as JSON text with a structure.
    pub(super) fn is_json(&self, param: &Field) -> bool {
        let is_map = |ty: &TypeExpr| matches!(ty, TypeExpr::Map(_));
        let is_object = |ty: &TypeExpr| matches!(self.shape(ty), Shape::Object(_));
        let mut types = std::iter::successors(Some(&param.ty.value), |ty| ty.item());
        param.join() == Some(Join::Json) || types.any(|ty| is_map(ty) || is_object(ty))
    }

    /// Returns the resolved definition that a type expression names.
    pub(super) fn resolved(&self, ty: &TypeExpr) -> Option<&api::TypeDef> {
        self.resolved.get(ty.as_named()?)
    }

    /// Returns the types of a group in the order of the spec, if all could be resolved.
    pub(super) fn of_group(&self, group: &Group) -> Option<Vec<api::TypeDef>> {
        let types = group.types.iter();
        let types = types.map(|(name, _)| self.resolved.get(name.value.as_str()));
        types.map(Option::<&_>::cloned).collect()
    }

    /// Returns the names of all types, in the order of the spec.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a Spanned<String>> + Clone + use<'a> {
        let types = self.groups.iter().flat_map(|group| &group.types);
        types.map(|(name, _)| name)
    }

    pub(super) fn get(&self, name: &str) -> Option<Def<'a>> {
        self.defs.get(name).copied()
    }

    pub(super) fn usage(&self, name: &str) -> Usage {
        Usage {
            param: self.params.contains(name),
            json: self.json.contains(name),
        }
    }

    /// Returns where a named type says that it keeps fields that the spec does not name.
    pub(super) fn rest(&self, name: &str) -> Option<Span> {
        self.get(name)?.def.rest
    }

    pub(super) fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        Some(&self.get(name)?.def.kind)
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
                Some(TypeKind::Enum(_)) => Shape::Enum,
                Some(TypeKind::Object(fields)) => Shape::Object(fields),
                Some(TypeKind::Extra(sets)) => Shape::Extra(sets),
                Some(TypeKind::AnyOf(shapes)) => Shape::AnyOf(shapes),
                None => Shape::Unknown(name),
            },
        }
    }

    /// Resolves a type expression, unless it names an unknown type. `secret` applies to the innermost values.
    pub(super) fn ty(&self, expr: &TypeExpr, secret: Option<Secrecy>) -> Option<Type> {
        Some(match expr {
            TypeExpr::Scalar(scalar) => Type::Scalar(scalar.with_secrecy(secret)),
            TypeExpr::File => Type::File,
            TypeExpr::None => return None,
            TypeExpr::List(item) => Type::List(Box::new(self.ty(item, secret)?)),
            TypeExpr::Map(item) => Type::Map(Box::new(self.ty(item, secret)?)),
            TypeExpr::Named(name) => {
                let rust = self.rust_name(name)?;
                match self.kind(name)? {
                    TypeKind::Enum(values) => Type::Enum(rust, EnumValue::scalar_of(values)),
                    TypeKind::Object(_) => Type::Object(rust),
                    TypeKind::Extra(_) => Type::Extra(rust),
                    TypeKind::AnyOf(_) => Type::AnyOf(rust),
                }
            }
        })
    }

    /// Returns the Rust name of a named type.
    pub(super) fn rust_name(&self, name: &str) -> Option<TypeName> {
        Some(TypeName {
            module: naming::module(&self.get(name)?.group.group.value),
            name: naming::type_name(name),
        })
    }

    /// Returns the types that an object contains directly, other than in a list or map. With `is_certain`, only those
    /// that each of its values contains.
    pub(super) fn contained(
        &self,
        name: &str,
        is_certain: bool,
    ) -> impl Iterator<Item = (&'a str, Span)> + use<'a> {
        let fields = self.kind(name).map_or(&[][..], TypeKind::fields).iter();
        let fields = fields.map(|(_, field)| field);
        let fields = fields.filter(move |field| !is_certain || !(field.optional || field.nullable));
        fields.filter_map(|field| Some((field.ty.value.as_named()?, field.ty.span)))
    }

    /// Returns whether values of a type may contain values of another one, other than in a list or map.
    pub(super) fn contains(&self, name: &'a str, other: &str) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            if name == other {
                return true;
            }
            if seen.insert(name) {
                open.extend(self.contained(name, false).map(|(name, _)| name));
            }
        }
        false
    }

    /// Returns the named types within values of these types, at any depth.
    pub(super) fn reached(&self, from: impl IntoIterator<Item = &'a TypeExpr>) -> Vec<Def<'a>> {
        let mut reached = Vec::new();
        let mut seen = HashSet::new();
        let mut open: Vec<_> = from.into_iter().collect();
        while let Some(expr) = open.pop() {
            let name = innermost(expr).as_named();
            if let Some(def) = name.and_then(|name| self.get(name))
                && seen.insert(&def.name.value)
            {
                reached.push(def);
                let fields = def.def.kind.fields().iter();
                open.extend(fields.map(|(_, field)| &field.ty.value));
            }
        }
        reached
    }

    /// Returns the fields of all objects within values of these types, at any depth.
    pub(super) fn members(&self, from: impl IntoIterator<Item = &'a TypeExpr>) -> Vec<&'a Field> {
        let types = self.reached(from).into_iter();
        let fields = types.flat_map(|def| def.def.kind.fields());
        fields.map(|(_, field)| field).collect()
    }
}

/// Returns the type inside lists and maps.
pub(super) fn innermost(mut expr: &TypeExpr) -> &TypeExpr {
    while let Some(item) = expr.item() {
        expr = item;
    }
    expr
}
