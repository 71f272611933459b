//! Writes generated files to a folder, and removes stale files of earlier runs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::GeneratedFile;

use crate::output::{Failure, write_changed};

/// Writes the files that changed and removes stale ones. Returns a summary.
///
/// A file is stale if an earlier run wrote it and this one did not. One of the first two lines of a file that an
/// earlier run wrote starts with `mark`.
pub(crate) fn write_all(
    files: &[GeneratedFile],
    out: &Path,
    mark: &str,
) -> Result<String, Failure> {
    let paths: BTreeSet<PathBuf> = files.iter().map(|file| out.join(&file.name)).collect();
    let parents = paths.iter().filter_map(|path| path.parent());
    let folders: BTreeSet<&Path> = parents.chain([out]).collect();
    for folder in &folders {
        fs::create_dir_all(folder).map_err(Failure::io(folder))?;
    }
    let mut written = 0;
    for file in files {
        written += usize::from(write_changed(&out.join(&file.name), &file.content)?);
    }
    let is_marked = |text: String| text.lines().take(2).any(|line| line.starts_with(mark));
    for folder in folders {
        for entry in fs::read_dir(folder).map_err(Failure::io(folder))? {
            let path = entry.map_err(Failure::io(folder))?.path();
            if !paths.contains(&path) && fs::read_to_string(&path).is_ok_and(is_marked) {
                fs::remove_file(&path).map_err(Failure::io(&path))?;
            }
        }
    }
    Ok(format!(
        "{}: {} files, {written} of them new or changed",
        out.display(),
        files.len()
    ))
}
