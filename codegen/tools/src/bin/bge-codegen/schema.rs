//! `bge-codegen schema`: prints the JSON Schema of spec files.

use std::path::PathBuf;

use bge_private_codegen::spec::schema::{MARK, schema};
use clap::Args;

use crate::output::{Failure, write_or_print};

/// Prints the JSON Schema of spec files, for editors.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The file to write to, instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    write_or_print(arguments.out.as_deref(), &schema(), MARK)
}
