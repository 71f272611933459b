//! Where in an answer a value stands, for telling what is wrong there.

use std::fmt;

#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Root(&'static str),
    Key(&'a str),
    Index(usize),
}

/// Where a value stands, linked to where its parent stands.
#[derive(Clone, Copy)]
pub(super) struct Path<'a> {
    pub(super) parent: Option<&'a Path<'a>>,
    pub(super) step: Step<'a>,
}

impl Path<'_> {
    pub(super) fn root(name: &'static str) -> Self {
        Self {
            parent: None,
            step: Step::Root(name),
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
            Step::Index(index) => write!(f, "[{index}]"),
            Step::Key(key) if is_plain(key) => write!(f, ".{key}"),
            Step::Key(key) => write!(f, "[{key:?}]"),
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}
