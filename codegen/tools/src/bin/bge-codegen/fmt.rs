//! `bge-codegen fmt`: formats spec files.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bge_private_codegen_tools::format::format;
use clap::{Args, ColorChoice};

use crate::output::{Failure, print, read_text, shown};

/// Formats spec files. Comments, order and meaning do not change.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Spec files, and folders with `*.yaml` files.
    #[arg(value_name = "PATH", default_value = "spec")]
    paths: Vec<PathBuf>,
    /// Writes nothing, and fails if a file is not formatted.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments, colour: ColorChoice) -> Result<(), Failure> {
    let mut outcome = Ok(());
    let mut stale = Vec::new();
    for path in files(&arguments.paths)? {
        match format_file(&path, arguments.check, colour) {
            Ok(None) => {}
            Ok(Some(line)) if arguments.check => stale.push(format!("{}:{line}", path.display())),
            Ok(Some(_)) => print(&format!("{}: formatted\n", path.display()))?,
            // The remaining files are processed, too.
            Err(failure) => {
                if let Err(earlier) = std::mem::replace(&mut outcome, Err(failure)) {
                    earlier.report();
                }
            }
        }
    }
    outcome?;
    if stale.is_empty() {
        return Ok(());
    }
    let message = "error: to be formatted by `bge-codegen fmt`:\n  ";
    Err(Failure::new(1, message.to_owned() + &stale.join("\n  ")))
}

/// Returns the given files, and the regular spec files in the given folders.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = fs::read_dir(path).map_err(Failure::io(path))?;
        let entries: io::Result<Vec<_>> = entries.map(|entry| Ok(entry?.path())).collect();
        let mut inside = entries.map_err(Failure::io(path))?;
        inside.retain(|file| {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".yaml") && !name.starts_with('.')
        });
        inside.sort();
        if let Some(other) = inside.iter().find(|file| file.exists() && !file.is_file()) {
            let error = io::Error::other("it is not a regular file");
            return Err(Failure::io(other)(error));
        }
        files.extend(inside);
    }
    Ok(files)
}

/// Formats a file, or only compares it if `check` is set. Returns the number of the first line that differs.
fn format_file(path: &Path, check: bool, colour: ColorChoice) -> Result<Option<usize>, Failure> {
    let old = read_text(path, colour)?;
    let new = format(&shown(path), &old).map_err(|report| Failure::mistakes(&[report], colour))?;
    if new == old {
        return Ok(None);
    }
    if !check {
        replace(path, &new).map_err(Failure::io(path))?;
    }
    let same = old
        .split('\n')
        .zip(new.split('\n'))
        .take_while(|(old, new)| old == new);
    Ok(Some(same.count() + 1))
}

/// Replaces the content of a file atomically.
fn replace(path: &Path, content: &str) -> io::Result<()> {
    // A link is kept; the file that it leads to is replaced.
    let path = fs::canonicalize(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = path.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let written = write_synced(&beside, content)
        .and_then(|()| fs::set_permissions(&beside, fs::metadata(&path)?.permissions()))
        .and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}

fn write_synced(path: &Path, content: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()
}
