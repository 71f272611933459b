//! Pairs the items of the old spec with those of the new spec.

use std::collections::HashMap;

use super::spec_view::{Side, TypeView};
use bge_private_codegen::naming;
use bge_private_codegen::spec::model::{TypeDef, TypeKind};

/// Pairs of old and new items, by index.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// For each new item, the index of its old item.
    pub(super) old_of: Vec<Option<usize>>,
    /// The indexes of old items without a new one.
    pub(super) removed: Vec<usize>,
}

/// Pairs items by their keys: first those with the same first key, then, of the rest, those with the same
/// second key, and so on. An empty key matches no other key.
pub(super) fn pair<const N: usize>(old: &[[String; N]], new: &[[String; N]]) -> Pairs {
    let mut old_of = vec![None; new.len()];
    let mut is_paired = vec![false; old.len()];
    for key in 0..N {
        let mut free: HashMap<&str, usize> = HashMap::new();
        for (index, (keys, is_paired)) in old.iter().zip(&is_paired).enumerate() {
            if let Some(key) = keys.get(key).filter(|key| !is_paired && !key.is_empty()) {
                free.entry(key).or_insert(index);
            }
        }
        for (keys, old_of) in new.iter().zip(&mut old_of) {
            if old_of.is_none()
                && let Some(found) = keys.get(key).and_then(|key| free.remove(key.as_str()))
                && let Some(is_paired) = is_paired.get_mut(found)
            {
                *old_of = Some(found);
                *is_paired = true;
            }
        }
    }
    let removed = is_paired.iter().enumerate();
    let removed = removed.filter(|(_, is_paired)| !**is_paired);
    Pairs {
        removed: removed.map(|(index, _)| index).collect(),
        old_of,
    }
}

/// Pairs groups by name. A new name is paired with a removed group that has an endpoint path in common.
pub(super) fn groups(old: &Side<'_>, new: &Side<'_>) -> Pairs {
    let names = |side: &Side<'_>| -> Vec<[String; 1]> {
        let groups = side.groups.iter();
        groups
            .map(|view| [view.group.group.value.clone()])
            .collect()
    };
    let mut pairs = pair(&names(old), &names(new));
    let mut gone_paths: HashMap<&str, usize> = HashMap::new();
    for &index in &pairs.removed {
        for (_, endpoint) in old
            .groups
            .get(index)
            .into_iter()
            .flat_map(|view| &view.group.endpoints)
        {
            gone_paths.insert(&endpoint.path.value, index);
        }
    }
    for (old_of, view) in pairs.old_of.iter_mut().zip(&new.groups) {
        if old_of.is_some() {
            continue;
        }
        let mut paths = view
            .group
            .endpoints
            .iter()
            .map(|(_, endpoint)| endpoint.path.value.as_str());
        *old_of = paths.find_map(|path| gone_paths.get(path).copied());
        gone_paths.retain(|_, index| Some(*index) != *old_of);
    }
    let old_of = &pairs.old_of;
    pairs
        .removed
        .retain(|index| !old_of.contains(&Some(*index)));
    pairs
}

/// Pairs endpoints by path, which is unique in a spec, then by the name of their method.
pub(super) fn endpoints(old: &Side<'_>, new: &Side<'_>) -> Pairs {
    let keys = |side: &Side<'_>| -> Vec<[String; 2]> {
        let endpoints = side.endpoints();
        let keys = endpoints.iter().map(|view| {
            let rust = view.endpoint.rust.as_ref().unwrap_or(view.name);
            [
                view.endpoint.path.value.clone(),
                naming::method(&rust.value),
            ]
        });
        keys.collect()
    };
    pair(&keys(old), &keys(new))
}

/// Pairs types by name within their group, then by form within their group, then by name in any group.
pub(super) fn types(old: &Side<'_>, new: &Side<'_>, groups: &Pairs) -> Pairs {
    let keys = |types: &[TypeView<'_>], group_of: &dyn Fn(usize) -> String| -> Vec<[String; 3]> {
        let keys = types.iter().map(|view| {
            let (group, name) = (group_of(view.group), naming::type_name(&view.name.value));
            [
                format!("{group} {name}"),
                format!("{group} {}", form(view.def)),
                name,
            ]
        });
        keys.collect()
    };
    let old_group = |index: usize| index.to_string();
    let new_group = |index: usize| match groups.old_of.get(index) {
        Some(Some(old)) => old.to_string(),
        _ => "new".to_owned(),
    };
    pair(
        &keys(&old.types(), &old_group),
        &keys(&new.types(), &new_group),
    )
}

/// Returns the kind of a type and its members, as a key.
fn form(def: &TypeDef) -> String {
    let (kind, members): (_, Vec<String>) = match &def.kind {
        TypeKind::Enum(values) => {
            let values = values.iter();
            (
                "enum",
                values
                    .map(|value| {
                        format!(
                            "{} {}",
                            naming::variant(&value.rust_name().value),
                            value.value
                        )
                    })
                    .collect(),
            )
        }
        TypeKind::Object(fields) => {
            let fields = fields.iter();
            let members = fields
                .map(|(name, field)| format!("{} {}", field.wire_name(name).value, field.ty.value));
            ("object", members.collect())
        }
        TypeKind::Extra(sets) => {
            let sets = sets.iter();
            ("extra", sets.map(|set| set.name.value.clone()).collect())
        }
    };
    format!("{kind} {}", members.join("\n"))
}
