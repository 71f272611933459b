//! `bge-codegen emit`: writes the Rust code of a spec.

use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::{Features, generate};
use clap::Args;

use crate::generated::write_all;
use crate::output::{Colour, Failure, is_outside, load_spec, print};

/// Writes the Rust code of a spec, and removes files of earlier runs that are no longer needed.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder of the spec.
    #[arg(value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// The folder to write to.
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// Features of the library to generate for, separated by commas: `blocking`, `describe`, `mock`. Defaults to all of them.
    #[arg(long, value_name = "FEATURES", value_parser = features)]
    features: Option<Features>,
}

fn features(list: &str) -> Result<Features, String> {
    let names: Vec<&str> = list.split(',').filter(|name| !name.is_empty()).collect();
    match names
        .iter()
        .find(|name| !["blocking", "describe", "mock"].contains(name))
    {
        Some(unknown) => Err(format!(
            "`{unknown}` is not one of `blocking`, `describe` and `mock`"
        )),
        None => Ok(Features::named(|name| names.contains(&name))),
    }
}

/// The start of every generated file. A later run recognizes generated files by it.
const HEADER: &str = "// @generated from ";

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let checked = load_spec(&arguments.spec, colour)?;
    is_outside(&arguments.out, &arguments.spec)?;
    let features = arguments.features.unwrap_or(Features::ALL);
    let files =
        generate(&checked, features).map_err(|invalid| Failure::Other(invalid.to_string()))?;
    let written = write_all(&files, &arguments.out, is_generated)?;
    print(&format!(
        "{}: {} files, {written} of them new or changed\n",
        arguments.out.display(),
        files.len()
    ))
}

fn is_generated(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
        && fs::read(path).is_ok_and(|content| content.starts_with(HEADER.as_bytes()))
}
