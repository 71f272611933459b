//! The version that a change requires, by the rules of semantic versioning as Cargo applies them.

use semver::{BuildMetadata, Prerelease};

pub use semver::Version;

use super::effects::Kind;
use super::rules::Rule;

/// The size of a version step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing changed.
    None,
    /// Only documentation and examples changed.
    Patch,
    /// Existing code compiles. There is a new feature, or only the wire changed.
    Minor,
    /// Existing code may not compile, or may behave differently.
    Major,
}

impl Step {
    /// Returns the step that one change requires.
    #[must_use]
    pub fn of(rule: Rule) -> Self {
        if rule.breaks_source() {
            Self::Major
        } else if rule.info().kind == Kind::Documentation {
            Self::Patch
        } else {
            Self::Minor
        }
    }

    /// Returns the name of the step.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// Returns the first version that may contain a change of this size.
///
/// Before 1.0.0, Cargo compares versions by their first non-zero number: a major step increments the second
/// number, a minor step or a patch the third. At 0.0.x, every step increments the third number. A pre-release
/// is followed by its release if the release may contain the change.
#[must_use]
pub fn next_version(current: &Version, step: Step) -> Version {
    if step == Step::None {
        return current.clone();
    }
    let mut next = Version {
        pre: Prerelease::EMPTY,
        build: BuildMetadata::EMPTY,
        ..*current
    };
    if !current.pre.is_empty() && step <= largest_step(current) {
        return next;
    }
    match (current.major, current.minor, step) {
        (1.., _, Step::Major) => next = Version::new(current.major.saturating_add(1), 0, 0),
        (1.., _, Step::Minor) | (0, 1.., Step::Major) => {
            next.minor = current.minor.saturating_add(1);
            next.patch = 0;
        }
        (0, ..) | (_, _, Step::Patch | Step::None) => {
            next.patch = current.patch.saturating_add(1);
        }
    }
    next
}

/// Returns the largest step from any earlier version to a version with these numbers.
fn largest_step(version: &Version) -> Step {
    match (version.major, version.minor, version.patch) {
        (0, 0, _) | (_, 0, 0) | (0, _, 0) => Step::Major,
        (0, ..) | (_, _, 0) => Step::Minor,
        _ => Step::Patch,
    }
}
