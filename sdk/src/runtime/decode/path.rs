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

    /// The path from the answer's data on without what is data: `$.items[].prices{}.amount`.
    pub(crate) fn general(&self) -> String {
        let mut path = self.parent.map_or_else(String::new, Path::general);
        match self.step {
            Step::Root(_) => path.push('$'),
            Step::Index(_) => path.push_str("[]"),
            Step::Entry(_) => path.push_str("{}"),
            Step::Key(name) => Self::push_name(&mut path, name),
        }
        path
    }

    /// Adds the name of a field, in quotes if it is not a plain one.
    pub(crate) fn push_name(path: &mut String, name: &str) {
        if is_plain(name) {
            path.push('.');
            path.push_str(name);
        } else {
            path.push_str(&format!("[{}]", serde_json::Value::from(name)));
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
            Step::Key(key) | Step::Entry(key) if is_plain(key) => write!(f, ".{key}"),
            Step::Key(key) | Step::Entry(key) => write!(f, "[{key:?}]"),
        }
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')
}
