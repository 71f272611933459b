//! Reports duplicate keys of a mapping.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::model::Named;
use super::yaml::Node;
use crate::diagnostics::{Code, Diagnostics};
use crate::source::Span;

/// Removes and reports duplicate keys.
pub(super) fn unique(entries: Vec<Named<Node>>, out: &mut Diagnostics) -> Vec<Named<Node>> {
    let mut first: HashMap<String, Span> = HashMap::with_capacity(entries.len());
    let is_first = |(key, _): &Named<Node>| match first.entry(key.value.clone()) {
        Entry::Vacant(entry) => {
            entry.insert(key.span);
            true
        }
        Entry::Occupied(entry) => {
            let message = format!("the key {key} is repeated");
            out.report(Code::DuplicateKey, key.span, message)
                .label("again here")
                .also(*entry.get(), "first defined here");
            false
        }
    };
    entries.into_iter().filter(is_first).collect()
}
