//! Formats spec files. The meaning, the comments and the order do not change.
//!
//! `pretty_yaml` decides the layout: two spaces of indentation, at most one blank line, and collections in
//! braces or brackets on one line if they fit. Quotes that are not needed are removed.

use bge_private_codegen::diagnostics::{Code, Diagnostics, Report};
use bge_private_codegen::source::{Source, Sources, Span};
use bge_private_codegen::spec::{self, yaml};
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
    let formatted = stable(text).filter(|formatted| is_same(&before, text, formatted));
    if formatted.is_none() {
        let message = "this file uses YAML in a way that the formatter does not support";
        out.report(Code::YamlFeature, Span::start_of(file), message)
            .help("write it in a simpler way; the file was not changed");
    }
    formatted
}

/// Formats a text until it no longer changes. Returns `None` if it still changes after `MAX_ROUNDS` rounds,
/// or if it cannot be formatted.
fn stable(text: &str) -> Option<String> {
    const MAX_ROUNDS: usize = 3;
    let mut text = text.to_owned();
    for _ in 0..MAX_ROUNDS {
        let next = pretty_yaml::format_text(&unquoted(&text)?, &layout()).ok()?;
        if next == text {
            return Some(text);
        }
        text = next;
    }
    None
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

/// Removes quotes that are not needed. Returns `None` for a text that the formatter would damage.
fn unquoted(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut copied = 0;
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        match event {
            Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
            Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
            _ => {}
        }
        // The formatter counts levels in the bits of an integer.
        if depth > MAX_DEPTH {
            return None;
        }
        let Event::Scalar(value, style, ..) = event else {
            continue;
        };
        let range = span.byte_range()?;
        let is_damaged = match style {
            // The formatter would count a tab as indentation, and cut it from every line.
            ScalarStyle::Literal | ScalarStyle::Folded => {
                value.trim_start_matches('\n').starts_with('\t')
            }
            // The formatter would write `{a:, b: c}`, which other parsers reject.
            ScalarStyle::Plain => range.is_empty() && is_without_value(text.get(range.end..)?),
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => false,
        };
        if is_damaged {
            return None;
        }
        let is_quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        if is_quoted && is_plain(&value) && is_separated(text.get(range.end..)?) {
            out.push_str(text.get(copied..range.start)?);
            out.push_str(&value);
            copied = range.end;
        }
    }
    out.push_str(text.get(copied..)?);
    Some(out)
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

/// Returns whether the new text has the same value and the same comments as the old one.
fn is_same(before: &yaml::Node, old: &str, new: &str) -> bool {
    let mut out = Diagnostics::new();
    let after = yaml::parse(0, new, &mut out);
    after.as_ref() == Some(before) && out.is_empty() && comments(old) == comments(new)
}

/// Returns the comments of a text, sorted.
fn comments(text: &str) -> Option<Vec<String>> {
    let mut comments = Vec::new();
    for event in Parser::new_from_str_with_options(text, options! { emit_comments: true }) {
        if let Event::Comment(comment, _) = event.ok()?.0 {
            comments.push(comment.trim_end().to_owned());
        }
    }
    comments.sort();
    Some(comments)
}
