//! The version that a change asks for, by the rules of semantic versioning as Cargo understands them.

use std::fmt;
use std::str::FromStr;

use super::rules::{Kind, Rule};

/// How far the version of the client has to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing changed.
    None,
    /// Words and examples.
    Patch,
    /// Programs compile as before, and something is to be gained: a feature, or that calls work again after a change
    /// of the wire.
    Minor,
    /// Programs may not compile, or do something else.
    Major,
}

impl Step {
    /// What one change asks for.
    #[must_use]
    pub fn of(rule: Rule) -> Self {
        if rule.breaks_source() {
            Self::Major
        } else if rule.kind() == Kind::Documentation {
            Self::Patch
        } else {
            Self::Minor
        }
    }

    /// Its name.
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

/// A version, without pre-release and build parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
}

impl Version {
    /// The first version that may hold a change of this size. To Cargo, the first number that is not 0 tells what is
    /// compatible: before 1.0.0 a major step moves the second number, and a minor one the third, as a patch does;
    /// at 0.0.x every step moves the third.
    #[must_use]
    pub fn after(self, step: Step) -> Self {
        let Self {
            major,
            minor,
            patch,
        } = self;
        let (major, minor, patch) = match (major, minor, step) {
            (_, _, Step::None) => (major, minor, patch),
            (0, 0, _) => (0, 0, patch.saturating_add(1)),
            (0, _, Step::Major) => (0, minor.saturating_add(1), 0),
            (0, _, _) => (0, minor, patch.saturating_add(1)),
            (_, _, Step::Major) => (major.saturating_add(1), 0, 0),
            (_, _, Step::Minor) => (major, minor.saturating_add(1), 0),
            (_, _, Step::Patch) => (major, minor, patch.saturating_add(1)),
        };
        Self {
            major,
            minor,
            patch,
        }
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |part: Option<&str>| {
            part.filter(|part| crate::spec::is_digits(part))
                .and_then(|part| part.parse().ok())
        };
        let mut parts = text.split('.');
        let mut next = || number(parts.next());
        match (next(), next(), next(), parts.next()) {
            (Some(major), Some(minor), Some(patch), None) => Ok(Self {
                major,
                minor,
                patch,
            }),
            _ => Err("a version looks like `1.2.3`".to_owned()),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            major,
            minor,
            patch,
        } = self;
        write!(f, "{major}.{minor}.{patch}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Step, Version};

    #[test]
    fn steps_follow_cargo() {
        for (version, [patch, minor, major]) in [
            ("1.2.3", ["1.2.4", "1.3.0", "2.0.0"]),
            ("0.1.2", ["0.1.3", "0.1.3", "0.2.0"]),
            ("0.0.4", ["0.0.5", "0.0.5", "0.0.5"]),
        ] {
            let version: Version = version.parse().unwrap();
            let after = |step| version.after(step).to_string();
            assert_eq!(after(Step::None), version.to_string());
            assert_eq!(after(Step::Patch), patch);
            assert_eq!(after(Step::Minor), minor);
            assert_eq!(after(Step::Major), major);
        }
    }

    #[test]
    fn versions_are_three_numbers() {
        for text in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1.2.3-rc1", "+1.2.3"] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
