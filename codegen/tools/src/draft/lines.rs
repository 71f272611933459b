//! Splits a page into lines with their locations, and reads list items, badges and fences of code.

use std::ops::Range;
use std::sync::LazyLock;

use bge_private_codegen::diagnostics::Code;

use super::notes::Notes;
use super::pattern::{Pattern, captures, group, regex};

/// Code with its fences, or any other line.
static LINE: Pattern = LazyLock::new(|| {
    regex(r"(?m)^[ \t]*```([^`\n]*)\n((?:[^`]|`{1,2}[^`])*?)^[ \t]*```\s*?$|^.+$")
});
static ITEM: Pattern = LazyLock::new(|| regex(r"^[*+•-](?:\s*`([^`]*)`|\s+)[\s—–：:-]*(.+)$"));
static HEADING: Pattern = LazyLock::new(|| regex("^(#{1,6})(?: (.*))?$"));
static BADGE: Pattern = LazyLock::new(|| {
    regex(r"^(?:!\[([^\]]*)\]\([^)]*\)|\[(?:!\[)?([^\]]*)(?:\]\([^)]*\))?\]\(([^)]*)\))$")
});

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
    let found = LINE.iter().flat_map(|line| line.captures_iter(notes.page));
    for (whole, language, code) in found.map(|it| (it.get(0), it.get(1), it.get(2))) {
        let line = whole.map_or("", |line| line.as_str());
        let text = line.trim();
        let end = whole.map_or(0, |line| line.start()) + line.trim_end().len();
        let range = end - text.len()..end;
        if code.is_none() && text.starts_with("```") {
            notes.report(Code::Untidy, &range, "this code block is not closed");
        }
        if line.starts_with('\t') && item(text).is_some() {
            let message = "a tab before a list item makes code of it";
            notes.report(Code::Untidy, &range, message);
        }
        if !text.is_empty() {
            out.push(Line {
                text: language.map_or(text, |language| language.as_str().trim()),
                range,
                code: code.map(|code| code.range()),
            });
        }
    }
    out
}

/// Splits a list item into the name in backticks, which may be missing, and the text.
pub(super) fn item(line: &str) -> Option<(String, String)> {
    let found = captures(&ITEM, line)?;
    Some((group(&found, 1), group(&found, 2)))
}

/// Returns the level and the text of a heading.
pub(super) fn heading(line: &str) -> Option<(usize, String)> {
    let found = captures(&HEADING, line)?;
    Some((group(&found, 1).len(), group(&found, 2)))
}

/// Returns the text and the target of an image, of a link, or of an image within a link. Only links have a target.
pub(super) fn badge(line: &str) -> Option<(String, Option<String>)> {
    let found = captures(&BADGE, line)?;
    let link = found.get(3).map(|link| link.as_str().to_owned());
    Some((group(&found, 1) + &group(&found, 2), link))
}
