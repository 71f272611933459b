//! Checks values against the constraints of the spec. Used by the client and the mock platform.

use std::fmt::Display;
use std::str::FromStr;

use super::endpoint::Bounds;

impl Bounds {
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
