//! Parses YAML text to a tree in which every value has a location.

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StructureStyle, options};

use super::keys::unique;
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
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Number(a), Self::Number(b)) | (Self::Text(a), Self::Text(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => {
                let a = a.iter().map(|(key, value)| (&key.value, value));
                a.eq(b.iter().map(|(key, value)| (&key.value, value)))
            }
            _ => false,
        }
    }
}

impl Node {
    /// Returns its text, if it is one.
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

    /// Describes it in messages.
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
        match &node.kind {
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
    let mut builder = Builder::new(file, text);
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = match event {
            Ok(event) => event,
            Err(error) => {
                builder.syntax(&error, out);
                return None;
            }
        };
        if let Some(tag) = span.tag_span() {
            return refuse(builder.span(tag), "a tag", NO_TAGS, out);
        }
        builder.done = span.byte_range().map_or(0, |range| range.end);
        let span = builder.span(span);
        builder.take(event, span, out)?;
    }
    let root = builder.root;
    let something = root.filter(|root| root.kind != NodeKind::Null);
    if something.is_none() {
        let start = Span::start_of(builder.file);
        out.report(Code::MissingFile, start, "the file is empty");
    }
    something
}

const WRITE_OUT: &str = "repeat the value where it is used";
const IN_ONE: &str = "a spec file is a single document";
const QUOTE: &str = "quote it if it is meant as text";
const NO_TAGS: &str = "remove it: the spec language knows the type of each value";

/// Builds a tree from events, without recursion.
struct Builder<'a> {
    file: u32,
    text: &'a str,
    /// The end of the last event.
    done: usize,
    open: Vec<Open>,
    root: Option<Node>,
}

/// A collection that is not complete yet.
struct Open {
    start: Span,
    is_flow: bool,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map {
        entries: Vec<(Spanned<String>, Node)>,
        key: Option<Spanned<String>>,
    },
}

impl<'a> Builder<'a> {
    fn new(file: u32, text: &'a str) -> Self {
        Self {
            file,
            text,
            done: 0,
            open: Vec::new(),
            root: None,
        }
    }

    /// Returns the location of an event, without trailing whitespace.
    fn span(&self, span: granit_parser::Span) -> Span {
        let start = span.start.byte_offset().unwrap_or(self.text.len());
        let piece = span.slice(self.text).unwrap_or_default();
        Span::new(self.file, start, start + piece.trim_end().len())
    }

    /// Processes the next event. Returns `None` if parsing must stop.
    fn take(&mut self, event: Event<'_>, span: Span, out: &mut Diagnostics) -> Option<()> {
        match event {
            Event::Scalar(text, style, ..) => self.scalar(text.into_owned(), style, span, out),
            Event::SequenceStart(style, ..) => {
                self.open(Content::List(Vec::new()), style, span, out)
            }
            Event::MappingStart(style, ..) => {
                let (entries, key) = (Vec::with_capacity(2), None);
                self.open(Content::Map { entries, key }, style, span, out)
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span, out),
            Event::Anchor(..) => refuse(span, "an anchor", WRITE_OUT, out),
            Event::Alias(_) | Event::UnresolvedAlias(_) => refuse(span, "an alias", WRITE_OUT, out),
            Event::DocumentStart(..) if self.root.is_some() => {
                refuse(span, "a second document", IN_ONE, out)
            }
            // Comments, and the ends of the document and of the stream.
            _ => Some(()),
        }
    }

    fn scalar(
        &mut self,
        text: String,
        style: ScalarStyle,
        span: Span,
        out: &mut Diagnostics,
    ) -> Option<()> {
        let plain = style == ScalarStyle::Plain;
        if let Some(Open {
            content: Content::Map { key, .. },
            ..
        }) = self.open.last_mut()
            && key.is_none()
        {
            if plain && text == "<<" {
                return refuse(span, "a merge key", WRITE_OUT, out);
            }
            *key = Some(Spanned { value: text, span });
            return Some(());
        }
        let kind = if plain {
            scalar::resolve(text)
        } else {
            NodeKind::Text(text)
        };
        self.add(Node { kind, span });
        Some(())
    }

    fn open(
        &mut self,
        content: Content,
        style: StructureStyle,
        start: Span,
        out: &mut Diagnostics,
    ) -> Option<()> {
        if let Some(Open {
            content: Content::Map { key: None, .. },
            ..
        }) = self.open.last()
        {
            return refuse(start, "a key that is not text", QUOTE, out);
        }
        if self.open.len() >= MAX_DEPTH {
            let message = format!("values nest more than {MAX_DEPTH} levels deep");
            out.report(Code::TooDeep, start, message);
            return None;
        }
        self.open.push(Open {
            start,
            is_flow: style == StructureStyle::Flow,
            content,
        });
        Some(())
    }

    fn close(&mut self, end: Span, out: &mut Diagnostics) -> Option<()> {
        let Open {
            start,
            is_flow,
            content,
        } = self.open.pop()?;
        let (kind, last) = match content {
            Content::List(items) => {
                let last = items.last().map(|item| item.span);
                (NodeKind::List(items), last)
            }
            Content::Map { entries, .. } => {
                let last = entries.last().map(|(_, value)| value.span);
                (NodeKind::Map(unique(entries, out)), last)
            }
        };
        // The end of a block has no text; the end of `[…]` and `{…}` has.
        let end = if is_flow {
            end.end
        } else {
            last.map_or(start.end, |last| last.end)
        };
        let end = end.max(start.end);
        let span = Span { end, ..start };
        self.add(Node { kind, span });
        Some(())
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

    fn add(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { entries, key }) => {
                if let Some(key) = key.take() {
                    entries.push((key, node));
                }
            }
        }
    }

    fn syntax(&mut self, error: &ScanError, out: &mut Diagnostics) {
        let at = error.marker().byte_offset().unwrap_or(self.text.len());
        let span = Span::new(self.file, at, at);
        let problem = error.info();
        let message = format!("this is not well-formed YAML: {problem}");
        let quote = self.open_quote(at).filter(|_| problem.contains("quote"));
        let diagnostic = out.report(Code::Syntax, quote.unwrap_or(span), message);
        if quote.is_some() {
            diagnostic
                .also(span, "noticed here")
                .help("does the quoted text end with a quote?");
        } else if let Some(open) = self.open.last().filter(|open| open.is_flow) {
            diagnostic
                .also(open.start, "inside this")
                .help("quote text that contains `: `, `, ` or brackets");
        } else if problem.contains("mapping values are not allowed") {
            diagnostic.help("quote text that contains `: `");
        } else if problem.contains("tab") {
            diagnostic.help("indent with spaces");
        }
    }
}

fn refuse<T>(span: Span, what: &str, help: &str, out: &mut Diagnostics) -> Option<T> {
    let message = format!("{what} is not part of the spec language");
    out.report(Code::YamlFeature, span, message).help(help);
    None
}
