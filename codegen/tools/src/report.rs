//! Writes reports for other programs: JSON, workflow commands of GitHub, and SARIF 2.1.0.

use std::fmt::Write as _;

use bge_private_codegen::diagnostics::{Code, Diagnostic, Label, Report};
use bge_private_codegen::json::{Json, list, object};
use bge_private_codegen::source::{Place, Span};

const SARIF_SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Returns a JSON object with the members `version` and `diagnostics`, which are in order. The version is 1;
/// it increases if a member changes its meaning or is removed.
///
/// Each diagnostic has `file`, `line` and `column` (in characters, from 1), `end_line` and `end_column`
/// (after the last character), `code`, `severity`, `message`, `label` (a note at the place, may be empty),
/// `help` (a list of texts), `related` (a list of places, each with a `label`) and `rule` (the text of the
/// rule).
#[must_use]
pub fn json(report: &Report) -> String {
    let place = |span| match ends(report, span) {
        None => object([]),
        Some((start, end)) => object([])
            .with("file", start.path)
            .with("line", number(start.line))
            .with("column", number(start.column))
            .with("end_line", number(end.line))
            .with("end_column", number(end.column)),
    };
    let found = report.diagnostics().iter().map(|diagnostic| {
        let related = diagnostic.secondary.iter();
        let related = related.map(|label| place(label.span).with("label", label.text.as_str()));
        place(diagnostic.primary.span)
            .with("code", diagnostic.code.id())
            .with("severity", severity(diagnostic))
            .with("message", diagnostic.message.as_str())
            .with("label", diagnostic.primary.text.as_str())
            .with("help", list(diagnostic.help.iter().map(String::as_str)))
            .with("related", list(related))
            .with("rule", diagnostic.code.meaning())
    });
    let json = object([])
        .with("version", 1_u64)
        .with("diagnostics", list(found));
    format!("{json:#}\n")
}

/// Returns the first place of a span, and the place after its last character.
fn ends(report: &Report, span: Span) -> Option<(Place<'_>, Place<'_>)> {
    let sources = report.sources();
    let start = sources.place(span)?;
    let end = sources.place(Span {
        start: span.end,
        ..span
    });
    Some((start.clone(), end.unwrap_or(start)))
}

fn number(value: usize) -> Json {
    Json::Number(value.to_string())
}

/// Returns workflow commands, one per line. GitHub shows them next to the changed lines.
#[must_use]
pub fn github(report: &Report) -> String {
    let mut out = String::new();
    for diagnostic in report.diagnostics() {
        out += &format!("::{} ", severity(diagnostic));
        if let Some((start, end)) = ends(report, diagnostic.primary.span) {
            let (file, line, end_line) = (property(start.path), start.line, end.line);
            out += &format!("file={file},line={line},endLine={end_line},");
            // GitHub supports columns only if the range is within one line.
            if line == end_line {
                out += &format!("col={},endColumn={},", start.column, end.column);
            }
        }
        let (title, text) = (property(diagnostic.code.id()), data(&text(diagnostic)));
        out += &format!("title={title}::{text}\n");
    }
    out
}

/// Returns the message, the label and the help, each on its own line.
fn text(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    if !diagnostic.primary.text.is_empty() {
        text += &format!("\n{}", diagnostic.primary.text);
    }
    for help in &diagnostic.help {
        text += &format!("\nhelp: {help}");
    }
    text
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn severity(diagnostic: &Diagnostic) -> &'static str {
    if diagnostic.code.is_warning() {
        "warning"
    } else {
        "error"
    }
}

/// Returns a SARIF log of one run, with all rules.
#[must_use]
pub fn sarif(report: &Report) -> String {
    let rules = Code::ALL.iter().map(|code| {
        object([])
            .with("id", code.id())
            .with("name", format!("{code:?}"))
            .with("shortDescription", message(code.meaning()))
            .with("help", message(code.page()))
    });
    let driver = object([])
        .with("name", "bge-codegen")
        .with("semanticVersion", env!("CARGO_PKG_VERSION"))
        .with("rules", list(rules));
    let results = report.diagnostics().iter().map(|diagnostic| {
        let index = Code::ALL.iter().position(|code| *code == diagnostic.code);
        let related = (1..).zip(&diagnostic.secondary);
        let related = related.filter_map(|(id, label): (u64, &Label)| {
            let location = location(report, label.span)?;
            Some(
                location
                    .with("id", id)
                    .with("message", message(&label.text)),
            )
        });
        object([])
            .with("ruleId", diagnostic.code.id())
            .with("ruleIndex", number(index.unwrap_or_default()))
            .with("level", severity(diagnostic))
            .with("message", message(&text(diagnostic)))
            .with("locations", list(location(report, diagnostic.primary.span)))
            .with("relatedLocations", list(related))
    });
    let run = object([])
        .with("tool", object([]).with("driver", driver))
        .with("columnKind", "unicodeCodePoints")
        .with("results", list(results));
    let log = object([])
        .with("$schema", SARIF_SCHEMA)
        .with("version", "2.1.0")
        .with("runs", vec![run]);
    format!("{log:#}\n")
}

fn message(text: &str) -> Json {
    object([]).with("text", text)
}

fn location(report: &Report, span: Span) -> Option<Json> {
    let (start, end) = ends(report, span)?;
    let region = object([])
        .with("startLine", number(start.line))
        .with("startColumn", number(start.column))
        .with("endLine", number(end.line))
        .with("endColumn", number(end.column));
    let physical = object([])
        .with("artifactLocation", object([]).with("uri", uri(start.path)))
        .with("region", region);
    Some(object([]).with("physicalLocation", physical))
}

/// Returns a path as a URI reference. An absolute path becomes a `file` URI.
fn uri(path: &str) -> String {
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
