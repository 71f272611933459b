//! How two objects stand to each other that are of different types: by their fields on the wire.

use super::bounds;
use super::relation::{Form, NamedTypes, TypeAt, relation_within};
use super::spec_view::Named;
use bge_private_codegen::spec::model::{Field, TypeKind};

/// Objects within objects are gone into no deeper; below, different types are taken not to fit.
const DEEPEST: usize = 4;

/// Whether every value of the old object is right as one of the new, and whether every value of the new can be read
/// as one of the old. Nothing if they are no objects.
pub(super) fn fit(
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
        let Some((_, other)) = on_wire(after, &field.wire_name(name).value) else {
            // What is not known is refused, and what is not there is missed.
            old_fits_new = false;
            new_fits_old &= field.optional;
            continue;
        };
        let relation =
            relation_within(types, at(old, field), at(new, other), Form::Json, depth + 1);
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
        let is_new = on_wire(before, &field.wire_name(name).value).is_none();
        old_fits_new &= !is_new || field.optional;
    }
    Some((old_fits_new, new_fits_old))
}

fn on_wire<'a>(fields: &'a [Named<Field>], wire: &str) -> Option<&'a Named<Field>> {
    let mut fields = fields.iter();
    fields.find(|(name, field)| field.wire_name(name).value == wire)
}

fn at<'a>(object: TypeAt<'a>, field: &'a Field) -> TypeAt<'a> {
    TypeAt {
        expr: &field.ty.value,
        secret: field.secret.as_ref().map(|secret| secret.value),
        ..object
    }
}

/// Whether the other may have no value in each of the ways in which the one may have none.
fn has_room(one: &Field, other: &Field) -> bool {
    (!one.optional || other.optional) && (!one.nullable || other.nullable)
}
