//! Formats spec files. The meaning, the comments and the order do not change.
//!
//! `pretty_yaml` decides the layout: two spaces of indentation, at most one blank line, and collections in
//! braces or brackets on one line if they fit. Quotes that are not needed are removed.

use std::ops::Range;

use bge_private_codegen::diagnostics::{Code, Diagnostics, Report};
use bge_private_codegen::source::{Source, Sources, Span};
use bge_private_codegen::spec;
use bge_private_codegen::spec::yaml::{self, Node, NodeKind};
use granit_parser::{Event, Parser, ScalarStyle, options};
use pretty_yaml::config::{FormatOptions, LanguageOptions, LayoutOptions};

use crate::yaml::is_plain;

/// Maximum number of nested collections that the formatter supports.
const MAX_DEPTH: usize = 30;

/// Maximum width of a collection on one line. A wide character takes two columns.
pub const WIDTH: usize = 120;

/// Formats one spec file.
///
/// # Errors
/// Returns a report if the file cannot be parsed, or uses YAML that the formatter does not support.
pub fn format(path: &str, text: &str) -> Result<String, Report> {
    let mut sources = Sources::new();
    let file = sources.add(path, text);
    let mut out = Diagnostics::new();
    let formatted = sources
        .get(file)
        .and_then(|source| formatted(file, source, &mut out));
    formatted.ok_or_else(|| out.into_report(sources))
}

fn formatted(file: u32, source: &Source, out: &mut Diagnostics) -> Option<String> {
    let before = spec::parse(file, source, out)?;
    if !out.is_empty() {
        return None;
    }
    let text = source.text();
    let formatted = stable(text).and_then(|new| match difference(&before, text, &new) {
        Some(at) => Err(at),
        None => Ok(new),
    });
    let report = |at| {
        let message = "the formatter does not support YAML that is written like this";
        out.report(Code::YamlFeature, Span::new(file, at, at), message)
            .help("write it in a simpler way; the file was not changed");
    };
    formatted.map_err(report).ok()
}

/// Formats a text until it no longer changes. Returns the place that cannot be formatted, or that still changes after
/// `MAX_ROUNDS` rounds.
fn stable(text: &str) -> Result<String, usize> {
    const MAX_ROUNDS: usize = 3;
    let mut last = text.to_owned();
    let mut same = 0;
    for _ in 0..MAX_ROUNDS {
        let plain = unquoted(&last).map_err(|at| origin(text, &last, at))?;
        let next = pretty_yaml::format_text(&plain, &layout())
            .map_err(|error| origin(text, &plain, error.offset()))?;
        if next == last {
            return Ok(next);
        }
        let pairs = last.bytes().zip(next.bytes());
        same = pairs.take_while(|(last, next)| last == next).count();
        last = next;
    }
    Err(origin(text, &last, same))
}

/// Returns the place in a text that is at `at` in its formatted form. Quotes, commas and white space may differ.
fn origin(text: &str, formatted: &str, at: usize) -> usize {
    if text == formatted {
        return at;
    }
    let stays = |(_, c): &(usize, char)| !c.is_whitespace() && !['"', '\'', ','].contains(c);
    let before = formatted.char_indices().filter(stays);
    let before = before.take_while(|(place, _)| *place < at).count();
    let place = text.char_indices().filter(stays).nth(before);
    place.map_or(text.len(), |(place, _)| place)
}

fn layout() -> FormatOptions {
    FormatOptions {
        layout: LayoutOptions {
            print_width: WIDTH,
            ..LayoutOptions::default()
        },
        language: LanguageOptions {
            brace_spacing: false,
            prefer_single_line: true,
            trailing_comma: false,
            ..LanguageOptions::default()
        },
    }
}

/// Removes quotes that are not needed. Returns the place of what the formatter would damage.
fn unquoted(text: &str) -> Result<String, usize> {
    let piece = |range: Range<usize>| text.get(range).unwrap_or_default();
    let mut out = String::new();
    let mut copied = 0;
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|_| 0_usize)?;
        let range = span.byte_range().unwrap_or_default();
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        // The formatter counts levels in the bits of an integer.
        if depth > MAX_DEPTH {
            return Err(range.start);
        }
        let Event::Scalar(value, style, ..) = event else {
            continue;
        };
        let after = piece(range.end..text.len());
        let is_damaged = match style {
            // The formatter would count a tab as indentation, and cut it from every line.
            ScalarStyle::Literal | ScalarStyle::Folded => {
                value.trim_start_matches('\n').starts_with('\t')
            }
            // The formatter would write `{a:, b: c}`, which other parsers reject.
            ScalarStyle::Plain => range.is_empty() && is_without_value(after),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => false,
        };
        if is_damaged {
            return Err(range.start);
        }
        let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        if is_quoted && is_plain(&value) && is_separated(after) {
            out.push_str(piece(copied..range.start));
            out.push_str(&value);
            copied = range.end;
        }
    }
    out.push_str(piece(copied..text.len()));
    Ok(out)
}

/// Returns whether nothing but a colon stands between a key before this text and the next item, or the end, of its
/// collection.
fn is_without_value(after: &str) -> bool {
    let value = after.trim_start().strip_prefix(':');
    value.is_some_and(|value| value.trim_start().starts_with([',', ']', '}']))
}

/// Returns whether a scalar before this text is valid without quotes. In `{"a":1}` it is not.
fn is_separated(after: &str) -> bool {
    let value = after.strip_prefix(':');
    value.is_none_or(|value| value.starts_with(char::is_whitespace))
}

/// Returns the first place in the old text whose value, or comment, is not the same in the new one.
fn difference(before: &Node, old: &str, new: &str) -> Option<usize> {
    let mut out = Diagnostics::new();
    let after = yaml::parse(0, new, &mut out);
    let report = out.into_report(Sources::new());
    let (Some(after), None) = (after, report.diagnostics().first()) else {
        let found = report.diagnostics().first();
        let at = found.map_or(0, |found| found.primary.span.start);
        return Some(origin(old, new, usize::try_from(at).unwrap_or_default()));
    };
    let mut kept = comments(new);
    let lost = comments(old).into_iter().find(|(_, comment)| {
        let same = kept.iter().position(|(_, other)| other == comment);
        same.map(|at| kept.swap_remove(at)).is_none()
    });
    let lost = lost.or_else(|| {
        kept.first()
            .map(|(at, comment)| (origin(old, new, *at), comment.clone()))
    });
    other_value(before, &after).or(lost.map(|(at, _)| at))
}

/// Returns the place of the first value that is another one.
fn other_value(before: &Node, after: &Node) -> Option<usize> {
    if before == after {
        return None;
    }
    let pairs: Vec<_> = match (&before.kind, &after.kind) {
        (NodeKind::List(old), NodeKind::List(new)) => old.iter().zip(new).collect(),
        (NodeKind::Map(old), NodeKind::Map(new)) => {
            let pairs = old.iter().zip(new);
            pairs.map(|((_, old), (_, new))| (old, new)).collect()
        }
        _ => Vec::new(),
    };
    let mut inner = pairs.into_iter();
    let inner = inner.find_map(|(old, new)| other_value(old, new));
    inner.or_else(|| usize::try_from(before.span.start).ok())
}

/// Returns the comments of a text with their places.
fn comments(text: &str) -> Vec<(usize, String)> {
    let events = Parser::new_from_str_with_options(text, options! { emit_comments: true });
    let comments = events.filter_map(|event| match event.ok()? {
        (Event::Comment(comment, _), span) => {
            Some((span.byte_range()?.start, comment.trim_end().to_owned()))
        }
        _ => None,
    });
    comments.collect()
}
