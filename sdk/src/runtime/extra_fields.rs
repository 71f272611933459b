//! An open set of further parameters as it is received: its name, and names and texts of its parameters.
#![allow(dead_code, reason = "the spec chooses whether there are sets")]

use super::endpoint::ExtraSet;

/// The name of a set, and its parameters.
pub struct ExtraFields {
    pub(crate) name: String,
    pub(crate) params: Vec<(String, String)>,
}

impl ExtraFields {
    /// Returns the known set that it is. It has exactly the parameters of that set.
    pub(crate) fn known(&self, sets: &[ExtraSet]) -> Option<&'static str> {
        let set = sets.iter().find(|set| set.name == self.name)?;
        let is_given = |own: &str| self.params.iter().any(|(name, _)| name == own);
        let is_whole = self.params.len() == set.params.len() && set.names().all(is_given);
        is_whole.then_some(set.name)
    }

    /// Removes a parameter and returns its text.
    pub(crate) fn take(&mut self, name: &str) -> String {
        let index = self.params.iter().position(|(other, _)| other == name);
        let removed = index.map(|index| self.params.swap_remove(index));
        removed.map(|(_, text)| text).unwrap_or_default()
    }
}
