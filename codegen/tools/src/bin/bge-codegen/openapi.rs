//! `bge-codegen openapi`: exports a spec as an OpenAPI 3.1 document.

use std::path::PathBuf;

use bge_private_codegen_tools::openapi::{Form, Language, MARK, export};
use clap::{Args, ColorChoice};

use crate::output::{Failure, is_outside, load_spec, write_or_print};

/// Exports a spec as an OpenAPI 3.1 document.
///
/// What OpenAPI cannot express is written to members that begin with `x-bge-`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder of the spec.
    #[arg(value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// The format of the document.
    #[arg(long, value_enum, default_value_t)]
    format: Form,
    /// The languages of its descriptions.
    #[arg(long, value_enum, default_value_t)]
    lang: Language,
    /// The version of the described interface.
    #[arg(long, value_name = "VERSION", default_value = env!("CARGO_PKG_VERSION"))]
    api_version: String,
    /// The file to write to, instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, colour: ColorChoice) -> Result<(), Failure> {
    let checked = load_spec(&arguments.spec, colour)?;
    if let Some(out) = &arguments.out {
        is_outside(out, &arguments.spec)?;
    }
    let version = &arguments.api_version;
    let document = export(&checked, arguments.format, arguments.lang, version);
    write_or_print(arguments.out.as_deref(), &document, MARK)
}
