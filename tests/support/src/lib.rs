//! Helpers shared by the tests of all packages.

pub mod mutation;
pub mod properties;
pub mod snapshots;

use std::path::{Path, PathBuf};

/// Returns the root of the workspace.
#[must_use]
pub fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns an empty folder of this name below `scratch`, which is `CARGO_TARGET_TMPDIR` of the caller.
///
/// # Panics
/// If the folder cannot be created.
#[must_use]
pub fn empty_folder(scratch: &str, name: &str) -> PathBuf {
    let folder = Path::new(scratch).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a new folder");
    folder
}
