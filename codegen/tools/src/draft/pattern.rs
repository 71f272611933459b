//! Regular expressions, which are compiled once.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

pub(super) type Pattern = LazyLock<Option<Regex>>;

pub(super) fn regex(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

pub(super) fn captures<'t>(pattern: &Pattern, text: &'t str) -> Option<Captures<'t>> {
    pattern.as_ref()?.captures(text)
}

/// Returns a group of a match, which is empty if the group is not in it.
pub(super) fn group(found: &Captures<'_>, index: usize) -> String {
    let group = found.get(index).map_or("", |group| group.as_str());
    group.trim().to_owned()
}
