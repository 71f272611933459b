//! Compares groups: which were added, removed or renamed.

use super::Changes;
use super::equality;
use super::pairs::{self, Pairs};
use super::rules::Rule;
use super::spec_view::Side;

pub(super) fn compare(old: &Side<'_>, new: &Side<'_>, out: &mut Changes) -> Pairs {
    let pairs = pairs::groups(old, new);
    for (view, old_of) in new.groups.iter().zip(&pairs.old_of) {
        let (group, name) = (view.group, &view.group.group);
        let Some(before) = old_of.and_then(|index| old.groups.get(index)) else {
            out.in_new(Rule::GroupAdded, name.span, &name.value, "was added");
            continue;
        };
        let old_name = &before.group.group.value;
        if *old_name != name.value {
            let message = format!("was called `{old_name}`");
            out.in_new(Rule::GroupRenamed, name.span, &name.value, message);
        }
        if !equality::text(&before.group.title, &group.title) {
            let span = group.title.en.span;
            out.in_new(
                Rule::GroupDocChanged,
                span,
                &name.value,
                "has another title",
            );
        }
    }
    for view in pairs
        .removed
        .iter()
        .filter_map(|&index| old.groups.get(index))
    {
        let name = &view.group.group;
        out.in_old(Rule::GroupRemoved, name.span, &name.value, "was removed");
    }
    pairs
}
