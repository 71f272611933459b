//! Drafts a spec from a page of the platform's documentation.
//!
//! Markdown becomes blocks, and blocks become calls. Calls and their examples become endpoints with reasons
//! to review them. Endpoints become YAML, which passes the same checks as any spec.

mod amounts;
mod answer;
mod bounds;
mod bullet;
mod choices;
mod convert;
mod descriptions;
mod endpoint;
mod enums;
mod examples;
mod extra;
mod fields;
mod headings;
mod lex;
mod limits;
mod literal;
mod markdown;
mod markdown_repair;
mod model;
mod name_hints;
mod notes;
mod numbers;
mod output;
mod page;
mod param_types;
mod params;
mod patterns;
mod placeholders;
mod python;
mod reader;
mod table;
mod text_types;
mod typed;
mod used_types;
mod variables;
mod yaml;

use std::collections::HashSet;

use heck::ToSnakeCase;

use bge_private_codegen::diagnostics::{Code, Diagnostics, Report};
use bge_private_codegen::load_sources;
use bge_private_codegen::naming;
use bge_private_codegen::source::{Sources, Span};
use examples::{Common, Shows};
use model::Draft;
use name_hints::Types;
use notes::Notes;
use page::Section;

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
const PLATFORM: &str = "\
platform: draft
title: {en: Draft, zh: 草稿}
documentation: https://example.com/doc/
environments: {production: {url: \"https://example.com\", doc: {en: Live., zh: 线上环境。}}}
default_environment: production
signature:
  digest: hmac-sha1
  prefix: abc
  max_age: 300
  fields: {key: app_key, nonce: signature_nonce, timestamp: timestamp, signature: sign}
envelope: {code: code, message: msg, data: data, pagination: pagination}
defaults: {retries: 3, connect_timeout: 5, attempt_timeout: 16, call_timeout: 60, max_response_bytes: 16777216}
";

/// Drafts a spec of the calls that a page describes. `group` is the name of the spec's group.
///
/// # Errors
/// Returns a report if the page describes no call, or if no draft of it passes the checks.
pub fn draft(path: &str, page: &str, group: &str) -> Result<Drafted, Report> {
    let mut sources = Sources::new();
    let file = sources.add(path, page);
    let text = sources
        .get(file)
        .map(|source| source.text().to_owned())
        .unwrap_or_default();
    let mut plain = HashSet::new();
    loop {
        let mut out = Diagnostics::new();
        let draft = read(&text, group, &plain, &mut out);
        if draft.endpoints.is_empty() {
            out.report(
                Code::NoCall,
                Span::start_of(file),
                "this page describes no call",
            )
            .help("a call is a section `## name` with bullets, an example or an answer");
            return Err(out.into_report(sources).about("the page"));
        }
        let yaml = yaml::write(
            &draft,
            sources
                .get(file)
                .map_or(path, |source| file_name(source.path())),
        );
        let Err(report) = checked(group, &yaml) else {
            let endpoints = draft.endpoints.len();
            return Ok(Drafted {
                yaml,
                report: out.into_report(sources),
                endpoints,
            });
        };
        let wrong = wrong_endpoints(&draft, &yaml, &report);
        let is_new = wrong.iter().any(|name| !plain.contains(name));
        if !is_new {
            let first = report
                .diagnostics()
                .first()
                .map(|found| found.message.clone());
            let message = format!(
                "no draft of this page passes the checks: {}",
                first.unwrap_or_default()
            );
            out.report(Code::DraftFails, Span::start_of(file), message);
            return Err(out.into_report(sources).about("the page"));
        }
        plain.extend(wrong);
    }
}

/// Returns a valid group name for the file stem of a page.
#[must_use]
pub fn group_name(stem: &str) -> String {
    let name: String = stem
        .to_snake_case()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect();
    let name = name
        .split('_')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_");
    let name: String = name.chars().take(60).collect();
    let name = name.trim_end_matches('_');
    if name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name.to_owned()
    } else {
        format!("page_{name}").trim_end_matches('_').to_owned()
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn checked(group: &str, yaml: &str) -> Result<(), Report> {
    let mut sources = Sources::new();
    sources.add("platform.yaml", PLATFORM);
    sources.add(format!("{group}.yaml"), yaml);
    load_sources(sources).map(drop)
}

/// Returns the names of the endpoints that have mistakes, or of all endpoints if a mistake is anywhere else.
fn wrong_endpoints(draft: &Draft, yaml: &str, report: &Report) -> Vec<String> {
    let lines: Vec<&str> = yaml.lines().collect();
    let mut wrong = Vec::new();
    for found in report.diagnostics() {
        let line = report
            .sources()
            .place(found.primary.span)
            .map_or(0, |place| place.line);
        let above = || lines.iter().take(line).rev();
        let section = above().find(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()));
        let entry = above().find(|line| {
            line.starts_with("  ") && !line.starts_with("   ") && !line.starts_with("  #")
        });
        let name = entry.map(|entry| entry.trim().trim_end_matches(':').trim_matches('"'));
        match (
            section,
            draft
                .endpoints
                .iter()
                .find(|it| Some(it.name.as_str()) == name),
        ) {
            (Some(section), Some(endpoint)) if section.starts_with("endpoints") => {
                wrong.push(endpoint.name.clone())
            }
            _ => {
                return draft
                    .endpoints
                    .iter()
                    .map(|endpoint| endpoint.name.clone())
                    .collect();
            }
        }
    }
    wrong
}

/// Reads a page into a draft. Only names are drafted for the endpoints in `plain`.
fn read(page: &str, group: &str, plain: &HashSet<String>, out: &mut Diagnostics) -> Draft {
    let mut notes = Notes::new(page, out);
    let described = page::read(page, &mut notes);
    let mut calls: Vec<(String, Vec<String>, Section, Shows)> = Vec::new();
    let mut methods = HashSet::new();
    let common = Common::new(page, &described.sections);
    for section in described.sections {
        let shows = examples::read(page, &section, &common, &mut notes);
        let mut reviews = section.reviews.clone();
        let name = call_name(&section, &shows, &mut methods, &mut reviews, &mut notes);
        reviews.extend(shows.call_reviews.iter().cloned());
        calls.push((name, reviews, section, shows));
    }
    let mut types = Types::new(calls.iter().map(|(name, ..)| name.as_str()));
    let mut paths = HashSet::new();
    let mut endpoints = Vec::new();
    for (name, reviews, section, shows) in &calls {
        let path = path(name, section, group, &mut paths);
        let is_plain = plain.contains(name);
        let call = endpoint::Call {
            name,
            path: &path,
            section,
            shows,
            reviews,
            is_plain,
        };
        endpoints.push(endpoint::draft(&call, &mut types, &mut notes));
    }
    notes.report_unhandled();
    let title = described.title.as_deref();
    let mut reviews = vec![
        "texts that the page lacks in one language are derived from names or repeat the other language".to_owned(),
        "titles of examples do not yet say what they show".to_owned(),
    ];
    if title.is_none() {
        reviews.push("the page has no title".to_owned());
    }
    let mut title = name_hints::text(group, title.unwrap_or_default());
    title.en = title.en.trim_end_matches('.').to_owned();
    Draft {
        reviews,
        group: group.to_owned(),
        title,
        types: used_types::used(types.defs, &endpoints),
        endpoints,
    }
}

/// Returns the name of a section, or of the call in its example. A number is added to a name that is taken.
fn call_name(
    section: &Section,
    shows: &Shows,
    methods: &mut HashSet<String>,
    reviews: &mut Vec<String>,
    notes: &mut Notes<'_>,
) -> String {
    let shown = shows
        .calls
        .first()
        .map(literal::Call::method)
        .unwrap_or_default();
    let name = if section.name.is_empty() {
        shown
    } else {
        &section.name
    };
    let name: String = name
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .take(80)
        .collect();
    let name = if name.trim_matches('_').is_empty() {
        "unnamed".to_owned()
    } else {
        name
    };
    if section.name != name {
        let message = format!("this heading is not the name of a call; drafted as `{name}`");
        notes.report(Code::NameMismatch, &section.heading, message);
        let whence = if shown.is_empty() {
            "made up"
        } else {
            "made from the call of the example"
        };
        reviews.push(format!(
            "the heading is not the name of a call; this one is {whence}"
        ));
    }
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    let free = names
        .find(|name| methods.insert(naming::method(name)))
        .unwrap_or_default();
    if free != name {
        let message = format!("another call is named `{name}`; this one is drafted as `{free}`");
        notes.report(Code::NameMismatch, &section.heading, message);
        reviews.push(format!("the page has another call named `{name}`"));
    }
    free
}

/// Returns a unique path, made from the first step of the link (or the group) and the name.
fn path(name: &str, section: &Section, group: &str, taken: &mut HashSet<String>) -> String {
    let link = section
        .link
        .as_deref()
        .and_then(|link| link.split_once("#/"));
    let step = link.and_then(|(_, fragment)| fragment.split(['/', '?']).next());
    let step = step.filter(|step| {
        !step.is_empty() && step.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    });
    let step = step.unwrap_or(group);
    let short = name
        .strip_prefix(step)
        .and_then(|rest| rest.strip_prefix('_'))
        .filter(|rest| !rest.is_empty());
    let candidates = short
        .into_iter()
        .chain([name])
        .map(|last| format!("/{step}/{last}"));
    let numbered = (2..).map(|number| format!("/{step}/{name}_{number}"));
    candidates
        .chain(numbered)
        .find(|path| taken.insert(path.clone()))
        .unwrap_or_default()
}
