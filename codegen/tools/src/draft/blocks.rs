//! Splits a page into blocks with their locations: headings, badges, bullets, code and prose.

use std::ops::Range;

pub(super) enum Block {
    Heading {
        level: usize,
        text: String,
    },
    /// An image or a link on a line of its own: its text, and the target of the link.
    Badge {
        label: String,
        link: Option<String>,
    },
    /// A list item: the name in backticks, which may be empty, and the text after it.
    Bullet {
        name: String,
        text: String,
    },
    /// Code: its language and the location of its text.
    Code {
        language: String,
        text: Range<usize>,
    },
    Prose,
}

/// The blocks of a page, and the problems in its Markdown.
#[derive(Default)]
pub(super) struct Blocks {
    pub(super) blocks: Vec<(Block, Range<usize>)>,
    pub(super) problems: Vec<(Range<usize>, &'static str)>,
}

/// A line without the space around it, and its location.
type Line<'a> = (Range<usize>, &'a str);

/// Splits a page into blocks.
pub(super) fn blocks(page: &str) -> Blocks {
    let mut out = Blocks::default();
    let mut at = 0;
    let mut lines = Vec::new();
    for line in page.split_inclusive('\n') {
        let text = line.trim();
        let start = at + line.len() - line.trim_start().len();
        let range = start..start + text.len();
        if line.starts_with('\t') && item(text).is_some() {
            let problem = "a tab before a list item makes code of it";
            out.problems.push((range.clone(), problem));
        }
        at += line.len();
        lines.push((range, text));
    }
    let mut rest = lines.as_slice();
    while let Some(((range, line), after)) = rest.split_first() {
        rest = after;
        if let Some((marks, language)) = fence(line) {
            rest = out.code(range, marks, language, after);
        } else if !line.is_empty() {
            out.line(range.clone(), line);
        }
    }
    out
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

impl Blocks {
    /// Adds code, which ends at its fence or where something else starts. Returns the lines after it.
    fn code<'l, 'a>(
        &mut self,
        open: &Range<usize>,
        marks: &str,
        language: &str,
        after: &'l [Line<'a>],
    ) -> &'l [Line<'a>] {
        let closes =
            |line: &str| line.starts_with(marks) && line.trim_start_matches('`').is_empty();
        let end = after
            .iter()
            .position(|(_, line)| closes(line) || is_outside(line));
        let (inner, rest) = after.split_at(end.unwrap_or(after.len()));
        let text = match (inner.first(), inner.last()) {
            (Some((first, _)), Some((last, _))) => first.start..last.end,
            _ => open.end..open.end,
        };
        let language = language.to_ascii_lowercase();
        let close = rest.split_first().filter(|((_, line), _)| closes(line));
        if close.is_none() {
            let problem = "this code block is not closed";
            self.problems.push((open.clone(), problem));
        }
        let end = close.map_or(text.end, |((range, _), _)| range.end);
        let block = Block::Code { language, text };
        self.blocks.push((block, open.start..end));
        close.map_or(rest, |(_, rest)| rest)
    }

    fn line(&mut self, range: Range<usize>, line: &str) {
        let text = line.trim_start_matches('#');
        let level = line.len() - text.len();
        let block = if (1..=6).contains(&level) && (text.is_empty() || text.starts_with(' ')) {
            let text = text.trim().to_owned();
            Block::Heading { level, text }
        } else if let Some((label, link)) = badge(line) {
            Block::Badge { label, link }
        } else if let Some(item) = item(line) {
            let (name, text) = named(item);
            // An item without a name belongs to the item before it.
            if let Some((Block::Bullet { text: last, .. }, at)) = self.blocks.last_mut()
                && name.is_empty()
            {
                *last += &format!("；{text}");
                at.end = range.end;
                return;
            }
            Block::Bullet { name, text }
        } else if let Some((Block::Prose, last)) = self.blocks.last_mut() {
            last.end = range.end;
            return;
        } else {
            Block::Prose
        };
        self.blocks.push((block, range));
    }
}

/// Returns the text of a list item without its mark.
fn item(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(['*', '-', '+', '•'])?;
    let is_item = rest.starts_with([' ', '\t', '`']) && !rest.trim().is_empty();
    is_item.then(|| rest.trim())
}

/// Splits a list item into the name in backticks and the text.
fn named(item: &str) -> (String, String) {
    const SEPARATORS: [char; 7] = ['—', '–', '-', '：', ':', ' ', '\t'];
    let named = item.strip_prefix('`').and_then(|rest| rest.split_once('`'));
    let (name, text) = named.unwrap_or(("", item));
    let text = text.trim_start_matches(SEPARATORS).trim();
    (name.trim().to_owned(), text.to_owned())
}

/// Returns the text and the target of an image, of a link, or of an image within a link.
fn badge(line: &str) -> Option<(String, Option<String>)> {
    if let Some(inner) = line.strip_prefix('!') {
        return linked(inner).map(|(label, _)| (label.to_owned(), None));
    }
    let (label, link) = linked(line)?;
    let image = label.strip_prefix('!').and_then(linked);
    let label = image.map_or(label, |(label, _)| label);
    Some((label.to_owned(), Some(link.to_owned())))
}

/// Splits `[label](target)` if nothing follows. The label may be an image.
fn linked(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('[')?.strip_suffix(')')?;
    let (label, target) = inner.rsplit_once("](")?;
    let is_one = label.starts_with("![") || !label.contains("](");
    is_one.then_some((label, target.trim()))
}
