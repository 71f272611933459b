//! `bge-codegen check`: tells everything that is wrong with a spec.

use std::path::PathBuf;

use clap::Args;

use crate::output::{Colour, Failure, load_spec, print};

/// Reads and checks a spec, and tells everything that is wrong with it.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder of the spec.
    #[arg(value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let checked = load_spec(&arguments.spec, colour)?;
    let groups = &checked.spec().groups;
    let endpoints: usize = groups.iter().map(|group| group.endpoints.len()).sum();
    print(&format!(
        "{}: {endpoints} endpoints in {} groups, all is well\n",
        arguments.spec.display(),
        groups.len()
    ))
}
