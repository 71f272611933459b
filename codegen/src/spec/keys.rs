//! Reports duplicate keys of a mapping.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::model::Spanned;
use super::yaml::{Node, excerpt};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::Span;

/// Removes and reports duplicate keys.
pub(super) fn unique(
    mut entries: Vec<(Spanned<String>, Node)>,
    out: &mut Diagnostics,
) -> Vec<(Spanned<String>, Node)> {
    let repeated = repeated(&entries);
    for (index, first) in &repeated {
        let Some((key, _)) = entries.get(*index) else {
            continue;
        };
        let message = format!("the key `{}` is repeated", excerpt(&key.value));
        out.report(Code::DuplicateKey, key.span, message)
            .label("again here")
            .also(*first, "first defined here");
    }
    let mut drop = repeated.into_iter().map(|(index, _)| index).peekable();
    let mut index = 0..;
    entries.retain(|_| drop.next_if_eq(&index.next().unwrap_or_default()).is_none());
    entries
}

/// Returns entries with a duplicate key, and the location of the first one.
fn repeated(entries: &[(Spanned<String>, Node)]) -> Vec<(usize, Span)> {
    const FEW: usize = 16;
    let keys = entries.iter().map(|(key, _)| key).enumerate();
    if entries.len() <= FEW {
        let first = |(index, key): (usize, &Spanned<String>)| {
            let mut before = entries.iter().take(index);
            let (first, _) = before.find(|(first, _)| first.value == key.value)?;
            Some((index, first.span))
        };
        return keys.filter_map(first).collect();
    }
    let mut seen: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
    let mut repeated = Vec::new();
    for (index, key) in keys {
        match seen.entry(&key.value) {
            Entry::Occupied(first) => repeated.push((index, *first.get())),
            Entry::Vacant(place) => {
                place.insert(key.span);
            }
        }
    }
    repeated
}
