//! Writes generated files to a folder, and removes stale files of earlier runs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::GeneratedFile;

use crate::output::{Failure, write_changed};

/// Writes the files that changed and removes stale ones. Returns how many files were written.
///
/// A file is stale if an earlier run wrote it and this one did not.
pub(crate) fn write_all(
    files: &[GeneratedFile],
    out: &Path,
    is_generated: fn(&Path) -> bool,
) -> Result<usize, Failure> {
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
    for folder in folders {
        for entry in fs::read_dir(folder).map_err(Failure::io(folder))? {
            let path = entry.map_err(Failure::io(folder))?.path();
            if !paths.contains(&path) && is_generated(&path) {
                fs::remove_file(&path).map_err(Failure::io(&path))?;
            }
        }
    }
    Ok(written)
}
