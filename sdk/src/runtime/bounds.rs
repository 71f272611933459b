//! The constraints of the spec, and how values are checked against them: by the client and by the mock platform.

use std::fmt::Display;
use std::str::FromStr;

/// Constraints of a parameter. Numbers are decimal text, so that they are exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Minimum.
    pub min: Option<&'static str>,
    /// Maximum.
    pub max: Option<&'static str>,
    /// Exclusive minimum.
    pub above: Option<&'static str>,
    /// Exclusive maximum.
    pub below: Option<&'static str>,
    /// Minimum number of characters.
    pub min_length: Option<u64>,
    /// Maximum number of characters.
    pub max_length: Option<u64>,
    /// Minimum number of items.
    pub min_items: Option<u64>,
    /// Maximum number of items.
    pub max_items: Option<u64>,
}

impl Bounds {
    /// No constraints.
    pub const NONE: Self = Self {
        min: None,
        max: None,
        above: None,
        below: None,
        min_length: None,
        max_length: None,
        min_items: None,
        max_items: None,
    };

    /// Returns what is wrong with a number, as words that follow its name.
    pub(crate) fn number_problem<T: FromStr + PartialOrd + Display>(
        &self,
        value: &T,
    ) -> Option<String> {
        let beyond = |bound: Option<&'static str>, wrong: fn(&T, &T) -> bool| {
            // The generator checked that a bound is a number of the parameter's type.
            let text = bound?;
            wrong(value, &text.parse().ok()?).then_some(text)
        };
        let (words, bound) = if let Some(bound) = beyond(self.min, T::lt) {
            ("at least", bound)
        } else if let Some(bound) = beyond(self.above, T::le) {
            ("more than", bound)
        } else if let Some(bound) = beyond(self.max, T::gt) {
            ("at most", bound)
        } else {
            ("less than", beyond(self.below, T::ge)?)
        };
        Some(format!("must be {words} {bound}, got {value}"))
    }

    /// Returns what is wrong with a float, which may not be finite.
    pub(crate) fn float_problem(&self, value: f64) -> Option<String> {
        if value.is_finite() {
            self.number_problem(&value)
        } else {
            Some(format!("must be a finite number, got {value}"))
        }
    }

    /// Returns what is wrong with the length of a text.
    pub(crate) fn length_problem(&self, text: &str) -> Option<String> {
        if self.min_length.is_none() && self.max_length.is_none() {
            return None;
        }
        let characters = if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        };
        count_problem(self.min_length, self.max_length, characters, "character")
    }

    /// Returns what is wrong with the number of items.
    pub(crate) fn items_problem(&self, items: usize) -> Option<String> {
        count_problem(self.min_items, self.max_items, items, "item")
    }
}

fn count_problem(min: Option<u64>, max: Option<u64>, count: usize, unit: &str) -> Option<String> {
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let told = |word: &str, bound: u64| {
        let s = if bound == 1 { "" } else { "s" };
        Some(format!(
            "must have at {word} {bound} {unit}{s}, got {count}"
        ))
    };
    match (min, max) {
        (Some(min), _) if count < min => told("least", min),
        (_, Some(max)) if count > max => told("most", max),
        _ => None,
    }
}
