//! `bge-codegen diff`: reports the changes between two specs, and their effects on users.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use bge_private_codegen::{Checked, Report, load, load_sources};
use bge_private_codegen_tools::diff::{self, Change, Version, render};
use clap::{Args, ColorChoice, ValueEnum};

use crate::git;
use crate::output::{Failure, is_no_file, print};

/// Reports what changed between two specs, what breaks on the wire and in Rust source, and the version step that this requires.
#[derive(Args)]
#[command(after_help = EXIT_STATUS)]
pub(crate) struct Arguments {
    /// The spec before: a folder, a git revision, or `REVISION:FOLDER`.
    #[arg(required_unless_present = "rules")]
    old: Option<OsString>,
    /// The spec after: a folder, a git revision, or `REVISION:FOLDER`.
    #[arg(required_unless_present = "rules")]
    new: Option<OsString>,
    /// The folder of the spec within a git revision, from the current folder.
    #[arg(long, value_name = "FOLDER", default_value = "spec")]
    path: String,
    /// The format of the report.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Which changes end in exit status 3.
    #[arg(long, value_name = "CHANGES", value_enum, default_value_t)]
    fail_on: FailOn,
    /// The current version of the client. The report then names the next one.
    #[arg(long, value_name = "VERSION")]
    current_version: Option<Version>,
    /// Print all rules.
    #[arg(long, conflicts_with_all = ["old", "new"])]
    rules: bool,
}

const EXIT_STATUS: &str = "Exit status: 0 on success, 1 if a spec has mistakes, 2 if the command failed, 3 if there are changes that `--fail-on` names.";

/// The format of a report.
#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// An entry of a changelog.
    Markdown,
}

/// Changes that lead to exit status 3.
#[derive(Clone, Copy, Default, ValueEnum)]
enum FailOn {
    /// No change.
    #[default]
    Never,
    /// Changes after which existing code may not compile, or may behave differently.
    Source,
    /// Changes after which clients built from the old spec fail.
    Wire,
    /// Changes of either kind.
    Breaking,
    /// All changes.
    Any,
}

impl FailOn {
    fn names(self, change: &Change) -> bool {
        match self {
            Self::Never => false,
            Self::Source => change.rule.breaks_source(),
            Self::Wire => change.rule.breaks_wire(),
            Self::Breaking => change.rule.is_breaking(),
            Self::Any => true,
        }
    }
}

pub(crate) fn run(arguments: &Arguments, colour: ColorChoice) -> Result<(), Failure> {
    let (Some(old), Some(new)) = (&arguments.old, &arguments.new) else {
        return print(&render::rules());
    };
    let (old, new) = match (read(old, &arguments.path)?, read(new, &arguments.path)?) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let reports = [old.err(), new.err()].into_iter().flatten();
            return Err(Failure::mistakes(&reports.collect::<Vec<_>>(), colour));
        }
    };
    let diff = diff::diff(&old, &new);
    let current = arguments.current_version.as_ref();
    print(&match arguments.format {
        Format::Text => render::text(&diff, current),
        Format::Json => render::json(&diff, current),
        Format::Markdown => render::markdown(&diff, current),
    })?;
    let fail_on = arguments.fail_on;
    if diff.changes().iter().any(|change| fail_on.names(change)) {
        return Err(Failure::new(3, String::new()));
    }
    Ok(())
}

/// Reads the spec in a folder or in a git revision.
fn read(argument: &OsStr, path: &str) -> Result<Result<Checked, Report>, Failure> {
    let folder = Path::new(argument);
    if folder.is_dir() {
        return Ok(load(folder));
    }
    is_no_file(folder)?;
    let Some(name) = argument.to_str() else {
        let problem = format!("`{}` is not a folder", folder.display());
        return Err(Failure::other(problem));
    };
    let (revision, path) = name.split_once(':').unwrap_or((name, path));
    let sources = git::sources(revision, path).map_err(Failure::other)?;
    Ok(load_sources(sources))
}
