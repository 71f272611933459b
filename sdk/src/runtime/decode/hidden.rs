//! The parts of an answer that must not be shown, as a tree of the answer's shape.

use std::collections::BTreeMap;

use super::path::{Path, Step};
use crate::runtime::scalar::Hidden;

/// A value of an answer and what must not be shown of it. The items of a list, and the values of a map, are
/// one: they have the same type.
#[derive(Debug, Default)]
pub(crate) struct HiddenParts {
    hidden: Option<Hidden>,
    members: BTreeMap<String, Self>,
    items: Option<Box<Self>>,
}

impl HiddenParts {
    pub(super) fn add(&mut self, path: &Path<'_>, hidden: Hidden) {
        let part = self.at(path);
        part.hidden = match part.hidden {
            Some(other) if other != hidden => Some(Hidden::Whole),
            _ => Some(hidden),
        };
    }

    fn at(&mut self, path: &Path<'_>) -> &mut Self {
        let parent = match path.parent {
            Some(parent) => self.at(parent),
            None => self,
        };
        match path.step {
            Step::Root(_) => parent,
            Step::Key(key) | Step::Unknown(key) => {
                parent.members.entry(key.to_owned()).or_default()
            }
            Step::Entry | Step::Index(_) => parent.items.get_or_insert_default(),
        }
    }
}

#[allow(dead_code, reason = "only recordings hide parts")]
impl HiddenParts {
    /// Returns why the value itself must not be shown unchanged.
    pub(crate) fn hidden(&self) -> Option<Hidden> {
        self.hidden
    }

    /// Returns what must not be shown of a member, whether it is a field or the entry of a map.
    pub(crate) fn member(&self, key: &str) -> Option<&Self> {
        self.members.get(key).or(self.items.as_deref())
    }

    /// Returns what must not be shown of the items of a list.
    pub(crate) fn item(&self) -> Option<&Self> {
        self.items.as_deref()
    }
}
