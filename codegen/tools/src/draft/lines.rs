//! Splits a page into lines with their locations: headings, list items, badges, code and text.

use std::ops::Range;

use bge_private_codegen::diagnostics::Code;

use super::notes::Notes;
use super::pattern::Pattern;

/// Code with its fences, or any other line.
static LINE: Pattern =
    Pattern::new(&[r"(?m)^[ \t]*```[^`\n]*\n(?:[^`]|`{1,2}[^`])*?^[ \t]*```\s*?$|^.+$"]);
static ITEM: Pattern = Pattern::new(&[r"^[*+•-](?:\s*`([^`]*)`|\s+)[\s—–：:-]*(.+)$"]);
static HEADING: Pattern = Pattern::new(&["^(#{1,6})(?: (.*))?$"]);
static IMAGE: Pattern = Pattern::new(&[r"^!\[([^\]]*)\]\([^)]*\)$"]);
static LINK: Pattern = Pattern::new(&[r"^\[(?:!\[)?([^\]]*)(?:\]\([^)]*\))?\]\(([^)]*)\)$"]);

/// A line, or all lines of code.
pub(super) struct Line<'a> {
    /// The text without the space around it.
    pub(super) text: &'a str,
    pub(super) range: Range<usize>,
    pub(super) kind: Kind<'a>,
}

pub(super) enum Kind<'a> {
    /// The language of code, and the location of its text.
    Code(&'a str, Range<usize>),
    /// The level and the text of a heading.
    Heading(usize, &'a str),
    /// The text and the target of an image, of a link, or of an image within a link. Only links have a target.
    Badge(&'a str, Option<&'a str>),
    /// The name in backticks of a list item, which may be empty, and its text.
    Item(&'a str, &'a str),
    Text,
}

/// Splits a page into lines that are not empty. Problems in its Markdown are reported.
pub(super) fn lines<'a>(notes: &mut Notes<'a>) -> Vec<Line<'a>> {
    let mut out = Vec::new();
    for line in LINE.find_iter(notes.page) {
        let text = line.as_str().trim();
        let end = line.start() + line.as_str().trim_end().len();
        let range = end - text.len()..end;
        let kind = kind(text, end);
        if text.starts_with("```") && !matches!(kind, Kind::Code(..)) {
            notes.report(Code::Untidy, &range, "this code block is not closed");
        }
        if line.as_str().starts_with('\t') && matches!(kind, Kind::Item(..)) {
            let message = "a tab before a list item makes code of it";
            notes.report(Code::Untidy, &range, message);
        }
        if !text.is_empty() {
            out.push(Line { text, range, kind });
        }
    }
    out
}

/// Returns the kind of a line that ends at `end`.
fn kind(text: &str, end: usize) -> Kind<'_> {
    let fenced = text.strip_prefix("```");
    if let Some((language, code)) = fenced.and_then(|text| text.split_once('\n')) {
        Kind::Code(language.trim(), end - code.len()..end - "```".len())
    } else if let Some([marks, text]) = HEADING.groups(text) {
        Kind::Heading(marks.len(), text)
    } else if let Some([label]) = IMAGE.groups(text) {
        Kind::Badge(label, None)
    } else if let Some([label, target]) = LINK.groups(text) {
        Kind::Badge(label, Some(target))
    } else if let Some([name, text]) = ITEM.groups(text) {
        Kind::Item(name, text)
    } else {
        Kind::Text
    }
}
