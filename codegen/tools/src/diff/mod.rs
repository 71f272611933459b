//! Compares two specs: what changed on the wire, and what changed in Rust.
//!
//! The items of both specs are paired, and the pairs are compared. Each difference is a [`Change`] under one
//! [`Rule`]. The rule alone decides what the change means. [`render`] writes reports.

mod bounds;
mod changes;
mod effects;
mod endpoints;
mod fields;
mod groups;
mod items;
mod one_of;
mod pairs;
mod platform;
mod relation;
pub mod render;
mod rules;
mod types;
mod version;

use std::collections::HashSet;

use bge_private_codegen::Checked;
use bge_private_codegen::source::{Place, Span};

pub use effects::{Kind, Source, Wire};
use relation::Matches;
pub use rules::{Rule, RuleInfo};
pub use version::{Step, Version, next_version};

/// Which of the two specs a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Which {
    /// The old spec, for items that were removed.
    Old,
    /// The new spec.
    New,
}

/// One difference between two specs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// The kind of change, which decides what the change means.
    pub rule: Rule,
    /// What changed, such as `sign_url.region`.
    pub subject: String,
    /// The rest of the sentence that starts with the subject, such as `was added`.
    pub message: String,
    /// The spec that `span` is in.
    pub which: Which,
    /// The place of the change.
    pub span: Span,
}

/// All differences between two specs.
#[derive(Debug)]
pub struct Diff<'a> {
    old: &'a Checked,
    new: &'a Checked,
    changes: Vec<Change>,
}

/// Compares two specs.
#[must_use]
pub fn diff<'a>(old: &'a Checked, new: &'a Checked) -> Diff<'a> {
    let mut changes = Vec::new();
    platform::compare(&old.spec().platform, &new.spec().platform, &mut changes);
    let groups = groups::compare(old, new, &mut changes);
    let types = types::pair(old, new, &groups);
    let matches = Matches::new(groups, &types);
    endpoints::compare(old, new, &matches, &mut changes);
    types::compare(old, &types, &matches, &mut changes);
    // What differs in both directions is found twice.
    let mut seen = HashSet::new();
    changes.retain(|change| seen.insert(change.clone()));
    Diff { old, new, changes }
}

impl Diff<'_> {
    /// Returns the changes: of the platform, of groups, of endpoints and of types.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Returns the version step that the changes require.
    #[must_use]
    pub fn step(&self) -> Step {
        let steps = self.changes.iter().map(|change| Step::of(change.rule));
        steps.max().unwrap_or(Step::None)
    }

    /// Returns the file, line and column of a change.
    #[must_use]
    pub fn place(&self, change: &Change) -> Option<Place<'_>> {
        let checked = match change.which {
            Which::Old => self.old,
            Which::New => self.new,
        };
        checked.sources().place(change.span)
    }
}
