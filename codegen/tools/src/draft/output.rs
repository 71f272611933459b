//! Reads the values of an answer on a page.

use std::ops::Range;

use super::lex::{TokenKind, lex};
use super::literal::{Call, Item, Value};
use super::notes::Notes;
use super::reader::Reader;
use bge_private_codegen::diagnostics::Code;

/// The contents of an answer.
pub(super) struct Output {
    /// The values, as JSON or Python literals.
    pub(super) values: Vec<Item>,
    /// Whether the answer contains anything besides the values.
    pub(super) has_more: bool,
}

/// Reads an answer. If it contains anything that is not a value, simple values such as numbers and texts are
/// ignored too, and reported.
pub(super) fn output(page: &str, range: &Range<usize>, notes: &mut Notes<'_>) -> Output {
    let tokens = lex(page, range.clone());
    for (range, problem) in &tokens.problems {
        notes.report(Code::NotUnderstood, range, problem.as_str());
    }
    for comment in &tokens.comments {
        notes.report(Code::Unused, comment, "this comment is ignored");
    }
    let mut reader = Reader::new(&tokens.tokens);
    let mut values = Vec::new();
    let (mut has_comma, mut has_more) = (false, false);
    loop {
        reader.skip_newlines();
        match reader.peek() {
            None => break,
            Some(TokenKind::Mark(',')) => {
                has_comma = true;
                reader.next();
            }
            Some(_) => match reader.expression() {
                Some(item) => values.push(item),
                None => {
                    has_more = true;
                    reader.next();
                }
            },
        }
    }
    for (range, problem) in &reader.problems {
        notes.report(Code::NotUnderstood, range, problem.as_str());
    }
    let is_bare = |item: &Item| matches!(item.value, Value::Name(_) | Value::Other);
    has_more |= values.iter().any(is_bare) || (has_comma && values.len() > 1);
    let mut kept = Vec::new();
    for item in values {
        let is_whole = matches!(item.value, Value::List(_) | Value::Map(_) | Value::Call(_));
        if is_bare(&item) {
            notes.report(
                Code::NotUnderstood,
                &item.range,
                "this is not a value; ignored",
            );
        } else if has_more && !is_whole {
            // The item is probably part of a table or of a sentence.
            let message = "this is part of something that is not a value; ignored";
            notes.report(Code::NotUnderstood, &item.range, message);
        } else {
            kept.push(cleaned(item, notes));
        }
    }
    Output {
        values: kept,
        has_more,
    }
}

/// Replaces each call that wraps a value by that value. What is not understood becomes `Value::Other`.
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
            notes.report(
                Code::NotUnderstood,
                &range,
                "this value is not understood; the draft contains null",
            );
            Value::Other
        }
        Value::Name(_) | Value::Other => {
            notes.report(
                Code::NotUnderstood,
                &range,
                "this value is not understood; the draft contains null",
            );
            Value::Other
        }
        plain => plain,
    };
    Item { value, range }
}

/// Returns the value that a call such as `Model({…})` or `Decimal('1.5')` wraps.
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
