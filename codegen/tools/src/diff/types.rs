//! Compares types: which were added or removed, and what changed in the others.

use std::collections::{HashMap, HashSet};

use super::changes::Changes;
use super::items::{Entry, Place, SetAt, TypeAt, groups};
use super::pairs::Pairs;
use super::relation::Matches;
use super::{Change, Rule};
use bge_private_codegen::Checked;
use bge_private_codegen::api::{Field, Response, Type, TypeDef, Usage};
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{EnumValue, Named, Scalar, Spanned, TypeKind};

/// The types of both specs.
pub(super) type Types<'a> = Pairs<'a, TypeAt<'a>, 3>;

type Pair<'p, 'a> = [&'p Entry<'a, TypeAt<'a>, 3>; 2];

/// Pairs types by name within their group, then by members within their group, then by name in any group.
pub(super) fn pair<'a>(
    old: &'a Checked,
    new: &'a Checked,
    group_of: &HashMap<&str, &str>,
) -> Types<'a> {
    let entry = |(name, ty): (&'a Spanned<String>, TypeAt<'a>)| {
        let group = ty.group.name();
        let home = group_of.get(group).copied().unwrap_or(group);
        let (members, rust) = (members(&ty.spec.kind), ty.api.name().name.clone());
        let keys = [format!("{home} {rust}"), format!("{home} {members}"), rust];
        Entry::new(name, keys, ty)
    };
    let entries = |checked: &'a Checked| {
        let types = groups(checked).flat_map(|group| {
            let types = group.spec.types.iter().zip(&group.api.types);
            types.map(move |((name, spec), api)| (name, group.at(spec, api)))
        });
        types.map(entry).collect()
    };
    Pairs::of(entries(old), entries(new))
}

/// Returns the kind of a type and its members, as a key.
fn members(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Enum(values) => {
            let values = self::values(values).into_iter();
            format!(
                "values {:?}",
                Vec::from_iter(values.map(|value| value.keys))
            )
        }
        TypeKind::Object(fields) | TypeKind::AnyOf(fields) => {
            let fields = fields.iter();
            let fields =
                fields.map(|(name, field)| (&field.wire_name(name).value, &field.ty.value));
            format!("fields {:?}", Vec::from_iter(fields))
        }
        TypeKind::Extra(sets) => {
            let sets = sets.iter().map(|(name, _)| &name.value);
            format!("sets {:?}", Vec::from_iter(sets))
        }
    }
}

pub(super) fn compare(
    old: &Checked,
    types: &Types<'_>,
    matches: &Matches<'_>,
    out: &mut Vec<Change>,
) {
    let returned = returned(old);
    let rules = |_: &_| [Rule::TypeAdded, Rule::TypeRemoved];
    types.report("", rules, out, |pair, changes| {
        let (name, [old, new]) = (pair[1].name.span, pair.map(|one| &one.item));
        if !matches.is_same_group(old.group, new.group) {
            let message = format!("stands in `{}` now", new.group.name());
            changes.add(Rule::TypeMoved, name, message);
        }
        changes.in_rust(
            Rule::TypeRenamed,
            name,
            [old, new].map(|one| one.api.name().name.as_str()),
        );
        changes.doc(Rule::TypeDocChanged, name, [&old.spec.doc, &new.spec.doc]);
        match (&old.spec.kind, &new.spec.kind) {
            (TypeKind::Enum(before), TypeKind::Enum(after))
                if EnumValue::scalar_of(before) == EnumValue::scalar_of(after) =>
            {
                compare_values(pair, [before, after], changes);
            }
            (TypeKind::Object(_), TypeKind::Object(_)) => {
                let on = (Rule::RestAdded, "keeps further fields now");
                let off = (Rule::RestRemoved, "no longer keeps further fields");
                let rests = [old, new].map(|one| one.spec.rest);
                let span = rests[1].unwrap_or(name);
                changes.switch(span, rests.map(|rest| rest.is_some()), [on, off]);
                compare_objects(pair, &returned, matches, changes);
            }
            (TypeKind::AnyOf(_), TypeKind::AnyOf(_)) => {
                let shapes = old.fields().zip(new.fields());
                if let Some((old, new)) = shapes {
                    let owner = &pair[1].name.value;
                    matches.compare_fields(Place::Shape, owner, [old, new], changes.found);
                }
            }
            (TypeKind::Extra(_), TypeKind::Extra(_)) => compare_sets(pair, matches, changes),
            (before @ (TypeKind::Enum(_) | TypeKind::Object(_)), after)
            | (before @ (TypeKind::Extra(_) | TypeKind::AnyOf(_)), after) => {
                changes.changed(Rule::TypeKindChanged, name, [kind(before), kind(after)]);
            }
        }
    });
}

fn compare_values(pair: Pair<'_, '_>, kinds: [&[Named<EnumValue>]; 2], changes: &mut Changes<'_>) {
    let [old, new] = kinds.map(values);
    let pairs = Pairs::of(old, new);
    let prefix = format!("{}.", pair[1].name.value);
    let takeovers: Vec<_> = pairs.takeovers().collect();
    for pair in &takeovers {
        let mut changes = Changes::of_item(&prefix, pair[1], changes.found);
        changes.takeover(Rule::EnumValueSwapped, pair[1].name.span, *pair);
    }
    let removed = if is_sent(pair[0].item.api) {
        Rule::RequestEnumValueRemoved
    } else {
        Rule::ResponseEnumValueRemoved
    };
    let rules = |_: &_| [Rule::EnumValueAdded, removed];
    pairs.report(&prefix, rules, changes.found, |pair, changes| {
        let name = pair[1].name.span;
        let is_swapped = takeovers.iter().any(|[_, new]| new.keys == pair[1].keys);
        let rust = (!is_swapped).then_some((Rule::EnumValueRenamed, name));
        changes.names(Some((Rule::EnumValueWireChanged, name)), rust, pair);
        let docs = pair.map(|one| one.item.doc.as_ref());
        changes.doc(Rule::TypeDocChanged, name, docs);
    });
}

fn values(values: &[Named<EnumValue>]) -> Vec<Entry<'_, &EnumValue>> {
    let values = values.iter().map(|(name, value)| {
        let rust = naming::variant(&value.rust_name(name).value);
        Entry::new(name, [value.wire(name).to_string(), rust], value)
    });
    values.collect()
}

/// Returns whether a type is sent. A type that is neither sent nor returned counts as returned.
fn is_sent(ty: &TypeDef) -> bool {
    let usage = match ty {
        TypeDef::Enum(ty) => ty.usage,
        TypeDef::Object(ty) => ty.usage,
        TypeDef::Extra(_) | TypeDef::AnyOf(_) => Usage::default(),
    };
    usage.param || usage.json
}

/// Compares the fields of an object in each direction in which the old spec uses it.
fn compare_objects(
    pair: Pair<'_, '_>,
    returned: &HashSet<&str>,
    matches: &Matches<'_>,
    changes: &mut Changes<'_>,
) {
    let [old, new] = pair;
    let is_sent = is_sent(old.item.api);
    let is_returned = !is_sent || returned.contains(old.item.api.name().name.as_str());
    for (place, is_used) in [(Place::Sent, is_sent), (Place::Returned, is_returned)] {
        let fields = old.item.fields().zip(new.item.fields());
        if let Some((old, new)) = fields.filter(|_| is_used) {
            let owner = &pair[1].name.value;
            matches.compare_fields(place, owner, [old, new], changes.found);
        }
    }
}

/// Returns the names of the types that calls return.
fn returned(spec: &Checked) -> HashSet<&str> {
    let mut found = HashSet::new();
    let answers = spec.api().endpoints().map(|endpoint| &endpoint.response);
    let mut open: Vec<&Type> = answers
        .flat_map(|answer| match answer {
            Response::Type(ty) => vec![ty],
            Response::Object(object) => types(&object.fields),
            Response::None | Response::Stream | Response::Reply => Vec::new(),
        })
        .collect();
    while let Some(ty) = open.pop() {
        let Some(name) = ty.name().filter(|name| found.insert(name.name.as_str())) else {
            continue;
        };
        match spec.api().type_def(name) {
            Some(TypeDef::Object(ty)) => open.extend(types(&ty.fields)),
            Some(TypeDef::AnyOf(ty)) => open.extend(types(&ty.shapes)),
            Some(TypeDef::Enum(_) | TypeDef::Extra(_)) | None => {}
        }
    }
    found
}

fn types(fields: &[Field]) -> Vec<&Type> {
    fields.iter().map(|field| &field.ty).collect()
}

fn compare_sets(pair: Pair<'_, '_>, matches: &Matches<'_>, changes: &mut Changes<'_>) {
    let [old, new] = pair.map(|one| sets(&one.item));
    let prefix = format!("{}.", pair[1].name.value);
    let rules = |_: &_| [Rule::ExtraSetAdded, Rule::ExtraSetRemoved];
    Pairs::of(old, new).report(&prefix, rules, changes.found, |pair, changes| {
        let name = pair[1].name;
        let wire = Some((Rule::ExtraSetWireNameChanged, name.span));
        changes.names(wire, None, pair);
        let docs = pair.map(|one| &one.item.spec.doc);
        changes.doc(Rule::TypeDocChanged, name.span, docs);
        let owner = format!("{prefix}{}", name.value);
        let params = pair.map(|one| one.item.params());
        matches.compare_fields(Place::Set, &owner, params, changes.found);
    });
}

/// Returns the sets of further parameters.
fn sets<'a>(ty: &TypeAt<'a>) -> Vec<Entry<'a, SetAt<'a>>> {
    let (TypeKind::Extra(spec), TypeDef::Extra(api)) = (&ty.spec.kind, ty.api) else {
        return Vec::new();
    };
    let sets = spec.iter().zip(&api.sets).map(|((name, spec), api)| {
        let keys = [api.wire.clone(), api.variant.clone()];
        Entry::new(name, keys, ty.group.at(spec, &**api))
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
        TypeKind::AnyOf(_) => "a value of several shapes",
    }
}
