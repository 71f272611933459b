//! Combines the calls and answers that a page shows into examples.

use std::ops::Range;

use super::literal::{Call, Item, Value};
use super::notes::Notes;
use super::output::output;
use super::page::{Section, Shown};
use super::python::{Printed, program};
use bge_private_codegen::diagnostics::{Code, nearest};

/// The calls and answers that a section shows.
#[derive(Debug, Default)]
pub(super) struct Shows {
    pub(super) calls: Vec<Call>,
    /// Answers, each with the index of the call that it belongs to.
    pub(super) answers: Vec<(usize, Item)>,
    /// Whether an example prints a result.
    pub(super) prints: bool,
    /// Whether the section has a place for an answer.
    pub(super) has_place: bool,
    /// Whether a place for an answer contains no value that can be read.
    pub(super) is_unread: bool,
    /// Reasons to review the call, its response and its examples.
    pub(super) call_reviews: Vec<String>,
    pub(super) response_reviews: Vec<String>,
    pub(super) example_reviews: Vec<String>,
}

/// Information that the sections of a page share.
pub(super) struct Common {
    /// The names of all calls.
    names: Vec<String>,
    /// Variables that hold a client in any example.
    clients: Vec<String>,
}

impl Common {
    pub(super) fn new(page: &str, sections: &[Section]) -> Self {
        let mut clients = Vec::new();
        for section in sections {
            for code in section
                .examples
                .iter()
                .filter_map(|shown| shown.code.clone())
            {
                let program = program(page, code, &section.name, &[]);
                let own = program
                    .calls
                    .iter()
                    .filter(|(call, _)| call.is_of(&section.name));
                let objects = own.filter_map(|(call, _)| Some(call.callee.split_once('.')?.0));
                clients.extend(objects.map(str::to_owned));
                clients.extend(program.clients);
            }
        }
        clients.sort();
        clients.dedup();
        let names = sections
            .iter()
            .map(|section| section.name.clone())
            .collect();
        Self { names, clients }
    }
}

/// Reads the examples of a section.
pub(super) fn read(page: &str, section: &Section, common: &Common, notes: &mut Notes<'_>) -> Shows {
    let mut shows = Shows::default();
    for shown in &section.examples {
        one(page, section, common, shown, &mut shows, notes);
    }
    if shows.calls.is_empty() {
        let has_code = section.examples.iter().any(|shown| shown.code.is_some());
        let message = match section.name.as_str() {
            "" => "there is no example of this call; the draft contains placeholders".to_owned(),
            name => format!("there is no example of `{name}`; the draft contains placeholders"),
        };
        notes.report(Code::MissingPart, &section.heading, message);
        let reason = if has_code {
            "the example is not understood as this call; its arguments are placeholders"
        } else {
            "the page has no example of this call; the arguments are placeholders"
        };
        shows.example_reviews.push(reason.to_owned());
    }
    shows
}

fn one(
    page: &str,
    section: &Section,
    common: &Common,
    shown: &Shown,
    shows: &mut Shows,
    notes: &mut Notes<'_>,
) {
    let first_call = shows.calls.len();
    let mut printed = Vec::new();
    if let Some(code) = &shown.code {
        let program = program(page, code.clone(), &section.name, &common.clients);
        for (range, problem) in &program.problems {
            notes.report(Code::NotUnderstood, range, problem.as_str());
        }
        let calls = own_calls(program.calls, section, common, shows, notes);
        shows.calls.extend(calls);
        printed = program.printed;
    }
    shows.prints |= !printed.is_empty();
    shows.has_place |= !shown.answers.is_empty();
    let mut values = Vec::new();
    for range in &shown.answers {
        let output = output(page, range, notes);
        shows.is_unread |= output.has_more && output.values.is_empty();
        if output.has_more && !output.values.is_empty() {
            let reason = "the answer on the page has more than one value; the rest is ignored";
            shows.response_reviews.push(reason.to_owned());
        }
        values.extend(output.values);
    }
    let is_member = |printed: &Printed| matches!(printed, Printed::Member(_));
    let answers = if printed.len() == values.len() && printed.iter().any(is_member) {
        shows
            .response_reviews
            .push("assembled from the members that the example prints".to_owned());
        vec![from_members(&printed, values, notes)]
    } else {
        values
            .into_iter()
            .map(|value| without_envelope(value, notes))
            .collect()
    };
    let calls = shows.calls.len() - first_call;
    for (index, answer) in answers.into_iter().enumerate() {
        let call = if index < calls {
            first_call + index
        } else {
            first_call.min(shows.calls.len().saturating_sub(1))
        };
        shows.answers.push((call, answer));
    }
}

/// Returns the calls with the section's own name. If there are none, returns the call that is probably meant.
fn own_calls(
    calls: Vec<(Call, Range<usize>)>,
    section: &Section,
    common: &Common,
    shows: &mut Shows,
    notes: &mut Notes<'_>,
) -> Vec<Call> {
    let (own, others): (Vec<_>, Vec<_>) = calls
        .into_iter()
        .partition(|(call, _)| call.is_of(&section.name));
    let mut own: Vec<Call> = own.into_iter().map(|(call, _)| call).collect();
    let meant = if own.is_empty() {
        meant(&others, section, common)
    } else {
        None
    };
    for (at, (call, range)) in others.into_iter().enumerate() {
        let path = call.path().to_owned();
        let message = match section.name.as_str() {
            "" => format!("this calls `{path}`, which the heading does not name"),
            name => format!("this calls `{path}`, but the section is about `{name}`"),
        };
        let label = if meant == Some(at) {
            let reason = format!("the example calls `{path}`, which is treated as this call");
            shows.call_reviews.push(reason);
            own.push(call);
            "treated as the call of the section"
        } else {
            "not used"
        };
        notes
            .report(Code::NameMismatch, &range, message)
            .label(label);
    }
    own
}

/// Returns the index of the call that is most likely meant: the only one that no section describes, or else
/// the one with the nearest name.
fn meant(calls: &[(Call, Range<usize>)], section: &Section, common: &Common) -> Option<usize> {
    let is_described = |call: &Call| common.names.iter().any(|name| call.is_of(name));
    let free: Vec<(usize, &str)> = calls
        .iter()
        .enumerate()
        .filter(|(_, (call, _))| section.name.is_empty() || !is_described(call))
        .map(|(at, (call, _))| (at, call.path()))
        .collect();
    let first = free.first()?.1;
    let is_only = section.name.is_empty() || free.iter().all(|(_, path)| *path == first);
    let path = if is_only {
        first
    } else {
        nearest(&section.name, free.iter().map(|(_, path)| *path))?
    };
    free.iter()
        .find(|(_, free)| *free == path)
        .map(|(at, _)| *at)
}

/// Returns the object whose members an example prints one by one.
fn from_members(printed: &[Printed], values: Vec<Item>, notes: &mut Notes<'_>) -> Item {
    let range = values.first().map_or(0..0, |item| item.range.clone());
    let mut entries: Vec<(String, Item)> = Vec::new();
    for (printed, item) in printed.iter().zip(values) {
        match (printed, item.value) {
            (Printed::Member(path), value) => put(
                &mut entries,
                path,
                Item {
                    value,
                    range: item.range,
                },
            ),
            (Printed::Whole, Value::Map(whole)) => {
                for (key, item) in whole {
                    put(&mut entries, &key, item);
                }
            }
            (Printed::Whole, _) => {
                let message = "this is beside the members of an object; ignored";
                notes.report(Code::NotUnderstood, &item.range, message);
            }
        }
    }
    Item {
        value: Value::Map(entries),
        range,
    }
}

/// Adds a member at a dotted path such as `page.next`, unless it already exists.
fn put(entries: &mut Vec<(String, Item)>, path: &str, item: Item) {
    let (key, rest) = match path.split_once('.') {
        Some((key, rest)) => (key, Some(rest)),
        None => (path, None),
    };
    let known = entries.iter_mut().find(|(known, _)| known == key);
    match (known, rest) {
        (
            Some((
                _,
                Item {
                    value: Value::Map(inner),
                    ..
                },
            )),
            Some(rest),
        ) => put(inner, rest, item),
        (Some(_), _) => {}
        (None, Some(rest)) => {
            let range = item.range.clone();
            let mut inner = Vec::new();
            put(&mut inner, rest, item);
            entries.push((
                key.to_owned(),
                Item {
                    value: Value::Map(inner),
                    range,
                },
            ));
        }
        (None, None) => entries.push((key.to_owned(), item)),
    }
}

/// Returns the data of an answer without the envelope that wraps every answer of the platform.
fn without_envelope(item: Item, notes: &mut Notes<'_>) -> Item {
    let Value::Map(entries) = &item.value else {
        return item;
    };
    let has = |key: &str| entries.iter().any(|(known, _)| known == key);
    let known = [
        "code",
        "msg",
        "message",
        "data",
        "pagination",
        "success",
        "request_id",
    ];
    let is_wrapped = has("code")
        && (has("msg") || has("message"))
        && entries.iter().all(|(key, _)| known.contains(&key.as_str()));
    if !is_wrapped {
        return item;
    }
    for (key, inner) in entries {
        match key.as_str() {
            "data" => {}
            "pagination" => {
                let message = "the spec language does not describe paging in the envelope";
                notes.report(Code::NotUnderstood, &inner.range, message);
            }
            _ => {
                let message = format!("`{key}` is part of the envelope of every answer; ignored");
                notes.report(Code::Changed, &inner.range, message);
            }
        }
    }
    let data = entries
        .iter()
        .find(|(key, _)| key == "data")
        .map(|(_, item)| item.clone());
    data.unwrap_or(Item {
        value: Value::Null,
        range: item.range,
    })
}
