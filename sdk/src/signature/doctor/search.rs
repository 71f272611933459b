//! Searches for the mistakes that explain a text or a signature, within limits.

use super::cause::Cause;
use super::mistakes::{HABITS, Mistakes};
use super::recipe::Recipe;

/// Maximum number of bytes of text before the search ends. One call needs a few hundred bytes.
pub(super) const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The result of a search.
pub(super) struct Found {
    /// The mistakes.
    pub(super) causes: Vec<Cause>,
    /// The text with these mistakes.
    pub(super) text: String,
}

/// A search over one call.
pub(super) struct Search<'a> {
    recipe: Recipe<'a>,
    right: &'a str,
    mistakes: &'a Mistakes,
    bytes_left: usize,
}

impl<'a> Search<'a> {
    pub(super) fn new(recipe: Recipe<'a>, right: &'a str, mistakes: &'a Mistakes) -> Self {
        Self {
            recipe,
            right,
            mistakes,
            bytes_left: MOST_BYTES,
        }
    }

    /// Returns whether nothing was skipped.
    pub(super) fn is_complete(&self) -> bool {
        self.bytes_left > 0
    }

    /// Returns the first text that matches: one mistake before two, and two before the habits of certain
    /// libraries. `fits` is passed the number of mistakes, and returns its own.
    pub(super) fn first(
        &mut self,
        mut fits: impl FnMut(&str, usize) -> Option<Vec<Cause>>,
    ) -> Option<Found> {
        let Mistakes {
            of_the_text,
            of_a_field,
        } = self.mistakes;
        let single = of_the_text.iter().chain(of_a_field).map(|one| vec![one]);
        let pairs = of_the_text.iter().enumerate().flat_map(|(index, one)| {
            let others = of_the_text.iter().skip(index + 1).chain(of_a_field);
            others.map(move |other| vec![one, other])
        });
        let habits = HABITS.iter().map(|habit| habit.iter().collect());
        for set in single.chain(pairs).chain(habits) {
            if self.bytes_left == 0 {
                return None;
            }
            if let Some(found) = self.attempt(&set, &mut fits) {
                return Some(found);
            }
        }
        None
    }

    fn attempt(
        &mut self,
        set: &[&'a Cause],
        fits: &mut impl FnMut(&str, usize) -> Option<Vec<Cause>>,
    ) -> Option<Found> {
        let recipe = self.recipe.clone();
        let text = set
            .iter()
            .fold(recipe, |recipe, cause| recipe.with(cause))
            .text();
        self.bytes_left = self.bytes_left.saturating_sub(text.len());
        // A mistake that does not change this call's text is skipped.
        if text == self.right {
            return None;
        }
        let more = fits(&text, set.len())?;
        let causes = set.iter().map(|cause| (*cause).clone());
        let causes = causes.chain(more).collect();
        Some(Found { causes, text })
    }
}
