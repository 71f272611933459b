//! `bge-codegen emit`: writes the Rust code of a spec.

use std::fs;
use std::path::{Path, PathBuf};

use bge_private_codegen::{Features, GeneratedFile, generate};
use clap::Args;

use crate::output::{Colour, Failure, is_outside, load_spec, print, write_changed};

/// Writes the Rust code of a spec; files of earlier runs that are not needed any more are removed.
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
            "`{unknown}` is none of `blocking`, `describe` and `mock`"
        )),
        None => Ok(Features::named(|name| names.contains(&name))),
    }
}

/// What every file that is written starts with, by which a later run knows it again.
const HEADER: &str = "// @generated from ";

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let checked = load_spec(&arguments.spec, colour)?;
    is_outside(&arguments.out, &arguments.spec)?;
    let features = arguments.features.unwrap_or(Features::ALL);
    let files =
        generate(&checked, features).map_err(|invalid| Failure::Other(invalid.to_string()))?;
    let written = write_all(&files, &arguments.out)?;
    print(&format!(
        "{}: {} files, {written} of them new or changed\n",
        arguments.out.display(),
        files.len()
    ))
}

/// Writes what differs from what is there, and removes what an earlier run wrote and this one did not.
fn write_all(files: &[GeneratedFile], out: &Path) -> Result<usize, Failure> {
    fs::create_dir_all(out).map_err(Failure::io(out))?;
    let mut written = 0;
    for file in files {
        written += usize::from(write_changed(&out.join(&file.name), &file.content)?);
    }
    for entry in fs::read_dir(out).map_err(Failure::io(out))? {
        let path = entry.map_err(Failure::io(out))?.path();
        let is_current = files.iter().any(|file| out.join(&file.name) == path);
        if !is_current && is_generated(&path) {
            fs::remove_file(&path).map_err(Failure::io(&path))?;
        }
    }
    Ok(written)
}

fn is_generated(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
        && fs::read(path).is_ok_and(|content| content.starts_with(HEADER.as_bytes()))
}
