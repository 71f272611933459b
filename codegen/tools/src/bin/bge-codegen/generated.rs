//! Writes generated files to a folder, and removes stale files of earlier runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::GeneratedFile;

use crate::output::{Failure, is_marked, is_to_write};

/// Writes the files that changed and removes stale ones. Returns a summary.
///
/// A file is stale if an earlier run wrote it and this one did not. The mark is in one of the first two lines of all
/// files. Nothing is written if another file, or a link, is in the way.
pub(crate) fn write_all(
    files: &[GeneratedFile],
    out: &Path,
    mark: &str,
) -> Result<String, Failure> {
    let files: BTreeMap<PathBuf, &str> = files
        .iter()
        .map(|file| (out.join(&file.name), file.content.as_str()))
        .collect();
    let parents = files.keys().flat_map(|path| path.ancestors().skip(1));
    let folders: BTreeSet<&Path> = parents.filter(|it| it.starts_with(out)).collect();
    for folder in folders.iter().filter(|folder| **folder != out) {
        if folder.is_symlink() {
            let problem = "this is a link; remove it, or write to another place";
            return Err(Failure::other(format!("{}: {problem}", folder.display())));
        }
    }
    let mut changed = Vec::new();
    for (path, content) in &files {
        if is_to_write(path, content, mark)? {
            changed.push((path, content));
        }
    }
    for folder in &folders {
        fs::create_dir_all(folder).map_err(Failure::io(folder))?;
    }
    for (path, content) in &changed {
        fs::write(path, content).map_err(Failure::io(path))?;
    }
    for folder in folders {
        for entry in fs::read_dir(folder).map_err(Failure::io(folder))? {
            let entry = entry.map_err(Failure::io(folder))?;
            let path = entry.path();
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            let is_stale = is_file && !files.contains_key(&path);
            if is_stale && fs::read(&path).is_ok_and(|content| is_marked(&content, mark)) {
                fs::remove_file(&path).map_err(Failure::io(&path))?;
            }
        }
    }
    Ok(format!(
        "{}: {} files, {} of them new or changed",
        out.display(),
        files.len(),
        changed.len()
    ))
}
