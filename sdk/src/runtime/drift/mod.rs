//! Drift: what answers hold that the spec does not know, gathered while calling and told without their values.

pub(crate) mod names;
mod observer;
mod report;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;
use std::{fmt, io};

use observer::Kind;
pub(crate) use observer::Observer;

/// Gathers what answers hold that the spec does not know: give it to [`ClientBuilder::drift`](crate::ClientBuilder::drift),
/// make calls, and [`write`](Self::write) its report, which `bge-codegen drift` turns into a patch of the spec.
///
/// It tells, for each call and JSON path, how often and when
/// - a field came that the spec does not have, and of which type it was,
/// - a promised field was missing, or of another type,
/// - an enum had a value that the spec does not list,
/// - the platform refused with a code.
///
/// A report holds no text of an answer but names: of fields, if they look like names (a letter, then letters, digits and
/// `_-.`, at most 40 characters, at most four of them digits), and of enum values, if they look like identifiers (of one
/// case, else the same) or are integers of at most four digits. What looks otherwise is counted and not named, keys of maps are
/// `{}`, and of a text only its kind is told: time, URL, number. An object of an unknown field counts as a map if one of its
/// keys does not look like a name, or if its members are objects that are alike.
///
/// Clones share what is gathered, and so may several clients. At most 1,000 findings are kept; a report says how many
/// times something further was left out. Calls by path ([`Client::post`](crate::Client::post)) are not looked at.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use bge_private_sdk::{Client, DriftLog};
///
/// let drift = DriftLog::new();
/// let client = Client::builder().from_env()?.drift(drift.clone()).build()?;
/// client.sts_token().await?;
/// if !drift.is_empty() {
///     drift.write("drift.json")?;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct DriftLog(Arc<Mutex<Log>>);

/// What was found, by call, path and kind.
#[derive(Default)]
struct Log {
    findings: BTreeMap<(&'static str, String, Kind), Tally>,
    left_out: u64,
}

/// How often it was found, with which types, and when.
struct Tally {
    count: u64,
    types: Vec<(&'static str, u64)>,
    first: SystemTime,
    last: SystemTime,
}

/// More findings than this are not kept.
const MOST: usize = 1_000;

impl DriftLog {
    /// One that has gathered nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether nothing was found so far.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lock().findings.is_empty()
    }

    /// What was found so far, as JSON.
    #[must_use]
    pub fn report(&self) -> String {
        report::json(&self.lock())
    }

    /// Writes the report to a file, in place of what was there.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, path: impl AsRef<Path>) -> io::Result<()> {
        std::fs::write(path, self.report())
    }

    /// Nothing panics while it holds the lock, and what is there is right at any time.
    fn lock(&self) -> MutexGuard<'_, Log> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Log {
    fn add(&mut self, key: (&'static str, String, Kind), type_name: Option<&'static str>) {
        let now = SystemTime::now();
        let is_full = self.findings.len() >= MOST;
        let tally = match self.findings.entry(key) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(_) if is_full => {
                self.left_out = self.left_out.saturating_add(1);
                return;
            }
            Entry::Vacant(new) => new.insert(Tally {
                count: 0,
                types: Vec::new(),
                first: now,
                last: now,
            }),
        };
        tally.count = tally.count.saturating_add(1);
        tally.last = now;
        let Some(name) = type_name else { return };
        match tally.types.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => tally.types.push((name, 1)),
        }
    }
}

impl fmt::Debug for DriftLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DriftLog")
            .field("findings", &self.lock().findings.len())
            .finish_non_exhaustive()
    }
}
