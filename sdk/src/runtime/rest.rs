//! The fields of an open object that the spec does not name.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Deref, DerefMut};

use super::json::Json;

/// The fields of an answer that the spec does not name, sorted by name. It dereferences to a map.
///
/// The spec does not describe them, so their names and values may be secret: `Debug` shows only their number.
///
/// ```
/// use bge_private_sdk::{Json, Rest};
///
/// let mut rest = Rest::default();
/// rest.insert("user_id".to_owned(), Json::from(&7));
/// assert_eq!(rest["user_id"].as_str(), "7");
/// assert_eq!(format!("{rest:?}"), "[1 field]");
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rest(BTreeMap<String, Json>);

impl From<BTreeMap<String, Json>> for Rest {
    fn from(fields: BTreeMap<String, Json>) -> Self {
        Self(fields)
    }
}

impl From<Rest> for BTreeMap<String, Json> {
    fn from(rest: Rest) -> Self {
        rest.0
    }
}

impl Deref for Rest {
    type Target = BTreeMap<String, Json>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Rest {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0.len() == 1 { "" } else { "s" };
        write!(f, "[{} field{plural}]", self.0.len())
    }
}
