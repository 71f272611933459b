//! `bge-codegen new`: begins a group with one endpoint.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use bge_private_codegen::check::name_forms::{CALL, Form, SNAKE};
use bge_private_codegen::diagnostics::Diagnostic;
use bge_private_codegen::{Checked, Code, Report, load, load_sources};
use bge_private_codegen_tools::format::format;
use clap::{Args, ColorChoice};

use crate::output::{Failure, is_no_file, print, shown, without};

/// Begins a group with one endpoint, for a call without a page of documentation.
///
/// The new file passes `check` without changes. Its call is made up and shows the keys that most calls need.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The name of the group, such as `user_accounts`.
    #[arg(value_name = "GROUP")]
    group: String,
    /// The name of the endpoint [default: `get_GROUP`].
    #[arg(value_name = "ENDPOINT")]
    endpoint: Option<String>,
    /// The folder of the spec.
    #[arg(long, value_name = "DIR", default_value = "spec")]
    spec: PathBuf,
}

const TEMPLATE: &str = include_str!("new.yaml");

pub(crate) fn run(arguments: &Arguments, colour: ColorChoice) -> Result<(), Failure> {
    let (group, spec) = (&arguments.group, &arguments.spec);
    let endpoint = arguments.endpoint.clone();
    let endpoint = endpoint.unwrap_or_else(|| format!("get_{group}"));
    check_name("a group", group, &SNAKE)?;
    check_name("an endpoint", &endpoint, &CALL)?;
    let path = spec.join(format!("{group}.yaml"));
    if fs::symlink_metadata(&path).is_ok() {
        let problem = "there is a file already; choose another name for the group";
        return Err(Failure::other(format!("{}: {problem}", path.display())));
    }
    let text = format(&shown(&path), &filled(group, &endpoint))
        .map_err(|report| Failure::mistakes(&[report], colour))?;
    check(spec, &path, &text, colour)?;
    create(&path, &text)?;
    let (path, spec) = (path.display(), spec.display());
    print(&format!(
        "{path}: written; edit it, then run `bge-codegen check {spec}`\n"
    ))
}

fn check_name(what: &str, name: &str, form: &Form) -> Result<(), Failure> {
    if !name.is_empty() && (form.fits)(name) {
        return Ok(());
    }
    let problem = format!("`{name}` cannot be the name of {what}; it is {}", form.is);
    Err(Failure::other(problem))
}

/// Returns the file of a group.
fn filled(group: &str, endpoint: &str) -> String {
    let words = group.replace('_', " ");
    let (first, rest) = words.split_at(words.len().min(1));
    let title = first.to_uppercase() + rest;
    TEMPLATE
        .replace("TITLE", &title)
        .replace("ENDPOINT", endpoint)
        .replace("GROUP", group)
}

/// Checks the spec together with the new file.
fn check(spec: &Path, path: &Path, text: &str, colour: ColorChoice) -> Result<(), Failure> {
    is_no_file(spec)?;
    let before = load(spec);
    if let Err(report) = &before
        && !has_only_no_group(report, &shown(spec))
    {
        return Err(Failure::mistakes(std::slice::from_ref(report), colour));
    }
    let files = before
        .as_ref()
        .map_or_else(Report::sources, Checked::sources);
    let mut sources = without(files, spec);
    sources.add(shown(path), text);
    match load_sources(sources) {
        Ok(_) => Ok(()),
        Err(report) => Err(Failure::mistakes(&[report], colour)),
    }
}

/// Returns whether a spec has no other mistake than that its folder has no group yet.
fn has_only_no_group(report: &Report, spec: &str) -> bool {
    let path = |found: &Diagnostic| Some(report.sources().get(found.primary.span.file)?.path());
    let mut found = report.diagnostics().iter();
    found.all(|found| found.code == Code::MissingFile && path(found) == Some(spec))
}

fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = fs::File::create_new(path).map_err(Failure::io(path))?;
    file.write_all(text.as_bytes()).map_err(Failure::io(path))
}
