//! Renders reports as text, in the style of rustc.

use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Label, Report};
use crate::source::{Source, Span, boundary};

/// Lines that are further apart are shown in separate excerpts.
const FAR: usize = 400;

/// Longer lines, in bytes, are shown in part.
const LONG: usize = 1_000;

/// The number of characters in that part.
const QUOTED: usize = 60;

/// Returns all mistakes, each with its excerpt, and their number.
pub(super) fn report(report: &Report, colour: bool) -> String {
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut out = String::new();
    for diagnostic in &report.diagnostics {
        let group = [group(report, diagnostic)];
        let _ = writeln!(out, "{}\n", renderer.render(&group));
    }
    let (warnings, mistakes): (Vec<_>, Vec<_>) =
        (report.diagnostics.iter()).partition(|diagnostic| diagnostic.code.is_warning());
    let (level, summary) = match (mistakes.len(), warnings.len()) {
        (0, 1) => (Level::WARNING, "1 warning".to_owned()),
        (0, count @ 1..) => (Level::WARNING, format!("{count} warnings")),
        (1, _) => (Level::ERROR, format!("{} has 1 mistake", report.subject)),
        (count, _) => {
            let summary = format!("{} has {count} mistakes", report.subject);
            (Level::ERROR, summary)
        }
    };
    let summary = [Group::with_title(level.primary_title(summary))];
    out.push_str(&renderer.render(&summary));
    if let Some(first) = report.diagnostics.first() {
        let id = first.code.id();
        let what = if mistakes.is_empty() {
            "warning"
        } else {
            "mistake"
        };
        let _ = write!(
            out,
            "\n\nFor more information about a {what}, try `bge-codegen explain {id}`."
        );
    }
    out
}

fn group<'a>(report: &'a Report, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = if diagnostic.code.is_warning() {
        Level::WARNING
    } else {
        Level::ERROR
    };
    let title = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code.id());
    let mut group = Group::with_title(title);
    for excerpt in excerpts(report, diagnostic) {
        group = excerpt.add_to(group);
    }
    let help = diagnostic.help.iter();
    group.elements(help.map(|text| Level::HELP.message(normalize_untrusted_str(text))))
}

/// Labels of one file that are near each other.
struct Excerpt<'a> {
    source: &'a Source,
    /// First and last line, from 0.
    lines: (usize, usize),
    labels: Vec<(AnnotationKind, Range<usize>, &'a str)>,
}

impl<'a> Excerpt<'a> {
    fn new(source: &'a Source, kind: AnnotationKind, label: &'a Label) -> Self {
        let range = shown(source, label.span);
        let line = source.line_of(range.start);
        Self {
            source,
            lines: (line, line),
            labels: vec![(kind, range, &label.text)],
        }
    }

    /// Returns the range of its lines.
    fn range(&self) -> Range<usize> {
        self.source.line_start(self.lines.0)..self.source.line_start(self.lines.1 + 1)
    }

    /// Adds another excerpt, or returns it if it is far away.
    fn join(&mut self, other: Self) -> Option<Self> {
        let lines = (
            self.lines.0.min(other.lines.0),
            self.lines.1.max(other.lines.1),
        );
        let is_far = lines.1 - lines.0 > FAR || self.is_long() || other.is_long();
        if is_far || !std::ptr::eq(self.source, other.source) {
            return Some(other);
        }
        self.lines = lines;
        self.labels.extend(other.labels);
        None
    }

    /// Returns whether it is one long line.
    fn is_long(&self) -> bool {
        self.lines.0 == self.lines.1 && self.range().len() > LONG
    }

    fn add_to(self, group: Group<'a>) -> Group<'a> {
        if self.source.text().is_empty() {
            group.element(Origin::path(self.source.path()))
        } else if self.is_long() {
            self.add_part_to(group)
        } else {
            group.element(self.snippet())
        }
    }

    fn snippet(self) -> Snippet<'a, Annotation<'a>> {
        let lines = self.range();
        let text = self.source.text().get(lines.clone()).unwrap_or_default();
        let annotations = self.labels.into_iter().map(|(kind, range, text)| {
            let annotation: Annotation<'_> =
                kind.span(range.start - lines.start..range.end - lines.start);
            annotation.label((!text.is_empty()).then(|| normalize_untrusted_str(text)))
        });
        Snippet::source(text)
            .path(self.source.path())
            .line_start(self.lines.0 + 1)
            .annotations(annotations)
    }

    /// Quotes the text at the first label instead of the whole line.
    fn add_part_to(self, group: Group<'a>) -> Group<'a> {
        let Some((_, range, label)) = self.labels.first() else {
            return group;
        };
        let text = self.source.text();
        let before = text
            .get(self.range().start..range.start)
            .unwrap_or_default();
        let here = text.get(range.start..self.range().end).unwrap_or_default();
        let here: String = here.trim_end().chars().take(QUOTED).collect();
        let note = if label.is_empty() {
            format!("this is where it says `{here}`")
        } else {
            format!("{label}: `{here}`")
        };
        let origin = Origin::path(self.source.path())
            .line(self.lines.0 + 1)
            .char_column(before.chars().count() + 1);
        group
            .element(origin)
            .element(Level::NOTE.message(normalize_untrusted_str(&note)))
    }
}

/// Returns the primary excerpt, then the others in the order of their labels.
fn excerpts<'a>(report: &'a Report, diagnostic: &'a Diagnostic) -> Vec<Excerpt<'a>> {
    let primary = (AnnotationKind::Primary, &diagnostic.primary);
    let secondary = diagnostic.secondary.iter();
    let labels =
        std::iter::once(primary).chain(secondary.map(|label| (AnnotationKind::Context, label)));
    let mut excerpts: Vec<Excerpt<'_>> = Vec::new();
    for (kind, label) in labels {
        let Some(source) = report.sources.get(label.span.file) else {
            continue;
        };
        let mut excerpt = Some(Excerpt::new(source, kind, label));
        for known in &mut excerpts {
            excerpt = excerpt.and_then(|excerpt| known.join(excerpt));
        }
        excerpts.extend(excerpt);
    }
    excerpts
}

/// Returns the part of a span that is underlined: at most its first line.
fn shown(source: &Source, span: Span) -> Range<usize> {
    let text = source.text();
    let bytes = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let start = boundary(text, bytes(span.start));
    let end = boundary(text, bytes(span.end)).max(start);
    let piece = text.get(start..end).unwrap_or_default();
    let first_line = piece.lines().next().unwrap_or_default().trim_end();
    start..start + first_line.len()
}
