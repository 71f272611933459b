//! The named types of a group: resolves type expressions, and finds out where types are used.

use std::collections::{HashMap, HashSet};

use crate::api::{Type, Usage};
use crate::naming;
use crate::scalar::ScalarInfo;
use crate::spec::model::{
    EnumValue, ExtraSet, Field, Group, Join, Named, Scalar, Secrecy, TypeDef, TypeExpr, TypeKind,
};

/// The named types of one group.
pub struct Definitions<'a> {
    types: HashMap<&'a str, &'a TypeDef>,
    usage: HashMap<&'a str, Usage>,
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

impl<'a> Definitions<'a> {
    /// Collects the types of a group.
    #[must_use]
    pub fn new(group: &'a Group) -> Self {
        let types = group.types.iter();
        let types = types.map(|(name, def)| (name.value.as_str(), def));
        let mut this = Self {
            types: types.collect(),
            usage: HashMap::new(),
        };
        for (_, endpoint) in &group.endpoints {
            for (_, field) in endpoint.args.iter().chain(&endpoint.kwargs) {
                let join = field.join.as_ref().map(|join| join.value);
                let json = join == Some(Join::Json);
                this.note(&field.ty.value, Usage { param: true, json });
            }
        }
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

    /// Returns where a named type is used.
    #[must_use]
    pub fn usage(&self, name: &str) -> Usage {
        self.usage.get(name).copied().unwrap_or_default()
    }

    /// Returns the definition of a named type.
    #[must_use]
    pub fn kind(&self, name: &str) -> Option<&'a TypeKind> {
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
    #[must_use]
    pub fn ty(&self, expr: &TypeExpr, secret: Option<Secrecy>) -> Option<Type> {
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
