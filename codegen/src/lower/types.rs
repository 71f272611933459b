//! Resolves the type expressions of a group, and finds out where its named types are used.

use std::collections::{HashMap, HashSet};

use crate::api::{Type, Usage};
use crate::naming;
use crate::spec::model::{
    EnumValue, EnumWire, Field, Group, Join, Scalar, Secrecy, TypeDef, TypeExpr, TypeKind,
};

/// The named types of one group.
pub struct Scope<'a> {
    types: HashMap<&'a str, &'a TypeDef>,
    usage: HashMap<&'a str, Usage>,
}

impl<'a> Scope<'a> {
    pub fn new(group: &'a Group) -> Self {
        let types = group
            .types
            .iter()
            .map(|(name, def)| (name.value.as_str(), def))
            .collect();
        let mut scope = Self {
            types,
            usage: HashMap::new(),
        };
        for (_, endpoint) in &group.endpoints {
            for (_, field) in endpoint.args.iter().chain(&endpoint.kwargs) {
                let as_json = field
                    .join
                    .as_ref()
                    .is_some_and(|join| join.value == Join::Json);
                scope.note(
                    &field.ty.value,
                    Usage {
                        param: true,
                        json: as_json,
                    },
                );
            }
        }
        scope
    }

    /// Notes that a type is used in a parameter.
    fn note(&mut self, expr: &'a TypeExpr, usage: Usage) {
        match expr {
            TypeExpr::Scalar(_) | TypeExpr::File | TypeExpr::None => {}
            TypeExpr::List(item) => self.note(item, usage),
            TypeExpr::Map(item) => self.note(
                item,
                Usage {
                    json: true,
                    ..usage
                },
            ),
            TypeExpr::Named(name) => self.note_named(name, usage),
        }
    }

    fn note_named(&mut self, name: &'a str, usage: Usage) {
        let Some(def) = self.types.get(name).copied() else {
            return;
        };
        let noted = self.usage.entry(name).or_default();
        noted.param |= usage.param;
        if let TypeKind::Object(fields) = &def.kind {
            if noted.json {
                return;
            }
            noted.json = true;
            for (_, field) in fields {
                self.note(
                    &field.ty.value,
                    Usage {
                        param: false,
                        json: true,
                    },
                );
            }
        } else {
            noted.json |= usage.json;
        }
    }

    /// Returns where a named type is used.
    pub fn usage(&self, name: &str) -> Usage {
        self.usage.get(name).copied().unwrap_or_default()
    }

    /// Returns the definition of a named type.
    pub fn kind(&self, name: &str) -> Option<&'a TypeKind> {
        self.types.get(name).map(|def| &def.kind)
    }

    /// Returns whether a value of this type contains a secret member, at any depth.
    pub fn holds_secret(&self, expr: &'a TypeExpr) -> bool {
        self.any_member(expr, &|field| field.secret.is_some())
    }

    /// Returns whether a value of this type contains JSON whose content the spec does not describe.
    pub fn holds_open_json(&self, expr: &'a TypeExpr) -> bool {
        let is_open =
            |expr| matches!(innermost(expr), TypeExpr::Scalar(scalar) if scalar.is_any_json());
        is_open(expr) || self.any_member(expr, &|field| is_open(&field.ty.value))
    }

    /// Returns whether any field of the objects within a value of this type satisfies a condition.
    fn any_member(&self, expr: &'a TypeExpr, condition: &dyn Fn(&'a Field) -> bool) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![innermost(expr)];
        while let Some(expr) = open.pop() {
            let TypeExpr::Named(name) = expr else {
                continue;
            };
            let Some(TypeKind::Object(fields)) = self.kind(name) else {
                continue;
            };
            if !seen.insert(name) {
                continue;
            }
            if fields.iter().any(|(_, field)| condition(field)) {
                return true;
            }
            open.extend(fields.iter().map(|(_, field)| innermost(&field.ty.value)));
        }
        false
    }

    /// Returns the type of a parameter or a field.
    pub fn field(&self, field: &Field) -> Type {
        self.resolve(
            &field.ty.value,
            field.secret.as_ref().map(|secret| secret.value),
        )
    }

    /// Resolves a type expression. `secret` applies to the innermost values.
    pub fn resolve(&self, expr: &TypeExpr, secret: Option<Secrecy>) -> Type {
        match expr {
            TypeExpr::Scalar(scalar) => Type::Scalar(scalar.with_secrecy(secret)),
            TypeExpr::File => Type::File,
            TypeExpr::None => Type::Scalar(Scalar::Any),
            TypeExpr::List(item) => Type::List(Box::new(self.resolve(item, secret))),
            TypeExpr::Map(item) => Type::Map(Box::new(self.resolve(item, secret))),
            TypeExpr::Named(name) => match self.kind(name) {
                Some(TypeKind::Enum(values)) => Type::Enum(naming::type_name(name), wire(values)),
                Some(TypeKind::Extra(_)) => Type::Extra(naming::type_name(name)),
                Some(TypeKind::Object(_)) => Type::Object(naming::type_name(name)),
                None => Type::Scalar(Scalar::Any),
            },
        }
    }
}

/// Returns the type inside lists and maps.
fn innermost(mut expr: &TypeExpr) -> &TypeExpr {
    while let TypeExpr::List(item) | TypeExpr::Map(item) = expr {
        expr = item;
    }
    expr
}

/// Returns the scalar that holds the values of an open enum.
pub fn wire(values: &[EnumValue]) -> Scalar {
    if is_integer(values) {
        Scalar::Integer
    } else {
        Scalar::String
    }
}

/// Returns whether the values of an enum are numbers on the wire.
pub fn is_integer(values: &[EnumValue]) -> bool {
    values
        .iter()
        .any(|value| matches!(value.value, EnumWire::Integer(_)))
}

/// Returns the value of an enum as text.
pub fn wire_value(value: &EnumValue) -> String {
    match &value.value {
        EnumWire::Text(text) => text.clone(),
        EnumWire::Integer(number) => number.to_string(),
    }
}

/// Returns the variant of an enum value.
pub fn variant(value: &EnumValue) -> String {
    naming::variant(rust_name(&value.rust, &value.name.value))
}

/// Returns the name that the Rust name is derived from.
pub fn rust_name<'a>(
    rust: &'a Option<crate::spec::model::Spanned<String>>,
    name: &'a str,
) -> &'a str {
    rust.as_ref().map_or(name, |rust| &rust.value)
}

/// Returns the name on the wire.
pub fn wire_name<'a>(field: &'a Field, name: &'a str) -> &'a str {
    field.wire.as_ref().map_or(name, |wire| &wire.value)
}
