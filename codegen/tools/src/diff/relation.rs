//! The relation of an old and a new type: whether they are the same, and whether values of one fit the other.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::items::{GroupAt, Place, TypeAt, TypeIn};
use super::pairs::Pairs;
use bge_private_codegen::spec::model::{EnumValue, Scalar, Secrecy, TypeExpr, TypeKind};

/// The groups and types of both specs that belong together, by name.
pub(super) struct Matches<'a> {
    /// For each new group, its old group.
    groups: HashMap<&'a str, &'a str>,
    /// Pairs of an old and a new type.
    types: HashSet<[&'a str; 2]>,
    /// The number of objects around the types that are compared.
    depth: Cell<usize>,
}

/// Maximum nesting of objects that are compared. Different types at a deeper level do not fit.
const DEEPEST: usize = 4;

impl<'a> TypeIn<'a> {
    fn item(self, expr: &'a TypeExpr) -> Self {
        Self { expr, ..self }
    }

    fn in_map(mut self, expr: &'a TypeExpr) -> Self {
        self.is_text = false;
        self.item(expr)
    }

    /// Returns the definition of a named type.
    fn kind(self) -> Option<&'a TypeKind> {
        let ty = self.group.named(self.expr.as_named()?)?;
        Some(&ty.spec.kind)
    }

    /// Returns the scalar that holds the values of an enum, or the scalar itself.
    fn scalar(self) -> Option<Scalar> {
        match (self.expr, self.kind()) {
            (TypeExpr::Scalar(scalar), _) => Some(*scalar),
            (_, Some(TypeKind::Enum(values))) => Some(EnumValue::scalar_of(values)),
            (_, Some(TypeKind::Object(_) | TypeKind::Extra(_) | TypeKind::AnyOf(_)) | None) => None,
        }
    }

    /// Returns whether the values are JSON arrays or objects.
    fn is_json(self) -> bool {
        match (self.expr, self.kind()) {
            (TypeExpr::List(_) | TypeExpr::Map(_), _) | (_, Some(TypeKind::Object(_))) => true,
            (TypeExpr::Scalar(_) | TypeExpr::File | TypeExpr::None | TypeExpr::Named(_), _) => {
                false
            }
        }
    }

    /// Returns the values of an enum as they are written. Texts in JSON differ from numbers.
    fn values(self) -> Option<HashSet<String>> {
        let Some(TypeKind::Enum(values)) = self.kind() else {
            return None;
        };
        let values = values.iter().map(|(name, value)| match self.is_text {
            true => value.wire(name).to_string(),
            false => format!("{:?}", value.wire(name)),
        });
        Some(values.collect())
    }
}

impl<'a> Matches<'a> {
    pub(super) fn new(groups: HashMap<&'a str, &'a str>, types: &Pairs<'a, TypeAt<'a>, 3>) -> Self {
        let types = types
            .both()
            .map(|pair| pair.map(|entry| entry.name.value.as_str()));
        Self {
            types: types.collect(),
            groups,
            depth: Cell::new(0),
        }
    }

    pub(super) fn is_same_group(&self, old: GroupAt<'_>, new: GroupAt<'_>) -> bool {
        self.groups.get(new.name()) == Some(&old.name())
    }

    /// Returns whether two types are the same. A change within a named type does not count; it is reported
    /// for that type.
    pub(super) fn is_same(&self, old: TypeIn<'_>, new: TypeIn<'_>) -> bool {
        self.is_equal(old, new, |scalar, _| scalar)
    }

    /// Returns whether two types are the same in Rust. A renamed type counts as the same; its new name is
    /// reported for that type.
    pub(super) fn is_same_in_rust(&self, old: TypeIn<'_>, new: TypeIn<'_>) -> bool {
        self.is_equal(old, new, |scalar, secret| {
            scalar.with_secrecy(secret).same_in_rust()
        })
    }

    fn is_equal(
        &self,
        old: TypeIn<'_>,
        new: TypeIn<'_>,
        form: fn(Scalar, Option<Secrecy>) -> Scalar,
    ) -> bool {
        match (old.expr, new.expr) {
            (TypeExpr::Scalar(a), TypeExpr::Scalar(b)) => {
                form(*a, old.secret) == form(*b, new.secret)
            }
            (TypeExpr::List(a), TypeExpr::List(b)) | (TypeExpr::Map(a), TypeExpr::Map(b)) => {
                self.is_equal(old.item(a), new.item(b), form)
            }
            (TypeExpr::File, TypeExpr::File) | (TypeExpr::None, TypeExpr::None) => true,
            (TypeExpr::Named(a), TypeExpr::Named(b)) => self.types.contains(&[a.as_str(), b]),
            (TypeExpr::Scalar(_) | TypeExpr::List(_) | TypeExpr::Map(_), _)
            | (TypeExpr::File | TypeExpr::None | TypeExpr::Named(_), _) => false,
        }
    }

    /// Returns whether every value of the old type can be sent as the new type or, with `is_read`, whether
    /// every value of the new type can be read as the old type.
    pub(super) fn fits(&self, old: TypeIn<'_>, new: TypeIn<'_>, is_read: bool) -> bool {
        if self.is_same(old, new) {
            return true;
        }
        let (source, target) = if is_read { (new, old) } else { (old, new) };
        let scalars = source.scalar().zip(target.scalar());
        let scalars_fit = scalars.is_some_and(|(one, other)| one.fits(other, target.is_text));
        if let Some(TypeKind::AnyOf(_)) = source.kind() {
            return target.scalar().is_some_and(Scalar::is_any_json);
        }
        match (target.expr, target.kind()) {
            // A client keeps values of unknown shapes.
            (_, Some(TypeKind::AnyOf(_))) => is_read,
            // Enums are open: a client reads unknown values.
            (_, Some(TypeKind::Enum(_))) if is_read => scalars_fit,
            (_, Some(TypeKind::Enum(_))) => {
                let values = source.values().zip(target.values());
                values.is_some_and(|(values, known)| values.is_subset(&known))
            }
            (_, Some(TypeKind::Extra(_))) | (TypeExpr::File | TypeExpr::None, _) => false,
            (TypeExpr::Scalar(scalar), _) if source.is_json() => scalar.is_any_json(),
            (TypeExpr::Scalar(_), _) => scalars_fit,
            (TypeExpr::List(_) | TypeExpr::Map(_) | TypeExpr::Named(_), _) => {
                self.parts_fit(old, new, is_read)
            }
        }
    }

    fn parts_fit(&self, old: TypeIn<'_>, new: TypeIn<'_>, is_read: bool) -> bool {
        if let (TypeExpr::List(a), TypeExpr::List(b)) = (old.expr, new.expr) {
            return self.fits(old.item(a), new.item(b), is_read);
        }
        if let (TypeExpr::Map(a), TypeExpr::Map(b)) = (old.expr, new.expr) {
            return self.fits(old.in_map(a), new.in_map(b), is_read);
        }
        let depth = self.depth.get();
        let place = if is_read {
            Place::Returned
        } else {
            Place::Sent
        };
        match (old.group.object(old.expr), new.group.object(new.expr)) {
            (Some(before), Some(after)) if depth < DEEPEST => {
                let mut changes = Vec::new();
                self.depth.set(depth + 1);
                self.compare_fields(place, "", [before, after], &mut changes);
                self.depth.set(depth);
                !changes.iter().any(|change| change.rule.breaks_wire())
            }
            _ => false,
        }
    }
}
