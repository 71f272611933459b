//! The values of a file with the style in which they were written.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

/// A value.
#[derive(Debug)]
pub(super) enum Value {
    /// A scalar.
    Scalar(Scalar),
    /// A mapping or a list.
    Collection(Collection),
}

/// A scalar: what it says and how that was written.
#[derive(Debug)]
pub(super) struct Scalar {
    pub(super) text: String,
    pub(super) style: ScalarStyle,
    /// Where it stands. What comes before the lines of a block is not part of it.
    pub(super) span: Range<usize>,
}

impl Scalar {
    /// Whether it stands below the sign `|` or `>`.
    pub(super) fn is_block(&self) -> bool {
        matches!(self.style, ScalarStyle::Literal | ScalarStyle::Folded)
    }
}

/// A mapping or a list.
#[derive(Debug)]
pub(super) struct Collection {
    pub(super) is_map: bool,
    /// Whether it stood in braces or brackets.
    pub(super) is_flow: bool,
    pub(super) span: Range<usize>,
    /// Items, with keys in a mapping.
    pub(super) items: Vec<(Option<Scalar>, Value)>,
}

impl Value {
    /// The first byte.
    pub(super) fn start(&self) -> usize {
        match self {
            Self::Scalar(scalar) => scalar.span.start,
            Self::Collection(collection) => collection.span.start,
        }
    }

    /// Where comments end that can only stand before it: those in empty brackets, too.
    pub(super) fn open(&self) -> usize {
        match self {
            Self::Collection(collection) if collection.items.is_empty() => collection.span.end,
            _ => self.start(),
        }
    }

    /// The places of all scalars, in order.
    pub(super) fn spans(&self) -> Vec<Range<usize>> {
        let mut spans = Vec::new();
        self.add_spans(&mut spans);
        spans
    }

    fn add_spans(&self, spans: &mut Vec<Range<usize>>) {
        match self {
            Self::Scalar(scalar) => spans.push(scalar.span.clone()),
            Self::Collection(collection) => {
                for (key, value) in &collection.items {
                    spans.extend(key.as_ref().map(|key| key.span.clone()));
                    value.add_spans(spans);
                }
            }
        }
    }
}

/// A collection whose end has not been seen, and the key whose value it waits for.
struct Open {
    collection: Collection,
    key: Option<Scalar>,
}

/// Reads a text of which the parser of specs has found that it is good.
pub(super) fn read(text: &str) -> Option<Value> {
    // The parser counts characters.
    let characters = text.char_indices().map(|(at, _)| at);
    let offsets: Vec<usize> = characters.chain([text.len()]).collect();
    let byte = |index: usize| offsets.get(index).copied().unwrap_or(text.len());
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        let (start, end) = (byte(span.start.index()), byte(span.end.index()));
        let done = match event {
            Event::Scalar(said, style, ..) => {
                let end = scalar_end(text, style, said.is_empty(), start..end);
                let scalar = Scalar {
                    text: said.into_owned(),
                    style,
                    span: start..end,
                };
                match open.last_mut() {
                    Some(Open { collection, key }) if collection.is_map && key.is_none() => {
                        // Not every parser reads a key that is nothing.
                        if start == end {
                            return None;
                        }
                        *key = Some(scalar);
                        continue;
                    }
                    _ => Value::Scalar(scalar),
                }
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let collection = Collection {
                    is_map: matches!(event, Event::MappingStart(..)),
                    is_flow: text
                        .get(start..end)
                        .is_some_and(|piece| piece.starts_with(['{', '['])),
                    span: start..end,
                    items: Vec::new(),
                };
                let key = None;
                open.push(Open { collection, key });
                continue;
            }
            Event::MappingEnd | Event::SequenceEnd => {
                let mut collection = open.pop()?.collection;
                // The parser counts what comes behind a bracket to it, too.
                collection.span.end = if collection.is_flow { start + 1 } else { end };
                Value::Collection(collection)
            }
            _ => continue,
        };
        match open.last_mut() {
            None => root = Some(done),
            Some(Open { collection, key }) => collection.items.push((key.take(), done)),
        }
    }
    root
}

/// The parser counts what comes behind a quoted scalar to it, and the next thing to one that is empty.
fn scalar_end(text: &str, style: ScalarStyle, is_empty: bool, span: Range<usize>) -> usize {
    let quote = match style {
        ScalarStyle::Plain if is_empty => return span.start,
        ScalarStyle::SingleQuoted => '\'',
        ScalarStyle::DoubleQuoted => '"',
        _ => return span.end,
    };
    let piece = text.get(span.clone()).unwrap_or_default();
    let mut characters = piece.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote {
            let is_doubled =
                quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote);
            if !is_doubled {
                return span.start + at + 1;
            }
            characters.next();
        }
    }
    span.end
}
