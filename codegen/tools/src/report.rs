//! Writes reports for other programs: JSON, workflow commands of GitHub, and SARIF 2.1.0.
//!
//! Each function takes the report, or `None` if the spec has no mistakes.

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
pub fn json(report: Option<&Report>) -> String {
    let found = diagnostics(report).iter().map(|diagnostic| {
        let related = diagnostic.secondary.iter();
        let related =
            related.map(|label| place(report, label.span).with("label", label.text.as_str()));
        place(report, diagnostic.primary.span)
            .with("code", diagnostic.code.id())
            .with("severity", severity(diagnostic))
            .with("message", diagnostic.message.as_str())
            .with("label", diagnostic.primary.text.as_str())
            .with("help", list(diagnostic.help.iter().map(String::as_str)))
            .with("related", list(related))
            .with("rule", diagnostic.code.meaning())
    });
    let json = object([("version", 1.into()), ("diagnostics", list(found))]);
    format!("{json:#}\n")
}

fn diagnostics(report: Option<&Report>) -> &[Diagnostic] {
    report.map_or(&[], Report::diagnostics)
}

/// Returns the first place of a span, and the place after its last character.
fn ends(report: Option<&Report>, span: Span) -> Option<(Place<'_>, Place<'_>)> {
    let sources = report?.sources();
    let start = sources.place(span)?;
    let end = sources.place(Span {
        start: span.end,
        ..span
    });
    Some((start.clone(), end.unwrap_or(start)))
}

fn place(report: Option<&Report>, span: Span) -> Json {
    let Some((start, end)) = ends(report, span) else {
        return object([]);
    };
    object([
        ("file", start.path.into()),
        ("line", number(start.line)),
        ("column", number(start.column)),
        ("end_line", number(end.line)),
        ("end_column", number(end.column)),
    ])
}

fn number(value: usize) -> Json {
    Json::Number(value.to_string())
}

/// Returns workflow commands, one per line. GitHub shows them next to the changed lines.
#[must_use]
pub fn github(report: Option<&Report>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics(report) {
        out.push_str("::error ");
        if let Some((start, end)) = ends(report, diagnostic.primary.span) {
            let _ = write!(
                out,
                "file={},line={},endLine={}",
                property(start.path),
                start.line,
                end.line
            );
            // GitHub supports columns only if the range is within one line.
            if start.line == end.line {
                let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
            }
            out.push(',');
        }
        let _ = writeln!(
            out,
            "title={}::{}",
            property(diagnostic.code.id()),
            data(&text(diagnostic))
        );
    }
    out
}

/// Returns the message, the label and the help, each on its own line.
fn text(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    let help = diagnostic.help.iter().map(|help| format!("help: {help}"));
    let label = Some(&diagnostic.primary.text).filter(|label| !label.is_empty());
    for line in label.cloned().into_iter().chain(help) {
        text.push('\n');
        text.push_str(&line);
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
pub fn sarif(report: Option<&Report>) -> String {
    let rules = Code::ALL.iter().map(|code| {
        let name = format!("{code:?}");
        object([
            ("id", code.id().into()),
            ("name", name.as_str().into()),
            (
                "shortDescription",
                object([("text", code.meaning().into())]),
            ),
            ("help", object([("text", code.page().into())])),
        ])
    });
    let driver = object([
        ("name", "bge-codegen".into()),
        ("semanticVersion", env!("CARGO_PKG_VERSION").into()),
        ("rules", list(rules)),
    ]);
    let results = diagnostics(report).iter().map(|diagnostic| {
        let index = Code::ALL.iter().position(|code| *code == diagnostic.code);
        let related = diagnostic.secondary.iter().zip(1..);
        let related = related.filter_map(|(label, id): (&Label, u64)| {
            let message = object([("text", label.text.as_str().into())]);
            Some(
                location(report, label.span)?
                    .with("id", id)
                    .with("message", message),
            )
        });
        object([
            ("ruleId", diagnostic.code.id().into()),
            ("ruleIndex", number(index.unwrap_or_default())),
            ("level", severity(diagnostic).into()),
            (
                "message",
                object([("text", text(diagnostic).as_str().into())]),
            ),
            ("locations", list(location(report, diagnostic.primary.span))),
            ("relatedLocations", list(related)),
        ])
    });
    let run = object([
        ("tool", object([("driver", driver)])),
        ("columnKind", "unicodeCodePoints".into()),
        ("results", list(results)),
    ]);
    let log = object([
        ("$schema", SARIF_SCHEMA.into()),
        ("version", "2.1.0".into()),
        ("runs", list([run])),
    ]);
    format!("{log:#}\n")
}

fn location(report: Option<&Report>, span: Span) -> Option<Json> {
    let (start, end) = ends(report, span)?;
    let region = object([
        ("startLine", number(start.line)),
        ("startColumn", number(start.column)),
        ("endLine", number(end.line)),
        ("endColumn", number(end.column)),
    ]);
    let artifact = object([("uri", uri(start.path).as_str().into())]);
    let physical = object([("artifactLocation", artifact), ("region", region)]);
    Some(object([("physicalLocation", physical)]))
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
