//! `bge-codegen openapi`: writes a spec as a document of OpenAPI 3.1.

use std::path::PathBuf;

use bge_private_codegen_tools::openapi::{Form, Language, Options, export};
use clap::{Args, ValueEnum};

use crate::output::{Colour, Failure, is_outside, load_spec, print, write_changed};

/// Writes a spec as a document of OpenAPI 3.1.
///
/// What OpenAPI cannot express is written to members that begin with `x-bge-`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The folder of the spec.
    #[arg(value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
    /// How the document is written.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// The languages of its descriptions.
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    /// The version that the document gives the described interface.
    #[arg(long, value_name = "VERSION", default_value = env!("CARGO_PKG_VERSION"))]
    api_version: String,
    /// The file to write to, instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Format {
    /// JSON.
    #[default]
    Json,
    /// YAML.
    Yaml,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Lang {
    /// English.
    En,
    /// Chinese.
    Zh,
    /// English, then Chinese.
    #[default]
    Both,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let form = match arguments.format {
        Format::Json => Form::Json,
        Format::Yaml => Form::Yaml,
    };
    let language = match arguments.lang {
        Lang::En => Language::En,
        Lang::Zh => Language::Zh,
        Lang::Both => Language::Both,
    };
    let version = arguments.api_version.clone();
    let checked = load_spec(&arguments.spec, colour)?;
    if let Some(out) = &arguments.out {
        is_outside(out, &arguments.spec)?;
    }
    let document = export(
        &checked,
        &Options {
            form,
            language,
            version,
        },
    );
    match &arguments.out {
        Some(out) => write_changed(out, &document).map(drop),
        None => print(&document),
    }
}
