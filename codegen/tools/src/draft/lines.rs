//! Splits a page into lines with their locations, and reads list items, badges and fences of code.

use std::ops::Range;

use bge_private_codegen::diagnostics::Code;

use super::notes::Notes;
use super::pattern::Pattern;

/// Code with its fences, or any other line.
static LINE: Pattern =
    Pattern::new(&[r"(?m)^[ \t]*```[^`\n]*\n(?:[^`]|`{1,2}[^`])*?^[ \t]*```\s*?$|^.+$"]);
static ITEM: Pattern = Pattern::new(&[r"^[*+•-](?:\s*`([^`]*)`|\s+)[\s—–：:-]*(.+)$"]);
static HEADING: Pattern = Pattern::new(&["^(#{1,6})(?: (.*))?$"]);
static BADGE: Pattern = Pattern::new(&[
    r"^(?:!\[([^\]]*)\]\([^)]*\)|\[(?:!\[)?([^\]]*)(?:\]\([^)]*\))?\]\(([^)]*)\))$",
]);

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
    let mut out = Vec::new();
    for line in LINE.find_iter(notes.page) {
        let text = line.as_str().trim();
        let end = line.start() + line.as_str().trim_end().len();
        let range = end - text.len()..end;
        let fence = text.strip_prefix("```");
        let code = fence.and_then(|fence| fence.split_once('\n'));
        if fence.is_some() && code.is_none() {
            notes.report(Code::Untidy, &range, "this code block is not closed");
        }
        if line.as_str().starts_with('\t') && item(text).is_some() {
            let message = "a tab before a list item makes code of it";
            notes.report(Code::Untidy, &range, message);
        }
        if !text.is_empty() {
            out.push(Line {
                text: code.map_or(text, |(language, _)| language.trim()),
                code: code.map(|(_, code)| end - code.len()..end - "```".len()),
                range,
            });
        }
    }
    out
}

/// Splits a list item into the name in backticks, which may be missing, and the text.
pub(super) fn item(line: &str) -> Option<[&str; 2]> {
    ITEM.groups(line)
}

/// Returns the level and the text of a heading.
pub(super) fn heading(line: &str) -> Option<(usize, &str)> {
    let [marks, text] = HEADING.groups(line)?;
    Some((marks.len(), text))
}

/// Returns the text and the target of an image, of a link, or of an image within a link. Only links have a target.
pub(super) fn badge(line: &str) -> Option<(&str, Option<&str>)> {
    let [image, label, target] = BADGE.groups(line)?;
    Some(match line.starts_with('!') {
        true => (image, None),
        false => (label, Some(target)),
    })
}
