//! `bge-codegen fmt`: formats spec files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use bge_private_codegen_tools::format::format;
use clap::Args;

use crate::output::{Colour, Failure, print, read_text, replace};

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

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
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
                    earlier.tell();
                }
            }
        }
    }
    outcome?;
    if stale.is_empty() {
        Ok(())
    } else {
        Err(Failure::Unformatted(stale))
    }
}

/// Returns the given files, and the regular spec files in the given folders.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut inside = Vec::new();
        for entry in fs::read_dir(path).map_err(Failure::io(path))? {
            let file = entry.map_err(Failure::io(path))?.path();
            let is_hidden = file
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if !is_hidden
                && file
                    .extension()
                    .is_some_and(|extension| extension == "yaml")
            {
                inside.push(file);
            }
        }
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
fn format_file(path: &Path, check: bool, colour: Colour) -> Result<Option<usize>, Failure> {
    let old = read_text(path, colour)?;
    let shown = path.display().to_string().replace('\\', "/");
    let new = format(&shown, &old).map_err(|report| {
        let (report, colour) = (Box::new(report), colour.is_for(&io::stderr()));
        Failure::Spec { report, colour }
    })?;
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
