//! What is to be told of a page, by places on it.

use std::ops::Range;

use bge_private_codegen::diagnostics::{Code, Diagnostic, Diagnostics};
use bge_private_codegen::source::Span;

/// The file of a page, which is the only one that is spoken of.
pub(super) const PAGE: u32 = 0;

/// Gathers what is told of a page, and which of its lines are done with.
pub(super) struct Notes<'a> {
    page: &'a str,
    out: &'a mut Diagnostics,
    /// Bytes whose lines are used or told of.
    done: Vec<Range<usize>>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(page: &'a str, out: &'a mut Diagnostics) -> Self {
        Self {
            page,
            out,
            done: Vec::new(),
        }
    }

    /// Tells of a place, which is done with by that.
    pub(super) fn tell(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.done.push(range.clone());
        self.out.report(code, span(range), message)
    }

    /// Notes that what stands in a place is used.
    pub(super) fn used(&mut self, range: &Range<usize>) {
        self.done.push(range.clone());
    }

    /// Tells of every line that nothing has been said of: nothing on a page is dropped silently.
    pub(super) fn tell_the_rest(&mut self) {
        self.done.sort_by_key(|range| range.start);
        let mut at = 0;
        let mut known = self.done.iter().peekable();
        let mut reached = 0;
        let mut rest = Vec::new();
        for line in self.page.split_inclusive('\n') {
            let end = at + line.len();
            while let Some(range) = known.next_if(|range| range.start < end) {
                reached = reached.max(range.end).max(range.start + 1);
            }
            if reached <= at && !line.trim().is_empty() && !is_rule(line) {
                rest.push(at..at + line.trim_end().len());
            }
            at = end;
        }
        for range in rest {
            self.out
                .report(Code::Unused, span(&range), "this line is not used");
        }
    }
}

/// A line across the page says nothing.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 3
        && ["-", "*", "_", "="]
            .iter()
            .any(|mark| line.replace(mark, "").is_empty())
}

pub(super) fn span(range: &Range<usize>) -> Span {
    Span::new(PAGE, range.start, range.end)
}
