//! The source texts of a spec, and locations in them.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Number of the file in [`Sources`].
    pub file: u32,
    /// Its first byte.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
}

impl Span {
    /// Creates a span from `start` to before `end`.
    #[must_use]
    pub fn new(file: u32, start: usize, end: usize) -> Self {
        let start = offset(start);
        Self {
            file,
            start,
            end: offset(end).max(start),
        }
    }

    /// Returns the empty span at the start of a file.
    #[must_use]
    pub fn start_of(file: u32) -> Self {
        Self::new(file, 0, 0)
    }

    /// Returns `length` bytes of it, starting `skip` bytes after its start.
    #[must_use]
    pub fn part(self, skip: usize, length: usize) -> Self {
        let start = self.start.saturating_add(offset(skip)).min(self.end);
        let end = start.saturating_add(offset(length)).min(self.end);
        Self { start, end, ..self }
    }
}

/// Files larger than 4 GiB are rejected when they are read, so nothing is truncated.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// Returns the last character boundary that is not after `at`.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A value and its location in the spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its location.
    pub span: Span,
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

impl fmt::Display for Spanned<String> {
    /// Writes the name for messages: shortened if it is long, in code quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", excerpt(&self.value))
    }
}

/// Returns the text, shortened if it is long or has several lines.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    const LONG: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    let cut: String = line.chars().take(LONG).collect();
    if cut.len() == text.len() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(cut + "…")
    }
}

/// A file of a spec.
#[derive(Clone, Debug)]
pub struct Source {
    path: String,
    text: String,
    /// Offset of the first byte of each line.
    lines: Vec<usize>,
    usable: bool,
}

impl Source {
    fn new(path: String, text: String, usable: bool) -> Self {
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(after_breaks).collect();
        Self {
            path,
            text,
            lines,
            usable,
        }
    }

    /// Returns the path that is shown in reports.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the last part of its path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default()
    }

    /// Returns its name without the extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Returns its text, without a byte-order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether the text is the content of the file and not only a placeholder for reports.
    pub(crate) fn is_usable(&self) -> bool {
        self.usable
    }

    /// Returns the number of the line, from 0, that contains a byte.
    pub(crate) fn line_of(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset) - 1
    }

    /// Returns the line that contains a byte, with its line break.
    pub(crate) fn line(&self, offset: usize) -> Range<usize> {
        let line = self.line_of(offset);
        let start = |line: usize| self.lines.get(line).copied().unwrap_or(self.text.len());
        start(line)..start(line + 1)
    }
}

/// The line and column of a location.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file.
    pub path: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The files of a spec: `platform.yaml` and one for each group.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Creates an empty set of files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and returns its number. `path` is shown in reports; its last part determines the kind of
    /// file.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> u32 {
        self.files.push(Source::new(path.into(), text.into(), true));
        offset(self.files.len() - 1)
    }

    /// Adds a file that is only mentioned in reports.
    pub(crate) fn add_unusable(&mut self, path: impl Into<String>, text: impl Into<String>) -> u32 {
        let source = Source::new(path.into(), text.into(), false);
        self.files.push(source);
        offset(self.files.len() - 1)
    }

    /// Returns the file with this number.
    #[must_use]
    pub fn get(&self, file: u32) -> Option<&Source> {
        self.files.get(usize::try_from(file).ok()?)
    }

    /// Returns all files with their numbers, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Source)> {
        (0..).zip(&self.files)
    }

    /// Returns the line and column where a span starts.
    #[must_use]
    pub fn place(&self, span: Span) -> Option<Place<'_>> {
        let source = self.get(span.file)?;
        let start = usize::try_from(span.start).ok()?;
        let before = source.text.get(source.line(start).start..start)?;
        Some(Place {
            path: &source.path,
            line: source.line_of(start) + 1,
            column: before.chars().count() + 1,
        })
    }

    /// Returns the text of a span.
    #[must_use]
    pub fn text(&self, span: Span) -> Option<&str> {
        let range = usize::try_from(span.start).ok()?..usize::try_from(span.end).ok()?;
        self.get(span.file)?.text.get(range)
    }
}
