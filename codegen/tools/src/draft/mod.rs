//! Drafts a spec from a page of the platform's documentation.
//!
//! A page becomes blocks, and blocks become calls with bullets, an example and an answer. The structure decides first:
//! badges, the arguments of the example, what the example does with the answer, and the shape of all answers
//! together. Texts decide on the rest. Every guess has a reason to review it. The result passes the same checks as any
//! spec.

mod blocks;
mod constraints;
mod convert;
mod decide;
mod endpoint;
mod forms;
mod literal;
mod model;
mod notes;
mod page;
mod params;
mod paths;
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
use bge_private_codegen::source::{Sources, Span};

use crate::yaml::written;
use endpoint::Shared;
use literal::Item;
use model::{Draft, Endpoint, Field, Response, Text, Ty, TypeKind};
use notes::Notes;
use page::Section;
use params::Described;
use shape::{Known, Shape};
use types::Types;

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
    let source = sources.get(file);
    let text = source.map_or("", |source| source.text()).to_owned();
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let mut plain = HashSet::new();
    let mut out;
    loop {
        out = Diagnostics::new();
        let draft = read(&text, group, &plain, &mut out);
        if draft.endpoints.is_empty() {
            let help =
                "a call is a section `## name` with badges, bullets, an example and an answer";
            out.report(
                Code::NoCall,
                Span::start_of(file),
                "this page describes no call",
            )
            .help(help);
            break;
        }
        let yaml = yaml::write(&draft, name);
        let Err(report) = checked(group, &yaml) else {
            return Ok(Drafted {
                yaml,
                report: out.into_report(sources),
                endpoints: draft.endpoints.len(),
            });
        };
        let before = plain.len();
        plain.extend(wrong_endpoints(&draft, &yaml, &report));
        if plain.len() == before {
            let first = report.diagnostics().first();
            let first = first.map_or("", |found| found.message.as_str());
            let message = format!("no draft of this page passes the checks: {first}");
            out.report(Code::DraftFails, Span::start_of(file), message);
            break;
        }
    }
    Err(out.into_report(sources).about("the page"))
}

/// Returns a valid group name for the file stem of a page.
#[must_use]
pub fn group_name(stem: &str) -> String {
    let is_letter = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let name: String = stem.to_snake_case().chars().filter(is_letter).collect();
    let words: Vec<_> = name.split('_').filter(|word| !word.is_empty()).collect();
    let name: String = words.join("_").chars().take(60).collect();
    let name = name.trim_end_matches('_');
    if name.starts_with(|c: char| c.is_ascii_lowercase()) {
        name.to_owned()
    } else {
        format!("page_{name}").trim_end_matches('_').to_owned()
    }
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
    let names = || draft.endpoints.iter().map(|it| it.name.clone());
    let named = |line: &&str| names().find(|name| **line == format!("  {}:", written(name)));
    let endpoint = |span| {
        let line = report.sources().place(span)?.line;
        let mut above = lines
            .iter()
            .take(line)
            .rev()
            .take_while(|line| **line != "types:");
        above.find_map(named)
    };
    let spans = report.diagnostics().iter().map(|found| found.primary.span);
    let found: Option<Vec<_>> = spans.map(endpoint).collect();
    found.unwrap_or_else(|| names().collect())
}

/// Reads a page into a draft. Only names are drafted for the endpoints in `plain`.
fn read(page: &str, group: &str, plain: &HashSet<String>, out: &mut Diagnostics) -> Draft {
    let mut notes = Notes::new(page, out);
    let (title, sections) = page::read(page, &mut notes);
    let mut calls = described(page, sections, group, &mut notes);
    let shapes: Vec<_> = calls
        .iter()
        .map(|call| Shape::of(&call.values, ""))
        .collect();
    let mut known = Known::new(&shapes);
    params::complete(&mut calls);
    for bullet in calls.iter().flat_map(|call| &call.section.bullets) {
        if decide::is_free(&bullet.text) {
            known.free.insert(bullet.name.clone());
        }
    }
    let mut types = Types::new(calls.iter().map(|call| call.section.name.as_str()));
    let mut shared = Shared {
        known: &known,
        form: &response::page_form(&shapes),
        types: &mut types,
        notes: &mut notes,
    };
    let endpoints = calls.iter().map(|call| {
        if plain.contains(&call.section.name) {
            let message = "this is not a valid endpoint; only its name is drafted";
            shared
                .notes
                .report(Code::NotUnderstood, &call.section.range, message);
            endpoint::plain(call)
        } else {
            shared.endpoint(call)
        }
    });
    let mut endpoints: Vec<_> = endpoints.collect();
    add_tasks(&mut endpoints);
    notes.report_unhandled();
    let title = types::text(group, &title.unwrap_or_default());
    let used = used(&endpoints, &types);
    types.defs.retain(|(name, _)| used.contains(name));
    Draft {
        group: group.to_owned(),
        title: Text {
            en: title.en.trim_end_matches('.').to_owned(),
            zh: title.zh.trim_end_matches('。').to_owned(),
        },
        types: types.defs,
        endpoints,
    }
}

/// Reads the examples and answers of all sections. A second section of the same name is ignored.
fn described(
    page: &str,
    sections: Vec<Section>,
    group: &str,
    notes: &mut Notes<'_>,
) -> Vec<Described> {
    let (mut methods, mut paths) = (HashSet::new(), HashSet::new());
    let mut calls = Vec::new();
    for section in sections {
        if !methods.insert(naming::method(&section.name)) {
            let message = format!("another call is named `{}`; ignored", section.name);
            notes.report(Code::NameMismatch, &section.range, message);
            continue;
        }
        let program = python::read(page, &section.examples, &section.name);
        for (range, problem) in &program.problems {
            notes.report(Code::NotUnderstood, range, *problem);
        }
        for (call, range) in &program.calls {
            if call.method() != section.name {
                let message = format!("this calls `{}`, not `{}`", call.method(), section.name);
                notes.report(Code::NameMismatch, range, message);
            }
        }
        let values = response::read(page, &section.answers, notes);
        let examples: Vec<_> = program.calls.iter().map(|(call, _)| call).collect();
        let members = values.first().map_or(&[][..], Item::members);
        calls.push(Described {
            params: params::matched(&section, &examples, members, notes),
            path: paths::path(&section.name, section.link.as_deref(), group, &mut paths),
            section,
            program,
            values,
        });
    }
    calls
}

/// Names the call that tells the state of a task, if it is on the same page.
fn add_tasks(endpoints: &mut [Endpoint]) {
    let has_id = |it: &Endpoint| matches!(it.args.as_slice(), [id] if id.name == "task_id");
    let has = |it: &Endpoint, name: &str| match &it.answer.response {
        Response::Fields(fields) => {
            let mut fields = fields.iter().filter(|field| field.name == name);
            fields.any(|field| field.ty == Ty::Scalar("string"))
        }
        Response::None | Response::Type(_) => false,
    };
    let poll = endpoints.iter().find(|it| has_id(it) && has(it, "status"));
    let poll = poll.map(|it| it.name.clone());
    for it in endpoints {
        let why = if has_id(it) && has(it, "status") {
            "what it contains depends on the task and its state"
        } else if has(it, "task_id") {
            it.poll.clone_from(&poll);
            "it is a task: `task:` names the call that tells its state"
        } else {
            continue;
        };
        it.answer.reviews.push(why.to_owned());
    }
}

/// Returns the names of the types that the endpoints use, directly or through other types.
fn used(endpoints: &[Endpoint], types: &Types) -> HashSet<String> {
    let mut open = Vec::new();
    let mut add = |fields: &[Field]| open.extend(fields.iter().map(|field| field.ty.clone()));
    for it in endpoints {
        add(&it.args);
        add(&it.choices);
        add(&it.kwargs);
        if let Response::Fields(fields) = &it.answer.response {
            add(fields);
        }
    }
    let answers = endpoints.iter().filter_map(|it| match &it.answer.response {
        Response::Type(ty) => Some(ty.clone()),
        Response::None | Response::Fields(_) => None,
    });
    open.extend(answers);
    let mut used = HashSet::new();
    while let Some(ty) = open.pop() {
        let Some(name) = ty.named().filter(|name| !used.contains(*name)) else {
            continue;
        };
        used.insert(name.to_owned());
        if let Some(TypeKind::Object(fields)) = types.get(name) {
            open.extend(fields.iter().map(|field| field.ty.clone()));
        }
    }
    used
}
