//! Pairs the items of the old spec with those of the new spec.

use std::collections::{HashMap, HashSet};

use super::changes::Changes;
use super::items::Entry;
use super::{Change, Rule};

/// The items of both specs.
pub(super) struct Pairs<'a, T, const N: usize = 2> {
    pub(super) old: Vec<Entry<'a, T, N>>,
    new: Vec<Entry<'a, T, N>>,
    /// For each new item, the index of its old item.
    old_of: Vec<Option<usize>>,
}

impl<'a, T, const N: usize> Pairs<'a, T, N> {
    /// Pairs items by their keys: first those with the same first key, then, of the rest, those with the same
    /// second key, and so on. An empty key matches no other key.
    pub(super) fn of(old: Vec<Entry<'a, T, N>>, new: Vec<Entry<'a, T, N>>) -> Self {
        let mut old_of = vec![None; new.len()];
        let mut taken = HashSet::new();
        for number in 0..N {
            let mut free = HashMap::new();
            for (index, entry) in old.iter().enumerate() {
                if !taken.contains(&index) {
                    free.entry(entry.key(number)).or_insert(index);
                }
            }
            free.remove("");
            for (entry, old_of) in new.iter().zip(&mut old_of) {
                if old_of.is_none() {
                    *old_of = free.remove(entry.key(number));
                    taken.extend(*old_of);
                }
            }
        }
        Self { old, new, old_of }
    }

    /// Returns all new items, each with its old one.
    pub(super) fn items(
        &self,
    ) -> impl Iterator<Item = (Option<&Entry<'a, T, N>>, &Entry<'a, T, N>)> {
        let olds = self.old_of.iter();
        let olds = olds.map(|index| self.old.get((*index)?));
        olds.zip(&self.new)
    }

    /// Returns the pairs of an old and a new item, in the order of the new spec.
    pub(super) fn both(&self) -> impl Iterator<Item = [&Entry<'a, T, N>; 2]> {
        self.items().filter_map(|(old, new)| Some([old?, new]))
    }

    /// Returns each new item that has the last key of an old item that it is not paired with, after that item.
    pub(super) fn takeovers(&self) -> impl Iterator<Item = [&Entry<'a, T, N>; 2]> {
        self.items().filter_map(|(old, new)| {
            let is_paired = |other: &Entry<'_, T, N>| old.is_some_and(|old| old.keys == other.keys);
            let mut others = self.old.iter().filter(|other| !is_paired(other));
            Some([
                others.find(|other| other.keys.last() == new.keys.last())?,
                new,
            ])
        })
    }

    /// Reports which items were added and removed, by the two rules for an item, and compares the others.
    pub(super) fn report(
        &self,
        prefix: &str,
        rules: impl Fn(&T) -> [Rule; 2],
        out: &mut Vec<Change>,
        mut compare: impl FnMut([&Entry<'a, T, N>; 2], &mut Changes<'_>),
    ) {
        for (old, new) in self.items() {
            let mut changes = Changes::of_item(prefix, new, out);
            match (old, rules(&new.item)) {
                (Some(old), _) => compare([old, new], &mut changes),
                (None, [added, _]) => changes.added(added, new.name.span),
            }
        }
        let paired: HashSet<_> = self.old_of.iter().flatten().collect();
        for (index, old) in self.old.iter().enumerate() {
            if !paired.contains(&index) {
                let [_, removed] = rules(&old.item);
                Changes::of_item(prefix, old, out).removed(removed, old.name.span);
            }
        }
    }
}
