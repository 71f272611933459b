//! Finds comments: they are what begins with `#` between the scalars of a file.

use std::ops::Range;

/// One comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment<'a> {
    /// Its first byte.
    pub(super) at: usize,
    /// Its text, from `#` to before the end of the line.
    pub(super) text: &'a str,
    /// Whether nothing stands before it in its line.
    pub(super) is_alone: bool,
    /// How many bytes stand before it in its line.
    pub(super) column: usize,
}

/// The comments of a text with scalars in these places, in order.
pub(super) fn find<'a>(
    text: &'a str,
    scalars: &[Range<usize>],
) -> impl Iterator<Item = Comment<'a>> + use<'a> {
    let ends = std::iter::once(0).chain(scalars.iter().map(|scalar| scalar.end));
    let starts = scalars.iter().map(|scalar| scalar.start);
    let gaps: Vec<_> = ends
        .zip(starts.chain(std::iter::once(text.len())))
        .collect();
    let in_gap = move |(start, end): (usize, usize)| {
        let mut at = start;
        std::iter::from_fn(move || {
            let found = at + text.get(at..end)?.find('#')?;
            let rest = text.get(found..)?;
            let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
            at = found + length;
            Some(comment(text, found, rest.get(..length)?))
        })
    };
    gaps.into_iter().flat_map(in_gap)
}

fn comment<'a>(text: &str, at: usize, comment: &'a str) -> Comment<'a> {
    let start = line_start(text, at);
    let before = text.get(start..at).unwrap_or_default();
    Comment {
        at,
        text: comment.trim_end(),
        is_alone: before.trim().is_empty(),
        column: at - start,
    }
}

/// How many bytes stand before a byte in its line.
pub(super) fn column(text: &str, at: usize) -> usize {
    at - line_start(text, at)
}

/// The first byte of the line that holds a byte.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// Whether the line before the one that holds this byte is blank.
pub(super) fn is_blank_before(text: &str, at: usize) -> bool {
    let before = text.get(..line_start(text, at)).unwrap_or_default();
    let before = before.strip_suffix('\n').unwrap_or(before);
    let before = before.strip_suffix('\r').unwrap_or(before);
    let line = before.get(line_start(text, before.len())..);
    !before.is_empty() && line.is_some_and(|line| line.trim().is_empty())
}
