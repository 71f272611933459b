//! `bge-codegen docs`: writes the documentation of a spec for people and for language models.

use std::path::PathBuf;

use bge_private_codegen_tools::docs::{MARK, docs};
use clap::{Args, ColorChoice};

use crate::generated::write_all;
use crate::output::{Failure, is_outside, load_spec, print};

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

pub(crate) fn run(arguments: &Arguments, colour: ColorChoice) -> Result<(), Failure> {
    let checked = load_spec(&arguments.spec, colour)?;
    is_outside(&arguments.out, &arguments.spec)?;
    let summary = write_all(&docs(&checked), &arguments.out, MARK)?;
    print(&format!("{summary}; open index.html\n"))
}
