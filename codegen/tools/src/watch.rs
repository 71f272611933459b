//! Repeats an action whenever the files of a folder change.
//!
//! The folder is polled a few times a second. Polling detects files that editors replace, and folders that
//! are removed and created again. It also works on network and container file systems, where the operating
//! system often sends no notifications.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Modification time and size of the files in a folder, by path.
pub type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Runs an action at the start, and whenever the state has changed and then stayed the same for one pause.
/// The pause lets an editor finish writing several files, or one file in several steps.
///
/// # Errors
/// Returns the first error of the pause or the action.
pub fn repeat<T: PartialEq, E>(
    mut look: impl FnMut() -> T,
    mut pause: impl FnMut() -> Result<(), E>,
    mut action: impl FnMut() -> Result<(), E>,
) -> Result<Infallible, E> {
    let mut done = look();
    action()?;
    let mut last = look();
    loop {
        pause()?;
        let now = look();
        if now == last && now != done {
            // This look was taken before the action, so changes during the action are not missed.
            done = now;
            action()?;
            last = look();
        } else {
            last = now;
        }
    }
}

/// Returns the state of the spec files in a folder. A folder or file that cannot be read counts as missing.
#[must_use]
pub fn seen(dir: &Path) -> Seen {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path()).filter(|path| {
        let extension = path.extension().unwrap_or_default();
        extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
    });
    let seen = files.filter_map(|path| {
        let metadata = fs::metadata(&path).ok()?;
        Some((path, (metadata.modified().ok(), metadata.len())))
    });
    seen.collect()
}
