//! Renders reports as text, in the style of rustc.

use std::fmt::Write;
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Report};
use crate::source::{Source, Span, boundary};

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
    let warnings = report.diagnostics.iter();
    let warnings = warnings.filter(|one| one.code.is_warning()).count();
    let mistakes = report.diagnostics.len() - warnings;
    let (level, what, summary) = if mistakes == 0 {
        (Level::WARNING, "warning", counted(warnings, "warning"))
    } else {
        let summary = format!("{} has {}", report.subject, counted(mistakes, "mistake"));
        (Level::ERROR, "mistake", summary)
    };
    let summary = [Group::with_title(level.primary_title(summary))];
    out.push_str(&renderer.render(&summary));
    if let Some(first) = report.diagnostics.first() {
        let id = first.code.id();
        let more = format!("For more information about a {what}, try `bge-codegen explain {id}`.");
        let _ = write!(out, "\n\n{more}");
    }
    out
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

fn group<'a>(report: &'a Report, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = if diagnostic.code.is_warning() {
        Level::WARNING
    } else {
        Level::ERROR
    };
    let title = level.primary_title(diagnostic.message.as_str());
    let mut group = Group::with_title(title.id(diagnostic.code.id()));
    for excerpt in excerpts(report, diagnostic) {
        group = match report.has_excerpts {
            true => excerpt.add_to(group),
            false => excerpt.add_places_to(group),
        };
    }
    let help = diagnostic.help.iter();
    group.elements(help.map(|text| Level::HELP.message(normalize_untrusted_str(text))))
}

/// The labels of one file.
struct Excerpt<'a> {
    source: &'a Source,
    labels: Vec<(AnnotationKind, Range<usize>, &'a str)>,
}

impl<'a> Excerpt<'a> {
    fn add_to(self, group: Group<'a>) -> Group<'a> {
        let source = self.source;
        let lines = self.labels.iter();
        let lines = lines.map(|(_, range, _)| source.line(range.start));
        let (Some(start), Some(end), Some(longest)) = (
            lines.clone().map(|line| line.start).min(),
            lines.clone().map(|line| line.end).max(),
            lines.map(|line| line.len()).max(),
        ) else {
            return group;
        };
        if source.text().is_empty() {
            return group.element(Origin::path(source.path()));
        }
        if longest > LONG {
            return self.add_parts_to(group);
        }
        let text = source.text().get(start..end).unwrap_or_default();
        let annotations = self.labels.into_iter().map(|(kind, range, text)| {
            let annotation: Annotation<'_> = kind.span(range.start - start..range.end - start);
            annotation.label((!text.is_empty()).then(|| normalize_untrusted_str(text)))
        });
        let snippet = Snippet::source(text).path(source.path());
        let first = source.line_of(start) + 1;
        group.element(snippet.line_start(first).annotations(annotations))
    }

    /// Returns the line and the column of a byte.
    fn origin(&self, at: usize) -> Origin<'a> {
        let start = self.source.line(at).start;
        let before = self.source.text().get(start..at).unwrap_or_default();
        Origin::path(self.source.path())
            .line(self.source.line_of(at) + 1)
            .char_column(before.chars().count() + 1)
    }

    fn add_places_to(self, group: Group<'a>) -> Group<'a> {
        let places = self.labels.iter();
        group.elements(places.map(|(_, range, _)| self.origin(range.start)))
    }

    /// Quotes the text at each label instead of the whole line.
    fn add_parts_to(self, mut group: Group<'a>) -> Group<'a> {
        let text = self.source.text();
        for (_, range, label) in &self.labels {
            let line = self.source.line(range.start);
            let here = text.get(range.start..line.end).unwrap_or_default();
            let here: String = here.trim_end().chars().take(QUOTED).collect();
            let label = match *label {
                "" => "this is where it says",
                label => label,
            };
            let note = normalize_untrusted_str(&format!("{label}: `{here}`"));
            let origin = self.origin(range.start);
            group = group.element(origin).element(Level::NOTE.message(note));
        }
        group
    }
}

/// Returns the primary excerpt, then the others in the order of their labels.
fn excerpts<'a>(report: &'a Report, diagnostic: &'a Diagnostic) -> Vec<Excerpt<'a>> {
    let primary = (AnnotationKind::Primary, &diagnostic.primary);
    let secondary = diagnostic.secondary.iter();
    let secondary = secondary.map(|label| (AnnotationKind::Context, label));
    let mut excerpts: Vec<Excerpt<'_>> = Vec::new();
    for (kind, label) in std::iter::once(primary).chain(secondary) {
        let Some(source) = report.sources.get(label.span.file) else {
            continue;
        };
        let label = (kind, shown(source, label.span), label.text.as_str());
        let mut known = excerpts.iter_mut();
        let labels = vec![label];
        match known.find(|known| std::ptr::eq(known.source, source)) {
            Some(known) => known.labels.extend(labels),
            None => excerpts.push(Excerpt { source, labels }),
        }
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
