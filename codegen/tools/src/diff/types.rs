//! Compares types: which were added or removed, and what changed in the others.

use std::collections::{HashMap, HashSet};

use super::changes::Changes;
use super::fields::{FieldLists, Place};
use super::items::{SetAt, TypeAt, groups};
use super::pairs::{Entry, Pairs};
use super::relation::Matches;
use super::{Change, Rule};
use bge_private_codegen::Checked;
use bge_private_codegen::api::{TypeDef, Usage};
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{EnumValue, Response, Scalar, Text, TypeExpr, TypeKind};

/// The types of both specs.
pub(super) type Types<'a> = Pairs<'a, TypeAt<'a>, 3>;

type Pair<'p, 'a> = [&'p Entry<'a, TypeAt<'a>, 3>; 2];

/// Pairs types by name within their group, then by members within their group, then by name in any group.
pub(super) fn pair<'a>(
    old: &'a Checked,
    new: &'a Checked,
    group_of: &HashMap<&str, &str>,
) -> Types<'a> {
    let entries = |checked: &'a Checked| -> Vec<_> {
        let types = groups(checked).flat_map(|group| {
            let types = group.spec.types.iter().zip(&group.api.types);
            types.map(move |((name, spec), api)| (name, group.at(spec, api)))
        });
        let entries = types.map(|(name, ty)| {
            let group = ty.group.name();
            let group = group_of.get(group).copied().unwrap_or(group);
            let (members, rust) = (members(&ty.spec.kind), ty.api.name().to_owned());
            let keys = [
                format!("{group} {rust}"),
                format!("{group} {members}"),
                rust,
            ];
            Entry::new(name, keys, ty)
        });
        entries.collect()
    };
    Pairs::of(entries(old), entries(new))
}

/// Returns the kind of a type and its members, as a key.
fn members(kind: &TypeKind) -> String {
    let members: Vec<_> = match kind {
        TypeKind::Enum(values) => {
            let rust = |value: &EnumValue| naming::variant(&value.rust_name().value);
            let values = values.iter();
            let values = values.map(|value| format!("value {} {}", rust(value), value.value));
            values.collect()
        }
        TypeKind::Object(fields) => {
            let fields = fields.iter().map(|(name, field)| {
                format!("field {} {}", field.wire_name(name).value, field.ty.value)
            });
            fields.collect()
        }
        TypeKind::Extra(sets) => {
            let sets = sets.iter().map(|set| format!("set {}", set.name.value));
            sets.collect()
        }
    };
    members.join("\n")
}

pub(super) fn compare(
    old: &Checked,
    types: &Types<'_>,
    matches: &Matches<'_>,
    out: &mut Vec<Change>,
) {
    let returned = returned(old);
    let rules = |_: &_| [Rule::TypeAdded, Rule::TypeRemoved];
    types.report("", rules, out, |[old, new], changes| {
        let name = new.name.span;
        if !matches.is_same_group(old.item.group, new.item.group) {
            let message = format!("stands in `{}` now", new.item.group.name());
            changes.add(Rule::TypeMoved, name, message);
        }
        changes.in_rust(
            Rule::TypeRenamed,
            name,
            [old.item.api.name(), new.item.api.name()],
        );
        changes.doc(
            Rule::TypeDocChanged,
            name,
            [&old.item.spec.doc, &new.item.spec.doc],
        );
        match (&old.item.spec.kind, &new.item.spec.kind) {
            (TypeKind::Enum(before), TypeKind::Enum(after))
                if EnumValue::scalar_of(before) == EnumValue::scalar_of(after) =>
            {
                compare_values([old, new], changes);
            }
            (TypeKind::Object(_), TypeKind::Object(_)) => {
                compare_objects([old, new], &returned, matches, changes)
            }
            (TypeKind::Extra(_), TypeKind::Extra(_)) => compare_sets([old, new], matches, changes),
            (before @ (TypeKind::Enum(_) | TypeKind::Object(_) | TypeKind::Extra(_)), after) => {
                changes.value(Rule::TypeKindChanged, name, [kind(before), kind(after)])
            }
        }
    });
}

fn compare_values([old, new]: Pair<'_, '_>, changes: &mut Changes<'_>) {
    let pairs = Pairs::of(values(&old.item.spec.kind), values(&new.item.spec.kind));
    let prefix = format!("{}.", new.name.value);
    let takeovers: Vec<_> = pairs.takeovers().collect();
    for [old, new] in &takeovers {
        let mut changes = new.changes(&prefix, changes.found);
        changes.takeover(
            Rule::EnumValueSwapped,
            new.name.span,
            [&old.keys, &new.keys],
        );
    }
    let removed = if is_sent(old.item.api) {
        Rule::RequestEnumValueRemoved
    } else {
        Rule::ResponseEnumValueRemoved
    };
    let rules = |_: &_| [Rule::EnumValueAdded, removed];
    pairs.report(&prefix, rules, changes.found, |[old, new], changes| {
        let name = new.name.span;
        changes.on_the_wire(
            Rule::EnumValueWireChanged,
            name,
            [&old.keys[0], &new.keys[0]],
        );
        if !takeovers.iter().any(|[_, other]| other.keys == new.keys) {
            changes.in_rust(Rule::EnumValueRenamed, name, [&old.keys[1], &new.keys[1]]);
        }
        changes.doc(
            Rule::TypeDocChanged,
            name,
            [old.item.as_ref(), new.item.as_ref()],
        );
    });
}

/// Returns the values of an enum, with their documentation.
fn values(kind: &TypeKind) -> Vec<Entry<'_, &Option<Text>>> {
    let values = match kind {
        TypeKind::Enum(values) => values.as_slice(),
        TypeKind::Object(_) | TypeKind::Extra(_) => &[],
    };
    let values = values.iter().map(|value| {
        let rust = naming::variant(&value.rust_name().value);
        Entry::new(&value.name, [value.value.to_string(), rust], &value.doc)
    });
    values.collect()
}

/// Returns whether a type is sent. A type that is neither sent nor returned counts as returned.
fn is_sent(ty: &TypeDef) -> bool {
    let usage = match ty {
        TypeDef::Enum(ty) => ty.usage,
        TypeDef::Object(ty) => ty.usage,
        TypeDef::Extra(_) => Usage::default(),
    };
    usage.param || usage.json
}

/// Compares the fields of an object in each direction in which the old spec uses it.
fn compare_objects(
    [old, new]: Pair<'_, '_>,
    returned: &HashSet<[&str; 2]>,
    matches: &Matches<'_>,
    changes: &mut Changes<'_>,
) {
    let (owner, is_sent) = (&new.name.value, is_sent(old.item.api));
    let key = [old.item.group.name(), old.name.value.as_str()];
    let is_returned = !is_sent || returned.contains(&key);
    for (place, is_used) in [(Place::Sent, is_sent), (Place::Returned, is_returned)] {
        let fields = old.item.fields().zip(new.item.fields());
        if let Some((old, new)) = fields.filter(|_| is_used) {
            let lists = FieldLists {
                owner,
                place,
                matches,
            };
            lists.compare(old, new, changes.found);
        }
    }
}

/// Returns the named types that calls return, each after its group.
fn returned(spec: &Checked) -> HashSet<[&str; 2]> {
    let mut found = HashSet::new();
    for group in groups(spec) {
        let mut open: Vec<&TypeExpr> = Vec::new();
        for (_, endpoint) in &group.spec.endpoints {
            match &endpoint.response {
                Response::None => {}
                Response::Type(ty) => open.push(&ty.value),
                Response::Fields(fields) => {
                    open.extend(fields.iter().map(|(_, field)| &field.ty.value));
                }
            }
        }
        while let Some(expr) = open.pop() {
            match expr {
                TypeExpr::List(item) | TypeExpr::Map(item) => open.push(item),
                TypeExpr::Named(name) if found.insert([group.name(), name]) => {
                    let fields = group.object(expr).into_iter().flatten();
                    open.extend(fields.map(|field| &field.item.spec.ty.value));
                }
                TypeExpr::Scalar(_) | TypeExpr::File | TypeExpr::None | TypeExpr::Named(_) => {}
            }
        }
    }
    found
}

fn compare_sets([old, new]: Pair<'_, '_>, matches: &Matches<'_>, changes: &mut Changes<'_>) {
    let pairs = Pairs::of(sets(&old.item), sets(&new.item));
    let prefix = format!("{}.", new.name.value);
    let rules = |_: &_| [Rule::ExtraSetAdded, Rule::ExtraSetRemoved];
    pairs.report(&prefix, rules, changes.found, |[old, new], changes| {
        let name = new.name.span;
        changes.on_the_wire(
            Rule::ExtraSetWireNameChanged,
            name,
            [&old.keys[0], &new.keys[0]],
        );
        changes.doc(
            Rule::TypeDocChanged,
            name,
            [&old.item.spec.doc, &new.item.spec.doc],
        );
        let lists = FieldLists {
            owner: &format!("{prefix}{}", new.name.value),
            place: Place::Set,
            matches,
        };
        lists.compare(old.item.params(), new.item.params(), changes.found);
    });
}

/// Returns the sets of further parameters.
fn sets<'a>(ty: &TypeAt<'a>) -> Vec<Entry<'a, SetAt<'a>>> {
    let (TypeKind::Extra(spec), TypeDef::Extra(api)) = (&ty.spec.kind, ty.api) else {
        return Vec::new();
    };
    let sets = spec.iter().zip(&api.sets).map(|(spec, api)| {
        let keys = [api.wire.clone(), api.variant.clone()];
        Entry::new(&spec.name, keys, ty.group.at(spec, &**api))
    });
    sets.collect()
}

fn kind(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Enum(values) if EnumValue::scalar_of(values) == Scalar::Integer => {
            "an enum of numbers"
        }
        TypeKind::Enum(_) => "an enum of texts",
        TypeKind::Object(_) => "an object",
        TypeKind::Extra(_) => "sets of further parameters",
    }
}
