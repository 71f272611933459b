//! `bge-codegen draft`: drafts a spec from a page of the platform's documentation.

use std::ffi::OsStr;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bge_private_codegen::Report;
use bge_private_codegen_tools::{draft, group_name};
use clap::Args;

use crate::output::{Colour, Failure, print, read_text, write_changed};

/// Drafts the spec of the calls on a page of the platform's documentation.
///
/// The draft passes `check` without changes. What the page does not say is marked `# review:` with the reason.
/// Standard error lists, with line numbers, what was ignored, not understood, or contradictory on the page. A page
/// without a call is an error.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The page, a Markdown file.
    #[arg(value_name = "PAGE")]
    page: PathBuf,
    /// The file to write to, instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The name of the group [default: the name of FILE, else of the page].
    #[arg(short, long, value_name = "NAME")]
    group: Option<String>,
    /// Overwrites an existing file.
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let group = group(arguments)?;
    if let Some(out) = arguments.out.as_deref().filter(|out| out.is_file())
        && !arguments.force
    {
        let error = io::Error::other("there is a file already; `--force` writes over it");
        return Err(Failure::io(out)(error));
    }
    let page = &arguments.page;
    let text = read_text(page, colour)?;
    let colour = colour.is_for(&io::stderr());
    let drafted = draft(&page.to_string_lossy(), &text, &group).map_err(|report| {
        let report = Box::new(report);
        Failure::Spec { report, colour }
    })?;
    match &arguments.out {
        Some(out) => write_changed(out, &drafted.yaml).map(drop)?,
        None => print(&drafted.yaml)?,
    }
    tell(&drafted.report, colour);
    Ok(())
}

/// Returns the name of the draft's group, which defaults to the name of the output file, then of the page.
fn group(arguments: &Arguments) -> Result<String, Failure> {
    let stem = |path: &Path| {
        let stem = path.file_stem().map(OsStr::to_string_lossy);
        stem.unwrap_or_default().into_owned()
    };
    let file = arguments.out.as_deref().map(stem);
    let Some(group) = arguments.group.clone().or(file.clone()) else {
        return Ok(group_name(&stem(&arguments.page)));
    };
    if group_name(&group) != group {
        let problem = "is no name of a group, such as `user_accounts`";
        return Err(Failure::Other(format!("`{group}` {problem}")));
    }
    match file.filter(|file| *file != group) {
        Some(file) => Err(Failure::Other(format!(
            "the group `{group}` does not belong into a file named `{file}`"
        ))),
        None => Ok(group),
    }
}

/// Prints the warnings of a report on standard error, if there are any. A write error is ignored.
fn tell(report: &Report, colour: bool) {
    if !report.diagnostics().is_empty() {
        let _ = writeln!(io::stderr().lock(), "{}", report.render(colour));
    }
}
