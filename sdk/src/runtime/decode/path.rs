//! Where in an answer a value stands, for telling what is wrong there.

use std::fmt;

#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Root(&'static str),
    Key(&'a str),
    /// A key that is data.
    Entry(&'a str),
    Index(usize),
}

/// Where a value stands, linked to where its parent stands.
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

    /// The path of a member of the object at this path.
    pub(super) fn key<'s>(&'s self, name: &'s str) -> Path<'s> {
        Path {
            parent: Some(self),
            step: Step::Key(name),
        }
    }

    /// The path without indices and without keys that are data: `$.data.items[].prices{}.amount`.
    pub(super) fn pattern(&self) -> String {
        let mut pattern = self.parent.map_or_else(String::new, Path::pattern);
        match self.step {
            Step::Index(_) => pattern.push_str("[]"),
            Step::Entry(_) => pattern.push_str("{}"),
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
            Step::Key(key) | Step::Entry(key) if is_plain(key) => write!(f, ".{key}"),
            Step::Key(key) | Step::Entry(key) => write!(f, "[{key:?}]"),
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}
