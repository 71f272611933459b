//! What changed between two specs: for clients on the wire, and for programs in Rust.
//!
//! Things of both specs are paired, pairs are compared, and each difference is a [`Change`] by one [`Rule`], which
//! alone decides what it means. [`render`] puts it into words.

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
    /// The old one, for what is not there any more.
    Old,
    /// The new one.
    New,
}

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Change {
    /// The kind of change, which says what it means.
    pub rule: Rule,
    /// What changed, such as `sign_url.region`.
    pub subject: String,
    /// What became of it, to be read after the subject.
    pub message: String,
    /// The spec that shows it.
    pub which: Which,
    /// Where.
    pub span: Span,
}

/// Everything that changed.
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
    /// The changes: of the platform, of groups, of endpoints and of types.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How far the version of the client has to move.
    #[must_use]
    pub fn step(&self) -> Step {
        let steps = self.changes.iter().map(|change| Step::of(change.rule));
        steps.max().unwrap_or(Step::None)
    }

    /// Where a change stands, for people.
    #[must_use]
    pub fn place(&self, change: &Change) -> Option<Place<'_>> {
        let checked = match change.which {
            Which::Old => self.old,
            Which::New => self.new,
        };
        checked.sources().place(change.span)
    }
}

/// The changes found so far, each once.
#[derive(Default)]
struct Changes {
    found: Vec<Change>,
    told: HashSet<Change>,
}

impl Changes {
    /// Notes what the new spec shows.
    fn in_new(&mut self, rule: Rule, span: Span, subject: &str, message: impl Into<String>) {
        self.note(rule, Which::New, span, subject, message.into());
    }

    /// Notes what only the old spec shows.
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
