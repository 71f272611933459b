//! JSON paths of values in an answer, for error messages. Keys that are data are not shown.

use std::fmt;

use super::identifier::is_identifier;

/// Replaces a name or a value that may be data.
pub(super) const REDACTED: &str = "[redacted]";

#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Root(&'static str),
    Key(&'a str),
    /// A key that the spec does not describe. It may be data.
    Unknown(&'a str),
    /// A key that is data.
    Entry,
    Index(usize),
}

/// The path of a value, linked to the path of its parent.
///
/// Its alternate form `{:#}` has no indices: `$.data.items[].prices{}.amount`.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    pub(super) parent: Option<&'a Path<'a>>,
    pub(super) step: Step<'a>,
    /// The number of parents.
    pub(super) depth: u16,
}

impl<'a> Path<'a> {
    pub(super) fn root(name: &'static str) -> Self {
        Self {
            parent: None,
            step: Step::Root(name),
            depth: 0,
        }
    }

    pub(super) fn then(&'a self, step: Step<'a>) -> Self {
        Self {
            parent: Some(self),
            step,
            depth: self.depth.saturating_add(1),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Root(root) => f.write_str(root),
            Step::Index(_) if f.alternate() => f.write_str("[]"),
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) if is_plain(key) => write!(f, ".{key}"),
            Step::Key(key) => write!(f, "[{key:?}]"),
            Step::Unknown(name) if is_identifier(name) => write!(f, ".{name}"),
            Step::Unknown(_) => write!(f, ".{REDACTED}"),
            Step::Entry => f.write_str("{}"),
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}
