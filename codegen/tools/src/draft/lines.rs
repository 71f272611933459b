//! Splits a page into lines with their locations, and reads list items, badges and fences of code.

use std::iter::Peekable;
use std::ops::Range;

use bge_private_codegen::diagnostics::Code;

use super::notes::Notes;

/// A line, or all lines of code.
pub(super) struct Line<'a> {
    /// The text without the space around it. Of code, the language.
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
    /// The location of the text of code.
    pub(super) code: Option<Range<usize>>,
}

/// Splits a page into lines that are not empty. Problems in its Markdown are reported.
pub(super) fn lines<'a>(notes: &mut Notes<'a>) -> Vec<Line<'a>> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in notes.page.split_inclusive('\n') {
        let text = line.trim();
        let start = at + line.len() - line.trim_start().len();
        let range = start..start + text.len();
        if line.starts_with('\t') && item(text).is_some() {
            let message = "a tab before a list item makes code of it";
            notes.report(Code::Untidy, &range, message);
        }
        at += line.len();
        let code = None;
        lines.push(Line { text, range, code });
    }
    let mut out = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some(line) = lines.next() {
        if let Some((marks, language)) = fence(line.text) {
            out.push(code(line, marks, language, &mut lines, notes));
        } else if !line.text.is_empty() {
            out.push(line);
        }
    }
    out
}

/// Reads code after its first line. It ends at its fence, or where something else starts.
fn code<'a>(
    first: Line<'a>,
    marks: &str,
    language: &'a str,
    lines: &mut Peekable<impl Iterator<Item = Line<'a>>>,
    notes: &mut Notes<'_>,
) -> Line<'a> {
    let Range { start, mut end } = first.range;
    let closes = |line: &Line<'_>| {
        line.text.starts_with(marks) && line.text.trim_start_matches('`').is_empty()
    };
    let mut code = None;
    while let Some(line) = lines.next_if(|line| !closes(line) && !is_outside(line.text)) {
        end = line.range.end;
        let start = code.map_or(line.range.start, |code: Range<usize>| code.start);
        code = Some(start..end);
    }
    match lines.next_if(closes) {
        Some(close) => end = close.range.end,
        None => notes.report(Code::Untidy, &first.range, "this code block is not closed"),
    }
    Line {
        text: language,
        range: start..end,
        code: code.or(Some(end..end)),
    }
}

/// Returns the marks of a line that opens code, and the language.
fn fence(line: &str) -> Option<(&str, &str)> {
    let language = line.trim_start_matches('`');
    let marks = line.strip_suffix(language)?;
    (marks.len() >= 3 && !language.contains('`')).then_some((marks, language.trim()))
}

/// Returns whether a line within code shows that a fence is missing before it.
fn is_outside(line: &str) -> bool {
    let is_opening = fence(line).is_some_and(|(_, language)| !language.is_empty());
    is_opening
        || ["## ", "![", "[!["]
            .iter()
            .any(|start| line.starts_with(start))
}

/// Splits a list item into the name in backticks, which may be missing, and the text.
pub(super) fn item(line: &str) -> Option<(&str, &str)> {
    const SEPARATORS: [char; 7] = ['—', '–', '-', '：', ':', ' ', '\t'];
    let rest = line.strip_prefix(['*', '-', '+', '•'])?;
    let is_item = rest.starts_with([' ', '\t', '`']) && !rest.trim().is_empty();
    let item = rest.trim();
    let named = item.strip_prefix('`').and_then(|rest| rest.split_once('`'));
    let (name, text) = named.unwrap_or(("", item));
    let text = text.trim_start_matches(SEPARATORS).trim();
    is_item.then(|| (name.trim(), text))
}

/// Returns the level and the text of a heading.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let is_heading = (1..=6).contains(&level) && (text.is_empty() || text.starts_with(' '));
    is_heading.then(|| (level, text.trim()))
}

/// Returns the text and the target of an image, of a link, or of an image within a link.
pub(super) fn badge(line: &str) -> Option<(&str, Option<&str>)> {
    if let Some(inner) = line.strip_prefix('!') {
        return linked(inner).map(|(label, _)| (label, None));
    }
    let (label, link) = linked(line)?;
    let image = label.strip_prefix('!').and_then(linked);
    Some((image.map_or(label, |(label, _)| label), Some(link)))
}

/// Splits `[label](target)` if nothing follows. The label may be an image.
fn linked(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?.strip_suffix(')')?;
    let (label, target) = inner.rsplit_once("](")?;
    let is_one = label.starts_with("![") || !label.contains("](");
    is_one.then_some((label, target.trim()))
}
