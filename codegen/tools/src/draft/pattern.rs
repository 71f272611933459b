//! Regular expressions, which are compiled when they are first used.

use std::array;
use std::borrow::Cow;
use std::sync::OnceLock;

use regex_lite::{Match, Regex};

/// A regular expression.
pub(super) struct Pattern {
    parts: &'static [&'static str],
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Returns the expression that these parts form together.
    pub(super) const fn new(parts: &'static [&'static str]) -> Self {
        let regex = OnceLock::new();
        Self { parts, regex }
    }

    fn regex(&self) -> Option<&Regex> {
        let compiled = || Regex::new(&self.parts.concat()).ok();
        self.regex.get_or_init(compiled).as_ref()
    }

    pub(super) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Match<'t>> {
        let regex = self.regex().into_iter();
        regex.flat_map(move |regex| regex.find_iter(text))
    }

    pub(super) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        self.regex()?.find(text)
    }

    /// Returns the groups of the first match, without the space around them. One that is not in the match is empty.
    pub(super) fn groups<'t, const N: usize>(&self, text: &'t str) -> Option<[&'t str; N]> {
        let found = self.regex()?.captures(text)?;
        let group = |index| found.get(index + 1).map_or("", |group| group.as_str());
        Some(array::from_fn(|index| group(index).trim()))
    }

    pub(super) fn replace_all<'t>(&self, text: &'t str, instead: &str) -> Cow<'t, str> {
        let replaced = self.regex().map(|regex| regex.replace_all(text, instead));
        replaced.unwrap_or(text.into())
    }
}
