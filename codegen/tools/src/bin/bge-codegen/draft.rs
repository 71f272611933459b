//! `bge-codegen draft`: drafts a spec from a page of the platform's documentation.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use bge_private_codegen::{load, load_sources, naming};
use bge_private_codegen_tools::{draft, group_name};
use clap::{Args, ColorChoice};

use crate::output::{Failure, is_coloured, read_text, without, write_or_print};

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

pub(crate) fn run(arguments: &Arguments, colour: ColorChoice) -> Result<(), Failure> {
    let group = group(arguments)?;
    let (page, out) = (&arguments.page, arguments.out.as_deref());
    if let Some(out) = out.filter(|out| fs::symlink_metadata(out).is_ok())
        && !arguments.force
    {
        let problem = "there is a file already; `--force` writes over it";
        return Err(Failure::other(format!("{}: {problem}", out.display())));
    }
    let text = read_text(page, colour)?;
    let taken = out.map(|out| types_beside(out, &group)).unwrap_or_default();
    let drafted = draft(&page.to_string_lossy(), &text, &group, &taken)
        .map_err(|report| Failure::mistakes(&[report], colour))?;
    // A file that is there may be replaced, because `--force` is given.
    write_or_print(out, &drafted.yaml, "")?;
    if !drafted.report.diagnostics().is_empty() {
        let warnings = drafted.report.render(is_coloured(colour, &io::stderr()));
        let _ = writeln!(io::stderr().lock(), "{warnings}");
    }
    Ok(())
}

/// Returns the names of the types in the spec of a file, without those of its own group. A spec with mistakes has none.
fn types_beside(file: &Path, group: &str) -> HashSet<String> {
    // The parent of a bare file name is empty, which is not a folder that can be read.
    let file = Path::new(".").join(file);
    let spec = load(file.parent().unwrap_or(&file))
        // The mistakes may be in the file that is replaced.
        .or_else(|report| load_sources(without(report.sources(), &file)));
    let groups = spec.iter().flat_map(|spec| &spec.spec().groups);
    let others = groups.filter(|it| it.group.value != group);
    let names = others.flat_map(|it| it.types.iter().map(|(name, _)| name).chain(it.choices()));
    names.map(|name| naming::type_name(&name.value)).collect()
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
        return Err(Failure::other(format!("`{group}` {problem}")));
    }
    match file.filter(|file| *file != group) {
        Some(file) => Err(Failure::other(format!(
            "the group `{group}` does not belong into a file named `{file}`"
        ))),
        None => Ok(group),
    }
}
