//! A group and its named types: resolves type expressions, and finds out where types are used.

use std::collections::{HashMap, HashSet};

use crate::api::{self, Type, Usage};
use crate::naming;
use crate::scalar::ScalarInfo;
use crate::source::Sources;
use crate::spec::model::{
    EnumValue, ExtraSet, Field, Group, Join, Named, Platform, Scalar, Secrecy, TypeDef, TypeExpr,
    TypeKind,
};

/// A group and its surroundings.
pub(super) struct GroupAt<'a> {
    pub(super) group: &'a Group,
    pub(super) platform: Option<&'a Platform>,
    pub(super) sources: &'a Sources,
    types: HashMap<&'a str, &'a TypeDef>,
    usage: HashMap<&'a str, Usage>,
    /// The types that could be resolved. An object with a field of an unknown type could not.
    resolved: HashMap<&'a str, api::TypeDef>,
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
    pub(super) fn is(self, condition: impl Fn(&ScalarInfo) -> bool) -> bool {
        matches!(self, Self::Scalar(scalar) if condition(scalar.info()))
    }
}

impl<'a> GroupAt<'a> {
    pub(super) fn new(
        group: &'a Group,
        platform: Option<&'a Platform>,
        sources: &'a Sources,
    ) -> Self {
        let types = group.types.iter();
        let types = types.map(|(name, def)| (name.value.as_str(), def));
        let mut this = Self {
            group,
            platform,
            sources,
            types: types.collect(),
            usage: HashMap::new(),
            resolved: HashMap::new(),
        };
        for (_, endpoint) in &group.endpoints {
            for (_, field) in endpoint.args.iter().chain(&endpoint.kwargs) {
                let join = field.join.as_ref();
                let json = join.is_some_and(|join| join.value == Join::Json);
                this.note(&field.ty.value, Usage { param: true, json });
            }
        }
        let resolved = group.types.iter().filter_map(|(name, def)| {
            let resolved = this.type_def(&name.value, def)?;
            Some((name.value.as_str(), resolved))
        });
        this.resolved = resolved.collect();
        this
    }

    /// Notes that a type is used in a parameter, and so are the types of its fields.
    fn note(&mut self, expr: &'a TypeExpr, usage: Usage) {
        let mut open = vec![(expr, usage)];
        while let Some((mut expr, mut usage)) = open.pop() {
            while let TypeExpr::List(item) | TypeExpr::Map(item) = expr {
                usage.json |= matches!(expr, TypeExpr::Map(_));
                expr = item;
            }
            let known = expr
                .as_named()
                .and_then(|name| self.types.get_key_value(name));
            let Some((name, def)) = known else { continue };
            let noted = self.usage.entry(name).or_default();
            noted.param |= usage.param;
            let TypeKind::Object(fields) = &def.kind else {
                noted.json |= usage.json;
                continue;
            };
            if !std::mem::replace(&mut noted.json, true) {
                let (param, json) = (false, true);
                let types = fields.iter().map(|(_, field)| &field.ty.value);
                open.extend(types.map(|ty| (ty, Usage { param, json })));
            }
        }
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

    /// Returns where a named type is used.
    pub(super) fn usage(&self, name: &str) -> Usage {
        self.usage.get(name).copied().unwrap_or_default()
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

    /// Resolves a type expression, unless it names an unknown type. `secret` applies to the innermost values.
    pub(super) fn ty(&self, expr: &TypeExpr, secret: Option<Secrecy>) -> Option<Type> {
        Some(match expr {
            TypeExpr::Scalar(scalar) => Type::Scalar(scalar.with_secrecy(secret)),
            TypeExpr::File => Type::File,
            TypeExpr::None => return None,
            TypeExpr::List(item) => Type::List(Box::new(self.ty(item, secret)?)),
            TypeExpr::Map(item) => Type::Map(Box::new(self.ty(item, secret)?)),
            TypeExpr::Named(name) => {
                let rust = naming::type_name(name);
                match self.kind(name)? {
                    TypeKind::Enum(values) => Type::Enum(rust, EnumValue::scalar_of(values)),
                    TypeKind::Object(_) => Type::Object(rust),
                    TypeKind::Extra(_) => Type::Extra(rust),
                }
            }
        })
    }

    /// Returns the fields of all objects within a value of this type, at any depth.
    pub(super) fn members(&self, expr: &'a TypeExpr) -> Vec<&'a Field> {
        let mut members = Vec::new();
        let mut seen = HashSet::new();
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            let name = innermost(expr).as_named();
            if let Some(TypeKind::Object(fields)) = name.and_then(|name| self.kind(name))
                && seen.insert(name)
            {
                members.extend(fields.iter().map(|(_, field)| field));
                open.extend(fields.iter().map(|(_, field)| &field.ty.value));
            }
        }
        members
    }
}

/// Returns the type inside lists and maps.
pub(super) fn innermost(mut expr: &TypeExpr) -> &TypeExpr {
    while let TypeExpr::List(item) | TypeExpr::Map(item) = expr {
        expr = item;
    }
    expr
}
