//! Parses YAML text to a tree in which every value has a location.

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput, StructureStyle, options};

use super::scalar;
use crate::diagnostics::{Code, Diagnostics};
use crate::json::Json;
use crate::source::{Span, Spanned, excerpt};

/// Maximum nesting of values.
pub const MAX_DEPTH: usize = 64;

/// A value in a YAML file.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub kind: NodeKind,
    /// Its location.
    pub span: Span,
}

/// A value. Plain scalars are resolved as in a spec: numbers as in JSON, `true`, `false`, `null`, and all
/// others as text.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// `null`, `~` or empty.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number in the form of JSON, exactly as written.
    Number(String),
    /// A quoted scalar, or any other plain scalar.
    Text(String),
    /// A sequence.
    List(Vec<Node>),
    /// A mapping with unique keys, in the order of the file.
    Map(Vec<(Spanned<String>, Node)>),
}

impl PartialEq for Node {
    /// Compares values, ignoring their locations.
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl PartialEq for NodeKind {
    /// Compares values, ignoring their locations and those of their keys.
    fn eq(&self, other: &Self) -> bool {
        Json::from(self) == Json::from(other)
    }
}

impl Node {
    pub(crate) fn is_null(&self) -> bool {
        matches!(self.kind, NodeKind::Null)
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text of a number.
    pub(crate) fn as_number(&self) -> Option<&str> {
        match &self.kind {
            NodeKind::Number(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn found(&self) -> String {
        match &self.kind {
            NodeKind::Null => "null".to_owned(),
            NodeKind::Bool(value) => format!("`{value}`"),
            NodeKind::Number(text) => format!("the number `{}`", excerpt(text)),
            NodeKind::Text(text) => format!("the text `{}`", excerpt(text)),
            NodeKind::List(_) => "a list".to_owned(),
            NodeKind::Map(_) => "a mapping".to_owned(),
        }
    }
}

impl From<&Node> for Json {
    fn from(node: &Node) -> Self {
        Self::from(&node.kind)
    }
}

impl From<&NodeKind> for Json {
    fn from(kind: &NodeKind) -> Self {
        match kind {
            NodeKind::Null => Self::Null,
            NodeKind::Bool(value) => Self::Bool(*value),
            NodeKind::Number(text) => Self::Number(text.clone()),
            NodeKind::Text(text) => Self::Text(text.clone()),
            NodeKind::List(items) => Self::List(items.iter().map(Self::from).collect()),
            NodeKind::Map(members) => {
                let members = members.iter();
                let members = members.map(|(key, value)| (key.value.clone(), value.into()));
                Self::Object(members.collect())
            }
        }
    }
}

/// Parses one file. Reports why and returns `None` if it cannot be parsed at all.
pub fn parse(file: u32, text: &str, out: &mut Diagnostics) -> Option<Node> {
    let options = options! {
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
    };
    let mut reader = Reader {
        file,
        text,
        events: Parser::new_from_str_with_options(text, options),
        done: 0,
        is_read: false,
        open: Vec::new(),
        out,
    };
    let root = reader.document()?;
    if root.is_none() {
        let start = Span::start_of(file);
        out.report(Code::MissingFile, start, "the file is empty");
    }
    root
}

const WRITE_OUT: &str = "repeat the value where it is used";
const IN_ONE: &str = "a spec file is a single document";
const QUOTE: &str = "quote it if it is meant as text";
const NO_TAGS: &str = "remove it: the spec language knows the type of each value";

/// Builds a tree from events. Its functions return `None` if parsing must stop.
struct Reader<'a> {
    file: u32,
    text: &'a str,
    events: Parser<'a, StrInput<'a>>,
    /// The end of the last event.
    done: usize,
    /// Whether the document is read.
    is_read: bool,
    /// The start of each collection that is not complete yet, and whether it is in flow style.
    open: Vec<(Span, bool)>,
    out: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    /// Reads the document, which may be empty.
    fn document(&mut self) -> Option<Option<Node>> {
        let (event, span) = self.next()?;
        if let Event::StreamEnd = event {
            return Some(None);
        }
        let root = self.node(event, span)?;
        self.is_read = true;
        self.next()?;
        Some(Some(root).filter(|root| !root.is_null()))
    }

    /// Returns the next event of a value, or the end of the stream.
    fn next(&mut self) -> Option<(Event<'a>, Span)> {
        loop {
            let (event, span) = match self.events.next() {
                Some(Ok(event)) => event,
                Some(Err(error)) => return self.syntax(&error),
                None => return Some((Event::StreamEnd, Span::start_of(self.file))),
            };
            if let Some(tag) = span.tag_span() {
                return self.refuse(self.span(tag), "a tag", NO_TAGS);
            }
            self.done = span.byte_range().map_or(0, |range| range.end);
            let span = self.span(span);
            match event {
                Event::Anchor(..) => return self.refuse(span, "an anchor", WRITE_OUT),
                Event::Alias(_) | Event::UnresolvedAlias(_) => {
                    return self.refuse(span, "an alias", WRITE_OUT);
                }
                Event::DocumentStart(..) if self.is_read => {
                    return self.refuse(span, "a second document", IN_ONE);
                }
                Event::Scalar(..)
                | Event::SequenceStart(..)
                | Event::SequenceEnd
                | Event::MappingStart(..)
                | Event::MappingEnd => return Some((event, span)),
                // Comments, and the ends of the document and of the stream.
                _ => {}
            }
        }
    }

    /// Returns the location of an event, without trailing whitespace.
    fn span(&self, span: granit_parser::Span) -> Span {
        let start = span.start.byte_offset().unwrap_or(self.text.len());
        let piece = span.slice(self.text).unwrap_or_default();
        Span::new(self.file, start, start + piece.trim_end().len())
    }

    /// Reads the value that starts with an event.
    fn node(&mut self, event: Event<'a>, span: Span) -> Option<Node> {
        let kind = match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) => scalar::resolve(text.into_owned()),
            Event::Scalar(text, ..) => NodeKind::Text(text.into_owned()),
            Event::SequenceStart(style, ..) => return self.collection(span, style, Self::list),
            Event::MappingStart(style, ..) => return self.collection(span, style, Self::map),
            _ => return None,
        };
        Some(Node { kind, span })
    }

    /// Reads a collection up to its end. `content` returns its content, the end of its last value, and the event
    /// at its end.
    fn collection(
        &mut self,
        start: Span,
        style: StructureStyle,
        content: fn(&mut Self) -> Option<(NodeKind, u32, Span)>,
    ) -> Option<Node> {
        if self.open.len() >= MAX_DEPTH {
            let message = format!("values nest more than {MAX_DEPTH} levels deep");
            self.out.report(Code::TooDeep, start, message);
            return None;
        }
        let is_flow = style == StructureStyle::Flow;
        self.open.push((start, is_flow));
        let (kind, last, end) = content(self)?;
        self.open.pop();
        // The end of a block has no text; the end of `[…]` and `{…}` has.
        let end = if is_flow { end.end } else { last };
        let end = end.max(start.end);
        let span = Span { end, ..start };
        Some(Node { kind, span })
    }

    fn list(&mut self) -> Option<(NodeKind, u32, Span)> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if let Event::SequenceEnd = event {
                let last = items.last().map_or(0, |item| item.span.end);
                return Some((NodeKind::List(items), last, span));
            }
            items.push(self.node(event, span)?);
        }
    }

    fn map(&mut self) -> Option<(NodeKind, u32, Span)> {
        let mut entries = Vec::with_capacity(2);
        let mut keys = HashMap::new();
        let mut last = 0;
        loop {
            let (key, span) = match self.next()? {
                (Event::MappingEnd, end) => return Some((NodeKind::Map(entries), last, end)),
                (Event::Scalar(key, ScalarStyle::Plain, ..), span) if key == "<<" => {
                    return self.refuse(span, "a merge key", WRITE_OUT);
                }
                (Event::Scalar(key, ..), span) => (key.into_owned(), span),
                (_, span) => return self.refuse(span, "a key that is not text", QUOTE),
            };
            let (event, start) = self.next()?;
            let value = self.node(event, start)?;
            last = value.span.end;
            let first = *keys.entry(key.clone()).or_insert(span);
            let key = Spanned::new(key, span);
            if first == span {
                entries.push((key, value));
            } else {
                let message = format!("the key {key} is repeated");
                self.out
                    .repeat(Code::DuplicateKey, [first, span], message)
                    .label("again here")
                    .also(first, "first defined here");
            }
        }
    }

    fn syntax<T>(&mut self, error: &ScanError) -> Option<T> {
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let span = Span::new(self.file, at, at);
        let problem = error.info();
        let message = format!("this is not well-formed YAML: {problem}");
        let quote = self.open_quote(at).filter(|_| problem.contains("quote"));
        let place = quote.unwrap_or(span);
        let diagnostic = self.out.report(Code::Syntax, place, message);
        if quote.is_some() {
            diagnostic
                .also(span, "noticed here")
                .help("does the quoted text end with a quote?");
        } else if let Some((start, true)) = self.open.last() {
            diagnostic
                .also(*start, "inside this")
                .help("quote text that contains `: `, `, ` or brackets");
        } else if problem.contains("mapping values are not allowed") {
            diagnostic.help("quote text that contains `: `");
        } else if problem.contains("tab") {
            diagnostic.help("indent with spaces");
        }
        None
    }

    /// Returns the quote that opens the text in which the parser stopped.
    fn open_quote(&self, at: usize) -> Option<Span> {
        let unread = self.text.get(self.done..at)?;
        let mut in_comment = false;
        let (quote, _) = unread.char_indices().find(|(_, char)| {
            in_comment = *char == '#' || (in_comment && *char != '\n');
            !in_comment && matches!(char, '"' | '\'')
        })?;
        let quote = self.done + quote;
        Some(Span::new(self.file, quote, quote + 1))
    }

    fn refuse<T>(&mut self, span: Span, what: &str, help: &str) -> Option<T> {
        let message = format!("{what} is not part of the spec language");
        self.out.report(Code::YamlFeature, span, message).help(help);
        None
    }
}
