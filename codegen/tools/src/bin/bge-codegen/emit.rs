//! `bge-codegen emit`: writes the Rust code of a spec.

use std::path::PathBuf;

use bge_private_codegen::{Features, generate};
use clap::{Args, ColorChoice};

use crate::generated::write_all;
use crate::output::{Failure, is_outside, load_spec, print};

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
    const KNOWN: [&str; 3] = ["blocking", "describe", "mock"];
    let names = list.split(',').filter(|name| !name.is_empty());
    match names.clone().find(|name| !KNOWN.contains(name)) {
        Some(unknown) => Err(format!(
            "`{unknown}` is not one of `blocking`, `describe` and `mock`"
        )),
        None => Ok(Features::named(|name| {
            names.clone().any(|named| named == name)
        })),
    }
}

/// Marks every generated file.
const MARK: &str = "@generated from ";

pub(crate) fn run(arguments: &Arguments, colour: ColorChoice) -> Result<(), Failure> {
    let checked = load_spec(&arguments.spec, colour)?;
    is_outside(&arguments.out, &arguments.spec)?;
    let features = arguments.features.unwrap_or(Features::ALL);
    let files = generate(&checked, features).map_err(Failure::other)?;
    let summary = write_all(&files, &arguments.out, MARK)?;
    print(&(summary + "\n"))
}
