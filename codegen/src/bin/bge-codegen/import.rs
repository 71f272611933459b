//! `bge-codegen import`: drafts a spec from a description in another language.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

use bge_private_codegen::openapi;
use clap::{Args, Subcommand};

use crate::output::{Colour, Failure, print, read_text, write_changed};

/// Drafts a spec from a description in another language.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    from: From,
}

#[derive(Subcommand)]
enum From {
    Openapi(OpenApi),
}

/// Drafts a spec from a document of OpenAPI 3.0 or 3.1, in JSON or YAML.
///
/// The draft passes `check` as it is. What the document does not say is marked `# review:` with the reason; what of it
/// does not fit is told on standard error, with its place.
#[derive(Args)]
struct OpenApi {
    /// The document.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The folder to write to, in which there is no spec yet.
    #[arg(short, long, value_name = "DIR")]
    out: PathBuf,
    /// Writes over files of the draft that are there already.
    #[arg(long)]
    force: bool,
}

pub(crate) fn run(arguments: &Arguments, colour: Colour) -> Result<(), Failure> {
    let From::Openapi(arguments) = &arguments.from;
    let file = &arguments.file;
    let text = read_text(file, colour)?;
    let colour = colour.is_for(&io::stderr());
    let shown = file.display().to_string().replace('\\', "/");
    let imported = openapi::import(&shown, &text).map_err(|report| {
        let report = Box::new(report);
        Failure::Spec { report, colour }
    })?;
    let out = &arguments.out;
    if !arguments.force && is_taken(out).map_err(Failure::io(out))? {
        let error = io::Error::other("there is a spec already; `--force` writes over it");
        return Err(Failure::io(out)(error));
    }
    fs::create_dir_all(out).map_err(Failure::io(out))?;
    for file in &imported.files {
        write_changed(&out.join(&file.name), &file.content)?;
    }
    if !imported.report.diagnostics().is_empty() {
        // Where nothing can be told, the work is done all the same.
        let _ = writeln!(io::stderr().lock(), "{}", imported.report.render(colour));
    }
    print(&format!(
        "{}: {} files\n",
        out.display(),
        imported.files.len()
    ))
}

/// Whether a folder has files of a spec.
fn is_taken(out: &std::path::Path) -> io::Result<bool> {
    if !out.exists() {
        return Ok(false);
    }
    for entry in fs::read_dir(out)? {
        if entry?
            .path()
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            return Ok(true);
        }
    }
    Ok(false)
}
