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

/// A version, which may be a pre-release and name a build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    major: u64,
    minor: u64,
    patch: u64,
    /// The pre-release such as `rc.1`, or nothing.
    pre: String,
    /// The build such as `20261123`, or nothing.
    build: String,
}

impl Version {
    /// The first version that may hold a change of this size. To Cargo, the first number that is not 0 tells what is
    /// compatible: before 1.0.0 a major step moves the second number, and a minor one the third, as a patch does;
    /// at 0.0.x every step moves the third.
    /// What a pre-release is one of comes after it, and may hold what that version may hold.
    #[must_use]
    pub fn after(&self, step: Step) -> Self {
        if step == Step::None {
            return self.clone();
        }
        let Self {
            major,
            minor,
            patch,
            ..
        } = *self;
        if !self.pre.is_empty() && step <= self.own_step() {
            return Self::of(major, minor, patch);
        }
        let (major, minor, patch) = match (major, minor, step) {
            (0, 0, _) => (0, 0, patch.saturating_add(1)),
            (0, _, Step::Major) => (0, minor.saturating_add(1), 0),
            (0, _, _) => (0, minor, patch.saturating_add(1)),
            (_, _, Step::Major) => (major.saturating_add(1), 0, 0),
            (_, _, Step::Minor) => (major, minor.saturating_add(1), 0),
            (_, _, Step::Patch | Step::None) => (major, minor, patch.saturating_add(1)),
        };
        Self::of(major, minor, patch)
    }

    fn of(major: u64, minor: u64, patch: u64) -> Self {
        Self {
            major,
            minor,
            patch,
            pre: String::new(),
            build: String::new(),
        }
    }

    /// The largest step that leads from an earlier version to one with these numbers.
    fn own_step(&self) -> Step {
        match (self.major, self.minor, self.patch) {
            (0, 0, _) | (_, 0, 0) | (0, _, 0) => Step::Major,
            (0, ..) | (_, _, 0) => Step::Minor,
            _ => Step::Patch,
        }
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |part: Option<&str>| {
            part.filter(|part| bge_private_codegen::spec::is_digits(part))
                .and_then(|part| part.parse().ok())
        };
        let (rest, build) = match text.split_once('+') {
            Some((rest, build)) => (rest, Some(build)),
            None => (text, None),
        };
        let (numbers, pre) = match rest.split_once('-') {
            Some((numbers, pre)) => (numbers, Some(pre)),
            None => (rest, None),
        };
        let mut parts = numbers.split('.');
        let mut next = || number(parts.next());
        let numbers = (next(), next(), next(), parts.next());
        let is_well = pre.is_none_or(|pre| pre.split('.').all(is_pre_release))
            && build.is_none_or(|build| build.split('.').all(is_identifier));
        match numbers {
            (Some(major), Some(minor), Some(patch), None) if is_well => Ok(Self {
                pre: pre.unwrap_or_default().to_owned(),
                build: build.unwrap_or_default().to_owned(),
                ..Self::of(major, minor, patch)
            }),
            _ => Err("a version looks like `1.2.3` or `1.2.3-rc.1`".to_owned()),
        }
    }
}

/// Whether this is a part of what names a pre-release or a build.
fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Numbers that order pre-releases begin with no 0.
fn is_pre_release(text: &str) -> bool {
    let is_number = text.chars().all(|c| c.is_ascii_digit());
    is_identifier(text) && !(is_number && text.len() > 1 && text.starts_with('0'))
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            major,
            minor,
            patch,
            pre,
            build,
        } = self;
        write!(f, "{major}.{minor}.{patch}")?;
        for (mark, part) in [('-', pre), ('+', build)] {
            if !part.is_empty() {
                write!(f, "{mark}{part}")?;
            }
        }
        Ok(())
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
            ("1.4.9-beta.1", ["1.4.9", "1.5.0", "2.0.0"]),
            ("1.5.0-rc.1+7", ["1.5.0", "1.5.0", "2.0.0"]),
            ("2.0.0-alpha", ["2.0.0", "2.0.0", "2.0.0"]),
            ("0.3.0-rc.1", ["0.3.0", "0.3.0", "0.3.0"]),
            ("0.3.1-rc.1", ["0.3.1", "0.3.1", "0.4.0"]),
            ("0.0.5-rc.1", ["0.0.5", "0.0.5", "0.0.5"]),
            ("1.2.3+5", ["1.2.4", "1.3.0", "2.0.0"]),
        ] {
            let text = version;
            let version: Version = version.parse().unwrap();
            assert_eq!(version.to_string(), text);
            let after = |step| version.after(step).to_string();
            assert_eq!(after(Step::None), version.to_string());
            assert_eq!(after(Step::Patch), patch);
            assert_eq!(after(Step::Minor), minor);
            assert_eq!(after(Step::Major), major);
        }
    }

    #[test]
    fn versions_are_those_of_semver() {
        for text in [
            "",
            "1",
            "1.2",
            "1.2.3.4",
            "1.2.x",
            "1.2.3-",
            "1.2.3-a..b",
            "1.2.3-01",
            "1.2.3-ä",
            "1.2.3+",
            "+1.2.3",
        ] {
            assert!(text.parse::<Version>().is_err(), "{text}");
        }
    }
}
