//! Repeats an action whenever the files of a folder change.
//!
//! The folder is polled a few times a second. Polling detects files that editors replace, and folders that
//! are removed and created again. It also works on network and container file systems, where the operating
//! system often sends no notifications.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::output::Failure;

/// The time between two looks at the folder.
const PAUSE: Duration = Duration::from_millis(150);

/// Modification time and size of the files in a folder, by path.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Runs an action now, and again after each change, until the program is interrupted.
pub(crate) fn run(dir: &Path, action: impl FnMut() -> Result<(), Failure>) -> Result<(), Failure> {
    let pause = || {
        thread::sleep(PAUSE);
        Ok(())
    };
    watch(|| seen(dir), pause, action).map(|never| match never {})
}

/// Runs an action at the start, and whenever the state has changed and then stayed the same for one pause.
/// The pause lets an editor finish writing several files, or one file in several steps.
fn watch<T: PartialEq, E>(
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
fn seen(dir: &Path) -> Seen {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let files = entries.map(|entry| entry.path());
    let files = files.filter(|path| {
        path.extension().is_some_and(|extension| {
            extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
        })
    });
    let seen = files.filter_map(|path| {
        let metadata = fs::metadata(&path).ok()?;
        Some((path, (metadata.modified().ok(), metadata.len())))
    });
    seen.collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::fs;

    use super::{seen, watch};

    /// Returns the looks that lead to an action. The first action is the one at the start.
    fn actions(looks: &str) -> Vec<char> {
        let looks = RefCell::new(looks.chars().peekable());
        let last = RefCell::new(' ');
        let mut done = Vec::new();
        let look = || {
            if let Some(next) = looks.borrow_mut().next() {
                *last.borrow_mut() = next;
            }
            *last.borrow()
        };
        let pause = || looks.borrow_mut().peek().map(|_| ()).ok_or(());
        let _ = watch(look, pause, || {
            done.push(*last.borrow());
            Ok(())
        });
        done
    }

    #[test]
    fn changes_are_acted_on_once_they_have_settled() {
        for (looks, expected) in [
            ("aaaa", "a"),
            ("aabb", "ab"),
            ("aabcdd", "ad"),
            ("aabaaa", "a"),
            // A change during an action leads to another action.
            ("abb", "ab"),
            ("aabbcc", "abc"),
        ] {
            assert_eq!(
                actions(looks).iter().collect::<String>(),
                expected,
                "{looks}"
            );
        }
    }

    #[test]
    fn files_that_come_and_go_are_seen() {
        let dir = std::env::temp_dir().join(format!("bge-codegen-watch-{}", std::process::id()));
        let nothing = seen(&dir);
        fs::create_dir_all(&dir).unwrap();
        assert!(seen(&dir) == nothing);
        fs::write(dir.join("a.yaml"), "a").unwrap();
        let one = seen(&dir);
        fs::write(dir.join("notes.txt"), "no spec").unwrap();
        assert!(one != nothing && seen(&dir) == one);
        fs::write(dir.join("a.yaml"), "ab").unwrap();
        let longer = seen(&dir);
        fs::write(dir.join("b.yaml"), "b").unwrap();
        let two = seen(&dir);
        assert!(longer != one && two != longer);
        fs::remove_dir_all(&dir).unwrap();
        assert!(seen(&dir) == nothing);
    }
}
