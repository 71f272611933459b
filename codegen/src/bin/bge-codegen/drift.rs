//! `bge-codegen drift`: makes a patch of a spec from what clients found in answers.

use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::drift::{Findings, PatchedFile, patch};
use clap::Args;

use crate::output::{Colour, Failure, load_spec, print, read_text, replace};

/// Prints a patch that teaches a spec what clients found in answers, and tells on standard error what it changes and what
/// no patch can put right.
///
/// Reports are written by `DriftLog::write` of the client library. The patch is for `git apply` or `patch -p1` in the
/// folder in which this command runs. What it adds is marked `# review:`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The reports, which are taken together.
    #[arg(value_name = "REPORT", required = true)]
    reports: Vec<PathBuf>,
    /// The folder of the spec.
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// Changes the files in place of printing the patch.
    #[arg(long)]
    write: bool,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let checked = load_spec(&arguments.spec, colour)?;
    let mut findings = Findings::of_platform(&checked.spec().platform.platform.value);
    for path in &arguments.reports {
        let text = read_text(path, colour)?;
        findings
            .add(&text)
            .map_err(|error| Failure::Other(format!("{}: {error}", path.display())))?;
    }
    let patch = patch(&checked, &findings);
    for file in patch.files {
        let path = Path::new(&file.path).to_owned();
        let file = as_on_disk(file).map_err(Failure::io(&path))?;
        if arguments.write {
            replace(&path, &file.new).map_err(Failure::io(&path))?;
        } else {
            print(&file.diff())?;
        }
    }
    let done = if arguments.write { "changed" } else { "patch" };
    for change in &patch.changes {
        eprintln!("{done}: {change}");
    }
    for note in &patch.notes {
        eprintln!("note: {note}");
    }
    if patch.changes.is_empty() && patch.notes.is_empty() {
        eprintln!("the spec knows all that was found");
    }
    Ok(())
}

/// The file with the byte order mark that it may begin with.
fn as_on_disk(file: PatchedFile) -> std::io::Result<PatchedFile> {
    const MARK: &str = "\u{feff}";
    if !fs::read(&file.path)?.starts_with(MARK.as_bytes()) {
        return Ok(file);
    }
    Ok(PatchedFile {
        old: format!("{MARK}{}", file.old),
        new: format!("{MARK}{}", file.new),
        ..file
    })
}
