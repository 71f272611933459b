//! Compares two specs: what changed on the wire, and what changed in Rust.
//!
//! The items of both specs are paired, and the pairs are compared. Each difference is a [`Change`] under one
//! [`Rule`]. The rule alone decides what the change means. [`render`] writes reports.

mod bounds;
mod endpoints;
mod equality;
mod fields;
mod groups;
mod messages;
mod pairs;
mod platform;
mod relation;
pub mod render;
mod rules;
mod slot;
mod spec_view;
mod traits;
mod types;
mod version;

use std::collections::HashSet;

use bge_private_codegen::Checked;
use bge_private_codegen::source::{Place, Span};

pub use rules::{Kind, Rule, Source, Wire};
use spec_view::Side;
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
    let (old_side, new_side) = (Side::new(old), Side::new(new));
    let mut changes = Changes::default();
    platform::compare(old.spec(), new.spec(), &mut changes);
    let groups = groups::compare(&old_side, &new_side, &mut changes);
    let types = pairs::types(&old_side, &new_side, &groups);
    endpoints::compare(&old_side, &new_side, &groups, &types, &mut changes);
    types::compare(&old_side, &new_side, &groups, &types, &mut changes);
    Diff {
        old,
        new,
        changes: changes.found,
    }
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

/// The changes found so far, without duplicates.
#[derive(Default)]
struct Changes {
    found: Vec<Change>,
    told: HashSet<Change>,
}

impl Changes {
    /// Adds a change with a place in the new spec.
    fn in_new(&mut self, rule: Rule, span: Span, subject: &str, message: impl Into<String>) {
        self.note(rule, Which::New, span, subject, message.into());
    }

    /// Adds a change with a place in the old spec.
    fn in_old(&mut self, rule: Rule, span: Span, subject: &str, message: impl Into<String>) {
        self.note(rule, Which::Old, span, subject, message.into());
    }

    fn note(&mut self, rule: Rule, which: Which, span: Span, subject: &str, message: String) {
        let change = Change {
            rule,
            subject: subject.to_owned(),
            message,
            which,
            span,
        };
        if self.told.insert(change.clone()) {
            self.found.push(change);
        }
    }
}
