//! Mistakes in a spec: collected while it is read and checked, and reported together.

mod code;
mod render;
mod suggest;
mod synonyms;

use std::collections::HashSet;
use std::fmt;

pub use code::Code;
pub use suggest::{Suggestion, nearest, suggestion};

use crate::source::{Sources, Span, Spanned};

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that it breaks.
    pub code: Code,
    /// What is wrong, in one line.
    pub message: String,
    /// Where, with a short note.
    pub primary: Label,
    /// Related locations.
    pub secondary: Vec<Label>,
    /// How to correct it.
    pub help: Vec<String>,
}

/// A location with a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The location.
    pub span: Span,
    /// The note, which may be empty.
    pub text: String,
}

impl Diagnostic {
    /// Adds a note to the location.
    pub fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.primary.text = text.into();
        self
    }

    /// Adds a related location.
    pub fn also(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        let text = text.into();
        self.secondary.push(Label { span, text });
        self
    }

    /// Adds how to correct it.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help.push(text.into());
        self
    }

    /// Suggests what to write instead of a word, or lists all `candidates` if nothing is near and they are few.
    pub(crate) fn did_you_mean<'a>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
    ) -> &mut Self {
        const FEW: usize = 20;
        let candidates = candidates.into_iter();
        if let Some(suggestion) = suggestion(word, candidates.clone()) {
            return self.help(suggestion.to_string());
        }
        let all: Vec<_> = candidates.take(FEW + 1).collect();
        match all.len() {
            1..=FEW => self.help(format!("known here: {}", quoted(all))),
            _ => self,
        }
    }
}

/// Returns names as a list in code quotes.
pub(crate) fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

/// The mistakes found so far.
#[derive(Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    /// The last one, which may still get notes.
    last: Option<Diagnostic>,
    /// Their locations.
    told: HashSet<Span>,
    /// Names of entries that were dropped because of a mistake in them. Using such a name is not a mistake.
    lost: HashSet<(u32, String)>,
    /// Where names are defined that are defined twice. What they mean is unknown, so their uses are not checked.
    repeated: HashSet<Span>,
}

impl Diagnostics {
    /// Creates an empty collection.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a mistake, and returns it so that notes can be added.
    pub fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.found.extend(self.last.take());
        self.told.insert(span);
        let text = String::new();
        self.last.insert(Diagnostic {
            code,
            message: message.into(),
            primary: Label { span, text },
            secondary: Vec::new(),
            help: Vec::new(),
        })
    }

    /// Reports that nothing is called `name`, unless its definition was dropped because of a mistake in it.
    /// Suggests the nearest of the known names.
    pub(crate) fn unknown<'a>(
        &mut self,
        code: Code,
        what: &str,
        name: &Spanned<String>,
        known: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
    ) -> Option<&mut Diagnostic> {
        if self.is_lost(name) {
            return None;
        }
        let diagnostic = self.report(code, name.span, format!("there is no {what} {name}"));
        Some(diagnostic.did_you_mean(&name.value, known))
    }

    /// Records that the entry with this name was dropped.
    pub(crate) fn lose(&mut self, name: &Spanned<String>) {
        self.lost.insert((name.span.file, name.value.clone()));
    }

    /// Returns whether an entry with this name was dropped in the same file.
    pub(crate) fn is_lost(&self, name: &Spanned<String>) -> bool {
        !self.lost.is_empty() && self.lost.contains(&(name.span.file, name.value.clone()))
    }

    /// Returns whether an entry of this file was dropped.
    pub(crate) fn has_lost(&self, file: u32) -> bool {
        self.lost.iter().any(|(lost, _)| *lost == file)
    }

    /// Returns whether an entry with this name was dropped in any file.
    pub(crate) fn is_lost_in_any_file(&self, name: &str) -> bool {
        self.lost.iter().any(|(_, lost)| lost == name)
    }

    /// Returns whether a mistake is reported at exactly this location.
    pub(crate) fn is_told(&self, span: Span) -> bool {
        self.told.contains(&span)
    }

    /// Reports a name that is defined again.
    pub(crate) fn repeat(
        &mut self,
        code: Code,
        [first, again]: [Span; 2],
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.repeated.extend([first, again]);
        self.report(code, again, message)
    }

    /// Returns whether the name that is defined here is also defined elsewhere.
    pub(crate) fn is_repeated(&self, span: Span) -> bool {
        self.repeated.contains(&span)
    }

    /// Returns the number of mistakes.
    pub(crate) fn len(&self) -> usize {
        self.found.len() + usize::from(self.last.is_some())
    }

    /// Returns whether anything but warnings was found.
    pub(crate) fn has_mistakes(&self) -> bool {
        let mut found = self.found.iter().chain(&self.last);
        found.any(|found| !found.code.is_warning())
    }

    /// Returns whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.last.is_none()
    }

    /// Returns a report of the mistakes, sorted by location, each once.
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
            has_excerpts: true,
            sources,
            diagnostics,
        }
    }
}

/// All mistakes in a spec. Its `Display` shows each with its source line.
#[derive(Clone, Debug)]
pub struct Report {
    /// What has the mistakes, in the summary.
    subject: &'static str,
    has_excerpts: bool,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Returns the report with another subject than the spec. It shows locations only: a file that is no spec may
    /// contain secrets.
    pub fn about(self, subject: &'static str) -> Self {
        let has_excerpts = false;
        Self {
            subject,
            has_excerpts,
            ..self
        }
    }

    /// Returns the mistakes, sorted by location.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Returns the files in which they were found.
    #[must_use]
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Returns the whole report, with colours for a terminal if `colour` is set.
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
