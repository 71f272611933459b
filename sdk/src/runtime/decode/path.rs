//! JSON paths of values in an answer, for error messages. Keys that are data are not shown.

use std::fmt;

#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Root(&'static str),
    Key(&'a str),
    /// A key that is data.
    Entry,
    Index(usize),
}

/// The path of a value, linked to the path of its parent.
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
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

    /// Returns the path without indices and without keys that are data: `$.data.items[].prices{}.amount`.
    pub(super) fn pattern(&self) -> String {
        let mut pattern = self.parent.map_or_else(String::new, Path::pattern);
        match self.step {
            Step::Index(_) => pattern.push_str("[]"),
            Step::Entry => pattern.push_str("{}"),
            Step::Root(_) | Step::Key(_) => {
                let step = Path {
                    parent: None,
                    step: self.step,
                };
                pattern.push_str(&step.to_string());
            }
        }
        pattern
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
            Step::Entry => f.write_str("{}"),
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}
