//! Calls and answers that a page shows, put together into examples.

use std::ops::Range;

use super::lex::{TokenKind, lex};
use super::literal::{Call, Item, Value};
use super::notes::Notes;
use super::page::{Section, Shown};
use super::python::{Printed, program};
use super::reader::Reader;
use crate::diagnostics::Code;

/// What a section shows of its call.
#[derive(Debug, Default)]
pub(super) struct Shows {
    pub(super) calls: Vec<Call>,
    /// Answers, each with the number of the call that it belongs to.
    pub(super) answers: Vec<(usize, Item)>,
    /// Whether an example prints what it gets.
    pub(super) prints: bool,
    /// Whether there is any place for an answer.
    pub(super) has_place: bool,
    pub(super) reviews: Vec<String>,
}

/// Reads the examples of a section.
pub(super) fn read(page: &str, section: &Section, notes: &mut Notes<'_>) -> Shows {
    let mut shows = Shows::default();
    for shown in &section.examples {
        one(page, section, shown, &mut shows, notes);
    }
    if shows.calls.is_empty() {
        let message = format!(
            "no example calls `{}`; the draft has one that is made up",
            section.name
        );
        notes.tell(Code::MissingPart, &section.heading, message);
        shows
            .reviews
            .push("the page has no example of this call; its arguments are made up".to_owned());
    }
    shows
}

fn one(page: &str, section: &Section, shown: &Shown, shows: &mut Shows, notes: &mut Notes<'_>) {
    let first_call = shows.calls.len();
    let mut printed = Vec::new();
    if let Some(code) = &shown.code {
        let program = program(page, code.clone(), &section.name);
        for (range, problem) in &program.problems {
            notes.tell(Code::NotUnderstood, range, problem.as_str());
        }
        shows.calls.extend(own_calls(program.calls, section, notes));
        printed = program.printed;
    }
    shows.prints |= !printed.is_empty();
    shows.has_place |= !shown.answers.is_empty();
    let values: Vec<Item> = shown
        .answers
        .iter()
        .flat_map(|range| answer_values(page, range, notes))
        .collect();
    let is_member = |printed: &Printed| matches!(printed, Printed::Member(_));
    let answers = if printed.len() == values.len() && printed.iter().any(is_member) {
        shows
            .reviews
            .push("put together from the members that the example prints".to_owned());
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

/// The calls of this section's own name; if there is none, those of another are taken for it.
fn own_calls(
    calls: Vec<(Call, Range<usize>)>,
    section: &Section,
    notes: &mut Notes<'_>,
) -> Vec<Call> {
    let (own, others): (Vec<_>, Vec<_>) = calls
        .into_iter()
        .partition(|(call, _)| call.method() == section.name);
    let has_own = !own.is_empty();
    for (call, range) in &others {
        let message = format!(
            "this calls `{}`, the section is about `{}`",
            call.method(),
            section.name
        );
        let label = if has_own {
            "not used"
        } else {
            "taken for the call of the section"
        };
        notes.tell(Code::NameMismatch, range, message).label(label);
    }
    let taken = if has_own {
        own
    } else {
        others.into_iter().take(1).collect()
    };
    taken.into_iter().map(|(call, _)| call).collect()
}

/// The values that an answer prints: of JSON, of Python, one or several.
fn answer_values(page: &str, range: &Range<usize>, notes: &mut Notes<'_>) -> Vec<Item> {
    let tokens = lex(page, range.clone());
    for (range, problem) in &tokens.problems {
        notes.tell(Code::NotUnderstood, range, problem.as_str());
    }
    for comment in &tokens.comments {
        notes.tell(Code::Unused, comment, "this comment is not used");
    }
    let mut reader = Reader::new(&tokens.tokens);
    let mut values = Vec::new();
    loop {
        reader.skip_newlines();
        match reader.peek() {
            None => break,
            Some(TokenKind::Mark(',')) => drop(reader.next()),
            Some(_) => match reader.expression() {
                Some(item) => values.push(item),
                None => drop(reader.next()),
            },
        }
    }
    for (range, problem) in &reader.problems {
        notes.tell(Code::NotUnderstood, range, problem.as_str());
    }
    values
        .into_iter()
        .filter_map(|item| literal(item, notes))
        .collect()
}

/// An answer without the calls that wrap its values; what is no literal becomes null.
fn literal(item: Item, notes: &mut Notes<'_>) -> Option<Item> {
    let range = item.range.clone();
    let is_bare = matches!(item.value, Value::Name(_) | Value::Other);
    if is_bare {
        notes.tell(Code::NotUnderstood, &range, "this is no value and not used");
        return None;
    }
    Some(cleaned(item, notes))
}

fn cleaned(item: Item, notes: &mut Notes<'_>) -> Item {
    let range = item.range;
    let value = match item.value {
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| cleaned(item, notes)).collect())
        }
        Value::Map(entries) => {
            let entries = entries
                .into_iter()
                .map(|(key, item)| (key, cleaned(item, notes)));
            Value::Map(entries.collect())
        }
        Value::Call(call) => {
            if let Some(inner) = wrapped(&call) {
                return cleaned(inner, notes);
            }
            notes.tell(
                Code::NotUnderstood,
                &range,
                "this value is not understood; the draft has null instead",
            );
            Value::Null
        }
        Value::Name(_) | Value::Other => {
            notes.tell(
                Code::NotUnderstood,
                &range,
                "this value is not understood; the draft has null instead",
            );
            Value::Null
        }
        plain => plain,
    };
    Item { value, range }
}

/// What `Model({…})` and `Decimal('1.5')` stand for.
fn wrapped(call: &Call) -> Option<Item> {
    let inner = call.only_argument()?;
    let is_number = call.method() == "Decimal";
    match &inner.value {
        Value::Text(text) if is_number => {
            let value = Value::Number(super::convert::number(text)?);
            Some(Item {
                value,
                range: inner.range.clone(),
            })
        }
        _ if call.method().starts_with(|c: char| c.is_uppercase()) && call.receiver.is_none() => {
            Some(inner.clone())
        }
        _ => None,
    }
}

/// The object whose members an example prints one by one.
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
                let message = "this stands beside members of an object and is not used";
                notes.tell(Code::NotUnderstood, &item.range, message);
            }
        }
    }
    Item {
        value: Value::Map(entries),
        range,
    }
}

/// Sets a member, or a member of a member: `page.next`.
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

/// The data of an answer that is shown with what every answer of the platform is wrapped in.
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
                notes.tell(Code::NotUnderstood, &inner.range, message);
            }
            _ => {
                let message = format!("`{key}` wraps every answer and is left out");
                notes.tell(Code::Changed, &inner.range, message);
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
