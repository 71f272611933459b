//! Diagnostics of a page.

use std::ops::Range;

use bge_private_codegen::diagnostics::{Code, Diagnostics};
use bge_private_codegen::source::Span;

/// The number of the page's file, which is the only source file of a draft's diagnostics.
const PAGE: u32 = 0;

/// Collects the diagnostics of a page.
pub(super) struct Notes<'a> {
    pub(super) page: &'a str,
    pub(super) out: &'a mut Diagnostics,
}

impl Notes<'_> {
    pub(super) fn report(&mut self, code: Code, range: &Range<usize>, message: impl Into<String>) {
        let span = Span::new(PAGE, range.start, range.end);
        self.out.report(code, span, message);
    }
}
