//! Drafts a spec from a page of the platform's documentation.
//!
//! A page becomes lines, and lines become calls with bullets, an example and an answer. The structure decides first:
//! badges, the arguments of the example, what the example does with the answer, and the shape of all answers
//! together. Texts decide on the rest. Every guess has a reason to review it. The result passes the same checks as any
//! spec.

mod constraints;
mod convert;
mod decide;
mod endpoint;
mod forms;
mod lines;
mod literal;
mod model;
mod notes;
mod page;
mod params;
mod paths;
mod pattern;
mod python;
mod response;
mod shape;
mod types;
mod yaml;

use std::collections::HashSet;

use heck::ToSnakeCase;

use bge_private_codegen::diagnostics::{Code, Diagnostics, Report};
use bge_private_codegen::load_sources;
use bge_private_codegen::naming;
use bge_private_codegen::source::{Source, Sources, Span};

use crate::format::{WIDTH, format};
use notes::Notes;
use page::Section;
use shape::{Known, Shape};
use types::{Types, Typing};
use yaml::Draft;

/// A spec that was drafted from a page.
#[derive(Debug)]
pub struct Drafted {
    /// The text of the spec file. It passes all checks. Guesses are marked with `# review:`.
    pub yaml: String,
    /// Warnings about the parts of the page that are not understood, not used or contradictory.
    pub report: Report,
    /// The number of endpoints.
    pub endpoints: usize,
}

/// The `platform.yaml` that drafts are checked with.
const PLATFORM: &str = include_str!("platform.yaml");

/// Drafts a spec of the calls that a page describes. `group` is the name of the spec's group. No type has a name in
/// `taken`.
///
/// # Errors
/// Returns a report if the page describes no call, or if no draft of it passes the checks.
pub fn draft(
    path: &str,
    page: &str,
    group: &str,
    taken: &HashSet<String>,
) -> Result<Drafted, Report> {
    let attempt = |is_careful| attempt((path, page), group, taken, is_careful);
    attempt(false).or_else(|_| attempt(true))
}

fn attempt(
    (path, page): (&str, &str),
    group: &str,
    taken: &HashSet<String>,
    is_careful: bool,
) -> Result<Drafted, Report> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let (mut sources, mut out) = (Sources::new(), Diagnostics::new());
    let file = sources.add(path, page);
    let page = sources.get(file).map_or("", Source::text);
    let mut notes = Notes {
        page,
        out: &mut out,
    };
    let draft = read(&mut notes, group, taken, is_careful);
    let yaml = yaml::write(&draft, name);
    let start = Span::start_of(file);
    if draft.endpoints.is_empty() {
        let help = "a call is a section `## name` with badges, bullets, an example and an answer";
        out.report(Code::NoCall, start, "this page describes no call")
            .help(help);
    } else if let Some(found) = mistake(group, &yaml) {
        let message = format!("no draft of this page passes the checks: {found}");
        out.report(Code::DraftFails, start, message);
    } else {
        return Ok(Drafted {
            yaml: formatted(name, yaml),
            report: out.into_report(sources).about("the page"),
            endpoints: draft.endpoints.len(),
        });
    }
    Err(out.into_report(sources).about("the page"))
}

/// Returns a draft in the canonical form. Formatting is slow, and changes only lines that are too wide.
fn formatted(name: &str, yaml: String) -> String {
    let is_wide = |line: &str| line.chars().map(|c| c.len_utf8().min(2)).sum::<usize>() > WIDTH;
    match yaml.lines().any(is_wide) {
        true => format(name, &yaml).unwrap_or(yaml),
        false => yaml,
    }
}

/// Returns a valid group name for the file stem of a page.
#[must_use]
pub fn group_name(stem: &str) -> String {
    let words = stem.replace(|c: char| !c.is_ascii_alphanumeric(), " ");
    let name = match words.to_snake_case() {
        name if name.starts_with(|c: char| c.is_ascii_lowercase()) => name,
        name => format!("page_{name}"),
    };
    let name: String = name.chars().take(60).collect();
    name.trim_end_matches('_').to_owned()
}

/// Returns the rule that the text of a spec file breaks first. The message about it may quote the page.
fn mistake(group: &str, yaml: &str) -> Option<&'static str> {
    let mut sources = Sources::new();
    sources.add("platform.yaml", PLATFORM);
    sources.add(format!("{group}.yaml"), yaml);
    let report = load_sources(sources).err()?;
    let found = report.diagnostics().first();
    Some(found.map_or("", |found| found.code.meaning()))
}

/// Reads a page into a draft. If it is careful, only the name of an endpoint that does not pass the checks is drafted.
fn read(notes: &mut Notes<'_>, group: &str, taken: &HashSet<String>, is_careful: bool) -> Draft {
    let (title, sections) = page::read(notes);
    let calls = calls(sections, group, notes);
    let mut known = Known::default();
    for call in &calls {
        known.add(&Shape::of(&call.values, ""), "");
        let free = call.params.iter();
        let free = free.filter(|it| constraints::read(&it.text).scalar == Some("json"));
        known.free.extend(free.map(|it| it.name.clone()));
    }
    let mut draft = Draft {
        group: group.to_owned(),
        title,
        types: Types::new(calls.iter().map(|call| call.name.as_str()), taken),
        endpoints: Vec::new(),
    };
    for call in &calls {
        let types = draft.types.clone();
        let mut typing = Typing::new(&known, &mut draft.types);
        draft.endpoints.push(typing.endpoint(call, notes));
        if is_careful && mistake(group, &yaml::write(&draft, "")).is_some() {
            let message = "this is not a valid endpoint; only its name is drafted";
            notes.report(Code::NotUnderstood, &call.range, message);
            draft.types = types;
            draft.endpoints.pop();
            draft.endpoints.push(endpoint::plain(call));
        }
    }
    draft
}

/// Reads the examples and answers of all sections. A second section of the same name is ignored.
fn calls(sections: Vec<Section>, group: &str, notes: &mut Notes<'_>) -> Vec<Section> {
    let (mut methods, mut paths) = (HashSet::new(), HashSet::new());
    let mut calls = Vec::new();
    for mut section in sections {
        if !methods.insert(naming::method(&section.name)) {
            let message = format!("another call is named `{}`; ignored", section.name);
            notes.report(Code::NameMismatch, &section.range, message);
            continue;
        }
        section.program = python::read(&section.examples, &section.name, notes);
        section.values = response::read(&section.answers, notes);
        section.path = paths::path(&section, group, &mut paths);
        section.params = params::matched(&section, notes);
        calls.push(section);
    }
    calls
}
