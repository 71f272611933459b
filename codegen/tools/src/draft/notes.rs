//! Diagnostics of a page.

use std::ops::Range;

use bge_private_codegen::diagnostics::{Code, Diagnostic, Diagnostics};
use bge_private_codegen::source::Span;

/// The number of the page's file, which is the only source file of a draft's diagnostics.
pub(super) const PAGE: u32 = 0;

/// Collects the diagnostics of a page, and tracks which of its lines are handled.
pub(super) struct Notes<'a> {
    page: &'a str,
    out: &'a mut Diagnostics,
    /// Byte ranges that are used or reported.
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

    /// Reports a place and marks it as handled.
    pub(super) fn report(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.done.push(range.clone());
        self.out.report(code, span(range), message)
    }

    /// Marks a place as used.
    pub(super) fn used(&mut self, range: &Range<usize>) {
        self.done.push(range.clone());
    }

    /// Reports every line that is not handled, so that nothing on a page is ignored silently.
    pub(super) fn report_unhandled(&mut self) {
        self.done.sort_by_key(|range| range.start);
        let mut known = self.done.iter().peekable();
        let (mut at, mut reached) = (0, 0);
        for line in self.page.split_inclusive('\n') {
            let end = at + line.len();
            while let Some(range) = known.next_if(|range| range.start < end) {
                reached = reached.max(range.end).max(range.start + 1);
            }
            if reached <= at && !line.trim().is_empty() && !is_rule(line) {
                let range = at..at + line.trim_end().len();
                self.out
                    .report(Code::Unused, span(&range), "this line is ignored");
            }
            at = end;
        }
    }
}

/// Returns whether a line is a horizontal rule.
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
