//! Mistakes as text for people, in the manner of rustc.

use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Label, Report};
use crate::source::{Source, Span};

/// Places that are further apart are shown in excerpts of their own.
const FAR: usize = 400;

/// All mistakes, each with its excerpt, and how many there are.
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
    let summary = match report.diagnostics.len() {
        1 => "the spec has 1 mistake".to_owned(),
        count => format!("the spec has {count} mistakes"),
    };
    let summary = [Group::with_title(Level::ERROR.primary_title(summary))];
    out + &renderer.render(&summary)
}

fn group<'a>(report: &'a Report, diagnostic: &'a Diagnostic) -> Group<'a> {
    let title = Level::ERROR
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

    /// Takes the other one in, or gives it back if it is far away.
    fn join(&mut self, other: Self) -> Option<Self> {
        let lines = (
            self.lines.0.min(other.lines.0),
            self.lines.1.max(other.lines.1),
        );
        if !std::ptr::eq(self.source, other.source) || lines.1 - lines.0 > FAR {
            return Some(other);
        }
        self.lines = lines;
        self.labels.extend(other.labels);
        None
    }

    fn add_to(self, group: Group<'a>) -> Group<'a> {
        if self.source.text().is_empty() {
            return group.element(Origin::path(self.source.path()));
        }
        let start = self.source.line_start(self.lines.0);
        let end = self.source.line_start(self.lines.1 + 1);
        let text = self.source.text().get(start..end).unwrap_or_default();
        let annotations = self.labels.into_iter().map(|(kind, range, text)| {
            let annotation: Annotation<'_> = kind.span(range.start - start..range.end - start);
            annotation.label((!text.is_empty()).then(|| normalize_untrusted_str(text)))
        });
        group.element(
            Snippet::source(text)
                .path(self.source.path())
                .line_start(self.lines.0 + 1)
                .annotations(annotations),
        )
    }
}

/// The primary excerpt first, then the others in the order they were given.
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

/// The part of a span that is underlined: no more than its first line, between characters.
fn shown(source: &Source, span: Span) -> Range<usize> {
    let text = source.text();
    let bytes = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let start = text.floor_char_boundary(bytes(span.start));
    let end = text.ceil_char_boundary(bytes(span.end)).max(start);
    let piece = text.get(start..end).unwrap_or_default();
    let first_line = piece.lines().next().unwrap_or_default().trim_end();
    start..start + first_line.len()
}
