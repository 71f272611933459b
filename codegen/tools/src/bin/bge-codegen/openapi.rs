//! `bge-codegen openapi`: exports a spec as an OpenAPI 3.1 document.

use std::path::PathBuf;

use bge_private_codegen_tools::openapi::{Form, Language, Options, export};
use clap::Args;

use crate::output::{Colour, Failure, is_outside, load_spec, print, write_changed};

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

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let version = arguments.api_version.clone();
    let checked = load_spec(&arguments.spec, colour)?;
    if let Some(out) = &arguments.out {
        is_outside(out, &arguments.spec)?;
    }
    let document = export(
        &checked,
        &Options {
            form: arguments.format,
            language: arguments.lang,
            version,
        },
    );
    match &arguments.out {
        Some(out) => write_changed(out, &document).map(drop),
        None => print(&document),
    }
}
