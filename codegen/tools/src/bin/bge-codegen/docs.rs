//! `bge-codegen docs`: writes the documentation of a spec for people and for language models.

use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen_tools::docs::{MARK, docs};
use clap::Args;

use crate::generated::write_all;
use crate::output::{Colour, Failure, is_outside, load_spec, print};

/// Writes the documentation of a spec: a static site, its pages as Markdown, `llms.txt` and `llms-full.txt`. Removes
/// pages of earlier runs that are no longer needed.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder of the spec.
    #[arg(value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// The folder to write to.
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let checked = load_spec(&arguments.spec, colour)?;
    is_outside(&arguments.out, &arguments.spec)?;
    let files = docs(&checked);
    let written = write_all(&files, &arguments.out, is_generated)?;
    print(&format!(
        "{}: {} files, {written} of them new or changed; open index.html\n",
        arguments.out.display(),
        files.len()
    ))
}

/// Returns whether the mark of generated pages is in the first two lines.
fn is_generated(path: &Path) -> bool {
    let is_page = path
        .extension()
        .is_some_and(|extension| extension == "md" || extension == "html");
    let marked = |text: String| text.lines().take(2).any(|line| line == MARK);
    is_page && fs::read_to_string(path).is_ok_and(marked)
}
