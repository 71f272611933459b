//! Reads the texts of a spec as what they mean: paragraphs and lists of words, code and links.
//!
//! The same texts become doc comments in [`markdown`](bge_private_codegen::lower::markdown), by the same rules.

use bge_private_codegen::lower::markdown::{code_span, is_invisible, paragraphs, url};

/// A paragraph or a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(Vec<Span>),
    List(Vec<Vec<Span>>),
}

/// A part of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Span {
    Words(String),
    Code(String),
    Link(String),
}

impl Span {
    fn plain(&self) -> &str {
        match self {
            Self::Words(text) | Self::Code(text) | Self::Link(text) => text,
        }
    }
}

/// The blocks of a text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for paragraph in paragraphs(text) {
        let line = spans(&paragraph.text);
        if line.is_empty() {
            continue;
        }
        match blocks.last_mut() {
            Some(Block::List(items)) if paragraph.is_item => items.push(line),
            _ if paragraph.is_item => blocks.push(Block::List(vec![line])),
            _ => blocks.push(Block::Paragraph(line)),
        }
    }
    blocks
}

/// The parts of a line.
pub(super) fn spans(line: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut words = String::new();
    let mut rest = line;
    while let Some(char) = rest.chars().next() {
        let fence = rest.len() - rest.trim_start_matches('`').len();
        let span = code_span(rest)
            .map(|taken| (taken, true))
            .or_else(|| Some((url(rest)?, false)));
        let taken = match span {
            Some((taken, is_code)) => {
                if !words.is_empty() {
                    spans.push(Span::Words(std::mem::take(&mut words)));
                }
                let inner = rest.get(..taken).unwrap_or(rest);
                spans.push(if is_code {
                    Span::Code(unfenced(inner, fence))
                } else {
                    Span::Link(inner.to_owned())
                });
                taken
            }
            // A run of ticks that closes nothing is skipped as a whole, since a shorter one is not what was written.
            None if fence > 0 => {
                words.extend(std::iter::repeat_n('`', fence));
                fence
            }
            None => {
                words.push(if is_invisible(char) { ' ' } else { char });
                char.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or("");
    }
    if !words.is_empty() {
        spans.push(Span::Words(words));
    }
    spans
}

/// What stands between the fences; a space on both sides only keeps ticks apart.
fn unfenced(span: &str, fence: usize) -> String {
    let end = span.len().saturating_sub(fence);
    let inner = span.get(fence..end).unwrap_or("");
    let padded = inner
        .strip_prefix(' ')
        .and_then(|inner| inner.strip_suffix(' '));
    match padded {
        Some(inner) if !inner.trim().is_empty() => inner,
        _ => inner,
    }
    .to_owned()
}

/// A line without its marks.
pub(super) fn plain_line(spans: &[Span]) -> String {
    spans.iter().map(Span::plain).collect()
}

/// A text without its marks, in one line.
pub(super) fn plain(text: &str) -> String {
    let mut lines = Vec::new();
    for block in blocks(text) {
        match block {
            Block::Paragraph(line) => lines.push(plain_line(&line)),
            Block::List(items) => lines.extend(items.iter().map(|item| plain_line(item))),
        }
    }
    lines.join(" ")
}

/// The first paragraph of a text without its marks.
pub(super) fn summary(text: &str) -> String {
    match blocks(text).into_iter().next() {
        Some(Block::Paragraph(line)) => plain_line(&line),
        Some(Block::List(_)) => plain(text),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Span {
        Span::Words(text.to_owned())
    }

    fn code(text: &str) -> Span {
        Span::Code(text.to_owned())
    }

    #[test]
    fn words_code_and_links_are_told_apart() {
        assert_eq!(
            spans("Below `a[0]`, ``b`c`` and `` ` ``; see https://a.example/b?c=[d]."),
            [
                words("Below "),
                code("a[0]"),
                words(", "),
                code("b`c"),
                words(" and "),
                code("`"),
                words("; see "),
                Span::Link("https://a.example/b?c=[d".to_owned()),
                words("]."),
            ]
        );
        assert_eq!(
            spans("an ` alone, `` two, <b>"),
            [words("an ` alone, `` two, <b>")]
        );
    }

    #[test]
    fn lists_and_paragraphs_are_told_apart() {
        let line = |text: &str| vec![words(text)];
        assert_eq!(
            blocks("Either:\n- one\n  more\n* two\n\nThe\nend."),
            [
                Block::Paragraph(line("Either:")),
                Block::List(vec![line("one more"), line("two")]),
                Block::Paragraph(line("The end.")),
            ]
        );
        assert_eq!(blocks(" \n "), []);
    }

    #[test]
    fn a_summary_is_the_first_paragraph() {
        assert_eq!(summary("Gives `a`\n\nMore."), "Gives a");
        assert_eq!(summary("- a\n- b"), "a b");
        assert_eq!(summary(""), "");
    }
}
