//! Doing something again whenever the files of a folder change.
//!
//! The folder is looked at a few times a second. That sees files that editors replace, folders that vanish and come back, and
//! works on network and container file systems, where notifications of the system often do not come.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use crate::output::Failure;

/// How often the folder is looked at.
const PAUSE: Duration = Duration::from_millis(150);

/// What can be seen of the files of a folder without reading them, by their paths.
type Seen = BTreeMap<PathBuf, (Option<SystemTime>, u64)>;

/// Does something now, and again after each change, until the program is interrupted.
pub(crate) fn run(dir: &Path, action: impl FnMut() -> Result<(), Failure>) -> Result<(), Failure> {
    let pause = || {
        thread::sleep(PAUSE);
        Ok(())
    };
    watch(|| seen(dir), pause, action).map(|never| match never {})
}

/// Does something whenever what is looked at has changed and then stayed the same for one pause: whoever writes several files, or one
/// in several steps, is not interrupted.
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
            // Looked at before, so that what changes meanwhile is not missed.
            done = now;
            action()?;
            last = look();
        } else {
            last = now;
        }
    }
}

/// A folder or file that cannot be looked at is as one that is not there.
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

    /// Which looks lead to an action, the first one at the start.
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
            // What changed while something was done is done again.
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
