//! The relation of two types: on the wire, by the values that they hold, and in Rust.

use std::collections::HashMap;

use super::bounds;
use super::pairs::Pairs;
use super::spec_view::{GroupView, Named, TypeView};
use bge_private_codegen::api::Type;
use bge_private_codegen::spec::model::{EnumValue, Field, Scalar, Secrecy, TypeExpr, TypeKind};

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As the text of a parameter.
    Text,
    /// As JSON.
    Json,
}

/// A type expression and its context.
#[derive(Clone, Copy)]
pub(super) struct TypeAt<'a> {
    pub(super) group: &'a GroupView<'a>,
    pub(super) expr: &'a TypeExpr,
    pub(super) secret: Option<Secrecy>,
}

impl<'a> TypeAt<'a> {
    fn item(self, expr: &'a TypeExpr) -> Self {
        Self { expr, ..self }
    }

    pub(super) fn kind(self) -> Option<&'a TypeKind> {
        match self.expr {
            TypeExpr::Named(name) => self.group.scope.kind(name),
            _ => None,
        }
    }

    /// Returns the type in Rust.
    pub(super) fn rust(self) -> Option<Type> {
        self.group.scope.ty(self.expr, self.secret).map(plain)
    }
}

/// Replaces each scalar by the first scalar with the same Rust type.
fn plain(ty: Type) -> Type {
    match ty {
        Type::Scalar(scalar) => Type::Scalar(scalar.same_in_rust()),
        Type::List(item) => Type::List(Box::new(plain(*item))),
        Type::Map(item) => Type::Map(Box::new(plain(*item))),
        Type::File | Type::Enum(..) | Type::Object(_) | Type::Extra(_) => ty,
    }
}

/// The relation of an old and a new type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Relation {
    /// Whether they are the same. Changes within a named type do not count; they are reported for that type.
    pub(super) is_same: bool,
    /// Whether they are the same type in Rust. A renamed type counts as the same; its new name is reported
    /// for that type.
    pub(super) is_same_in_rust: bool,
    /// Whether every value of the old type is a value of the new type.
    pub(super) old_fits_new: bool,
    /// Whether every value of the new type can be read as a value of the old type.
    pub(super) new_fits_old: bool,
}

const SAME: Relation = Relation {
    is_same: true,
    is_same_in_rust: true,
    old_fits_new: true,
    new_fits_old: true,
};

/// Maps the named types of the old spec to those of the new one, by the index of the group and the name.
#[derive(Default)]
pub(super) struct NamedTypes<'a> {
    new_of: HashMap<(usize, &'a str), (usize, &'a str)>,
}

impl<'a> NamedTypes<'a> {
    pub(super) fn new(pairs: &Pairs, old: &[TypeView<'a>], new: &[TypeView<'a>]) -> Self {
        let key = |view: &TypeView<'a>| (view.group, view.name.value.as_str());
        let pairs = pairs.old_of.iter().zip(new);
        let new_of = pairs.filter_map(|(old_of, new)| Some((key(old.get((*old_of)?)?), key(new))));
        Self {
            new_of: new_of.collect(),
        }
    }

    fn is_same(&self, old: (usize, &str), new: (usize, &str)) -> bool {
        self.new_of.get(&old) == Some(&new)
    }
}

pub(super) fn relation(
    types: &NamedTypes<'_>,
    old: TypeAt<'_>,
    new: TypeAt<'_>,
    form: Form,
) -> Relation {
    relation_within(types, old, new, form, 0)
}

/// Returns the relation of two types that are nested in `depth` objects.
pub(super) fn relation_within(
    types: &NamedTypes<'_>,
    old: TypeAt<'_>,
    new: TypeAt<'_>,
    form: Form,
    depth: usize,
) -> Relation {
    match (old.expr, new.expr) {
        (TypeExpr::Named(a), TypeExpr::Named(b))
            if types.is_same((old.group.index, a), (new.group.index, b)) =>
        {
            SAME
        }
        (TypeExpr::File, TypeExpr::File) | (TypeExpr::None, TypeExpr::None) => SAME,
        (TypeExpr::List(a), TypeExpr::List(b)) => {
            relation_within(types, old.item(a), new.item(b), form, depth)
        }
        (TypeExpr::Map(a), TypeExpr::Map(b)) => {
            relation_within(types, old.item(a), new.item(b), Form::Json, depth)
        }
        (TypeExpr::Scalar(a), TypeExpr::Scalar(b)) => Relation {
            is_same: a == b,
            is_same_in_rust: old.rust() == new.rust(),
            old_fits_new: a.fits(*b, form == Form::Text),
            new_fits_old: b.fits(*a, form == Form::Text),
        },
        _ => {
            let (old_fits_new, new_fits_old) = object_fit(types, old, new, depth)
                .unwrap_or_else(|| (fits(old, new, form), can_be_read(new, old, form)));
            Relation {
                is_same: false,
                is_same_in_rust: false,
                old_fits_new,
                new_fits_old,
            }
        }
    }
}

/// Returns whether every value of `one` is a value of `other`.
fn fits(one: TypeAt<'_>, other: TypeAt<'_>, form: Form) -> bool {
    match (one.kind(), other.kind()) {
        (Some(TypeKind::Enum(one)), Some(TypeKind::Enum(other))) => {
            let kinds =
                form == Form::Text || EnumValue::scalar_of(one) == EnumValue::scalar_of(other);
            let listed = |wire: &String| other.iter().any(|value| value.value.to_string() == *wire);
            kinds
                && one
                    .iter()
                    .map(|value| value.value.to_string())
                    .all(|wire| listed(&wire))
        }
        _ => match (stand_in(one), stand_in(other)) {
            (Some(_), Some(_)) if matches!(other.kind(), Some(TypeKind::Enum(_))) => false,
            (Some(one), Some(other)) => one.fits(other, form == Form::Text),
            (None, Some(other)) => {
                other.is_any_json()
                    && one.expr != &TypeExpr::File
                    && !matches!(one.kind(), Some(TypeKind::Extra(_)))
            }
            (_, None) => false,
        },
    }
}

/// Returns whether every value of `one` is read without an error where `other` is expected. Enums are open:
/// an unknown value is not an error.
fn can_be_read(one: TypeAt<'_>, other: TypeAt<'_>, form: Form) -> bool {
    match (stand_in(one), stand_in(other)) {
        (Some(one), Some(other)) => one.fits(other, form == Form::Text),
        _ => fits(one, other, form),
    }
}

/// Returns the scalar that holds the values of an enum, or the scalar itself.
fn stand_in(ty: TypeAt<'_>) -> Option<Scalar> {
    match (ty.expr, ty.kind()) {
        (TypeExpr::Scalar(scalar), _) => Some(*scalar),
        (_, Some(TypeKind::Enum(values))) => Some(EnumValue::scalar_of(values)),
        _ => None,
    }
}

/// Maximum nesting of objects that are compared. Different types at a deeper level do not fit.
const DEEPEST: usize = 4;

/// Returns whether every value of the old object is valid for the new one, and whether every value of the new
/// one can be read as the old one. Returns `None` if they are not objects.
fn object_fit(
    types: &NamedTypes<'_>,
    old: TypeAt<'_>,
    new: TypeAt<'_>,
    depth: usize,
) -> Option<(bool, bool)> {
    let (Some(TypeKind::Object(before)), Some(TypeKind::Object(after))) = (old.kind(), new.kind())
    else {
        return None;
    };
    if depth >= DEEPEST {
        return Some((false, false));
    }
    let mut old_fits_new = true;
    let mut new_fits_old = true;
    for (name, field) in before {
        let Some((_, other)) = field_on_wire(after, &field.wire_name(name).value) else {
            // The platform rejects unknown fields. A client cannot read an object without a required field.
            old_fits_new = false;
            new_fits_old &= field.optional;
            continue;
        };
        let relation = relation_within(
            types,
            type_of(old, field),
            type_of(new, other),
            Form::Json,
            depth + 1,
        );
        let is_tighter = || {
            bounds::changes(field, other)
                .iter()
                .any(|change| change.is_tighter)
        };
        old_fits_new &= relation.old_fits_new && has_room(field, other) && !is_tighter();
        new_fits_old &=
            relation.new_fits_old && has_room(other, field) && (field.lenient || !other.lenient);
    }
    for (name, field) in after {
        let is_new = field_on_wire(before, &field.wire_name(name).value).is_none();
        old_fits_new &= !is_new || field.optional;
    }
    Some((old_fits_new, new_fits_old))
}

fn field_on_wire<'a>(fields: &'a [Named<Field>], wire: &str) -> Option<&'a Named<Field>> {
    let mut fields = fields.iter();
    fields.find(|(name, field)| field.wire_name(name).value == wire)
}

fn type_of<'a>(object: TypeAt<'a>, field: &'a Field) -> TypeAt<'a> {
    TypeAt {
        expr: &field.ty.value,
        secret: field.secret.as_ref().map(|secret| secret.value),
        ..object
    }
}

/// Returns whether `other` may be absent if `one` may be, and may be null if `one` may be.
fn has_room(one: &Field, other: &Field) -> bool {
    (!one.optional || other.optional) && (!one.nullable || other.nullable)
}
