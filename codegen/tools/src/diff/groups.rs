//! Compares groups: which were added, removed or renamed.

use std::collections::HashMap;

use super::items::{Entry, GroupAt, groups};
use super::pairs::Pairs;
use super::{Change, Rule};
use bge_private_codegen::Checked;

/// Reports changes. Returns the name of the old group for that of each new group.
pub(super) fn compare<'a>(
    old: &'a Checked,
    new: &'a Checked,
    out: &mut Vec<Change>,
) -> HashMap<&'a str, &'a str> {
    let pairs = pair(old, new);
    let rules = |_: &_| [Rule::GroupAdded, Rule::GroupRemoved];
    pairs.report("", rules, out, |[old, new], changes| {
        let (name, [old, new]) = (new.name, [old.item, new.item]);
        if old.name() != new.name() {
            let message = format!("was called `{}`", old.name());
            changes.add(Rule::GroupRenamed, name.span, message);
        }
        let [old, new] = [old, new].map(|group| &group.spec.title);
        if old.both() != new.both() {
            changes.add(Rule::GroupDocChanged, new.en.span, "has another title");
        }
    });
    let names = pairs
        .both()
        .map(|[old, new]| (new.item.name(), old.item.name()));
    names.collect()
}

/// Pairs groups by name. A new name is paired with a removed group that has an endpoint path in common.
fn pair<'a>(old: &'a Checked, new: &'a Checked) -> Pairs<'a, GroupAt<'a>> {
    let is_gone = |group: &GroupAt<'_>| groups(new).all(|other| other.name() != group.name());
    let paths = |group: GroupAt<'a>| group.api.endpoints.iter().map(|endpoint| &endpoint.path);
    let gone = groups(old).filter(is_gone);
    let gone: HashMap<_, _> = gone
        .flat_map(|group| paths(group).map(move |path| (path, group.name())))
        .collect();
    let entry = |group: GroupAt<'a>| {
        let gone = paths(group).find_map(|path| gone.get(path));
        Entry {
            name: &group.spec.group,
            keys: [group.name(), gone.unwrap_or(&"")].map(str::to_owned),
            item: group,
        }
    };
    Pairs::of(
        groups(old).map(entry).collect(),
        groups(new).map(entry).collect(),
    )
}
