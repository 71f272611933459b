//! What is wrong with a spec: gathered while it is read and checked, then told together.

mod code;
mod render;
mod suggest;

use std::collections::HashSet;
use std::fmt;

pub use code::Code;
pub use suggest::nearest;

use crate::source::{Sources, Span};

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that it breaks.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// Where, with a few words beside the place.
    pub primary: Label,
    /// Other places that matter.
    pub secondary: Vec<Label>,
    /// How to put it right.
    pub help: Vec<String>,
}

/// A place and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words, or none.
    pub text: String,
}

impl Diagnostic {
    /// Puts words beside the place.
    pub fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.primary.text = text.into();
        self
    }

    /// Shows another place.
    pub fn also(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        self.secondary.push(Label { span, text });
        self
    }

    /// Says how to put it right.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help.push(text.into());
        self
    }

    /// Asks whether the nearest of `candidates` was meant; gives all of them when none is near and they are few.
    pub(crate) fn did_you_mean<'a>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
    ) -> &mut Self {
        const FEW: usize = 20;
        let candidates = candidates.into_iter();
        if let Some(near) = nearest(word, candidates.clone()) {
            return self.help(format!("did you mean `{near}`?"));
        }
        let all: Vec<_> = candidates.take(FEW + 1).collect();
        match all.len() {
            1..=FEW => self.help(format!("known here: {}", quoted(all))),
            _ => self,
        }
    }
}

/// Names as a list in code quotes.
pub(crate) fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The mistakes found so far.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// The last one, which may still get labels and help.
    last: Option<Diagnostic>,
    /// Their places.
    told: HashSet<Span>,
    /// Names of entries that were dropped because of a mistake in them: nobody may be blamed for using such a name.
    lost: HashSet<(u32, String)>,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes a mistake; what it gives back takes labels and help.
    pub fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.found.extend(self.last.take());
        self.told.insert(span);
        self.last.insert(Diagnostic {
            code,
            message: message.into(),
            primary: Label {
                span,
                text: String::new(),
            },
            secondary: Vec::new(),
            help: Vec::new(),
        })
    }

    /// Notes that the entry called `name` of a file had to be dropped.
    pub(crate) fn lose(&mut self, file: u32, name: &str) {
        self.lost.insert((file, name.to_owned()));
    }

    /// Whether an entry called `name` of a file had to be dropped.
    pub(crate) fn is_lost(&self, file: u32, name: &str) -> bool {
        !self.lost.is_empty() && self.lost.contains(&(file, name.to_owned()))
    }

    /// Whether something is said of exactly this place.
    pub(crate) fn is_told(&self, span: Span) -> bool {
        self.told.contains(&span)
    }

    /// How many mistakes there are.
    pub(crate) fn len(&self) -> usize {
        self.found.len() + usize::from(self.last.is_some())
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.last.is_none()
    }

    /// The mistakes as they are told: by file and place, each once.
    #[must_use]
    pub fn into_report(self, sources: Sources) -> Report {
        let mut diagnostics = self.found;
        diagnostics.extend(self.last);
        diagnostics.sort_by_key(|found| (found.primary.span, found.code));
        let mut told = HashSet::new();
        diagnostics
            .retain(|found| told.insert((found.primary.span, found.code, found.message.clone())));
        Report {
            subject: "the spec",
            sources,
            diagnostics,
        }
    }
}

/// Everything that is wrong with a spec. Its `Display` shows each mistake in its place.
#[derive(Clone, Debug)]
pub struct Report {
    /// What has the mistakes, for the summary.
    subject: &'static str,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// The same, of something else than a spec.
    pub fn about(self, subject: &'static str) -> Self {
        Self { subject, ..self }
    }

    /// The mistakes, in the order of files and places.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The files in which they were found.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The whole report, with colours for a terminal if asked for.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        render::report(self, colour)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render(false))
    }
}

impl std::error::Error for Report {}
