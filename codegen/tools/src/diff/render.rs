//! Renders changes: text for people, JSON for programs, Markdown for a changelog, and the page of all rules.

use std::fmt::Write as _;

use super::{Change, Diff, Kind, Rule, RuleInfo, Source, Step, Version, Which, next_version};
use bge_private_codegen::json::{Json, list, object};

/// Returns all changes with place, rule and reason, breaking ones first, and a summary with the version step.
#[must_use]
pub fn text(diff: &Diff<'_>, current: Option<&Version>) -> String {
    let changes = diff.changes().iter();
    let (breaking, rest): (Vec<_>, Vec<_>) = changes.partition(|change| change.rule.is_breaking());
    let mut out = String::new();
    for change in breaking.iter().chain(&rest) {
        let Change {
            subject, message, ..
        } = change;
        let place = diff.place(change);
        let place = place.map(|place| format!("{}:{}", place.path, place.line));
        let (place, breaks) = (place.unwrap_or_default(), breaks(change.rule));
        let (name, why) = (change.rule.info().name, change.rule.info().why);
        // Writing to a `String` cannot fail.
        let _ = writeln!(
            out,
            "{place}: {breaks} [{name}]\n    `{subject}` {message}\n    {why}\n"
        );
    }
    let step = step_sentence(diff.step(), current);
    let summary = match diff.changes().len() {
        0 => "nothing changed".to_owned(),
        1 => format!("1 change, {} of them breaking", breaking.len()),
        count => format!("{count} changes, {} of them breaking", breaking.len()),
    };
    let _ = writeln!(out, "{summary}; {step}");
    out
}

/// Returns what a rule breaks, in a few words.
fn breaks(rule: Rule) -> &'static str {
    match (rule.breaks_wire(), rule.info().source) {
        (true, Source::Breaking) => "breaks wire and source",
        (true, Source::Silent) => "breaks wire and meaning of source",
        (true, Source::Compatible) => "breaks wire",
        (false, Source::Breaking) => "breaks source",
        (false, Source::Silent) => "breaks meaning of source",
        (false, Source::Compatible) => "compatible",
    }
}

/// Returns the version step, followed by the next version if the current version is known.
fn step_sentence(step: Step, current: Option<&Version>) -> String {
    let then = match (step, current) {
        (Step::None, _) => String::new(),
        (_, Some(current)) => format!(": from {current} to {}", next_version(current, step)),
        (Step::Major, None) => " (before 1.0.0: 0.x moves)".to_owned(),
        (Step::Minor | Step::Patch, None) => " (before 1.0.0: the last number moves)".to_owned(),
    };
    format!("version step: {}{then}", step.name())
}

/// Returns an object with the version step and a list of the changes.
#[must_use]
pub fn json(diff: &Diff<'_>, current: Option<&Version>) -> String {
    let step = diff.step();
    let is_breaking = diff
        .changes()
        .iter()
        .any(|change| change.rule.is_breaking());
    let next = current.map(|current| next_version(current, step).to_string());
    let changes = diff
        .changes()
        .iter()
        .map(|change| json_change(diff, change));
    let all = object([
        ("breaking", is_breaking.into()),
        ("step", step.name().into()),
    ])
    .maybe("current_version", current.map(Version::to_string))
    .maybe("next_version", next)
    .with("changes", list(changes));
    format!("{all:#}\n")
}

fn json_change(diff: &Diff<'_>, change: &Change) -> Json {
    let (rule, info) = (change.rule, change.rule.info());
    let which = match change.which {
        Which::Old => "old",
        Which::New => "new",
    };
    let place = diff.place(change);
    let (path, line, column) =
        place.map_or(("", 0, 0), |place| (place.path, place.line, place.column));
    object([
        ("rule", info.name.into()),
        ("breaking", rule.is_breaking().into()),
        ("wire", info.wire.name().into()),
        ("source", info.source.name().into()),
        ("step", Step::of(rule).name().into()),
        ("subject", change.subject.as_str().into()),
        ("message", change.message.as_str().into()),
        ("why", info.why.into()),
        ("spec", which.into()),
        ("file", path.into()),
        ("line", Json::Number(line.to_string())),
        ("column", Json::Number(column.to_string())),
    ])
}

/// The sections of a version in the form of Keep a Changelog, in order.
const SECTIONS: [(&str, &[Kind]); 4] = [
    ("Added", &[Kind::Added]),
    ("Changed", &[Kind::Changed, Kind::Documentation]),
    ("Deprecated", &[Kind::Deprecated]),
    ("Removed", &[Kind::Removed]),
];

/// Returns a version of a changelog, in the form of Keep a Changelog. Its heading is the next version if the
/// current version is known, otherwise `Unreleased`. Breaking changes come first in each section.
#[must_use]
pub fn markdown(diff: &Diff<'_>, current: Option<&Version>) -> String {
    let step = diff.step();
    let version = current.map(|current| next_version(current, step).to_string());
    let version = version.unwrap_or_else(|| "Unreleased".to_owned());
    let sentence = step_sentence(step, current);
    let mut out = format!("## [{version}]\n\n<!-- {sentence} -->\n");
    if diff.changes().is_empty() {
        out.push_str("\nNothing changed.\n");
    }
    for (title, kinds) in SECTIONS {
        let is_here = |change: &&Change| kinds.contains(&change.rule.info().kind);
        let changes = diff.changes().iter().filter(is_here);
        let (breaking, rest): (Vec<_>, Vec<_>) =
            changes.partition(|change| change.rule.is_breaking());
        let mut heading = Some(format!("\n### {title}\n\n"));
        for change in breaking.into_iter().chain(rest) {
            out.extend(heading.take());
            out.push_str(&markdown_change(change));
        }
    }
    out
}

fn markdown_change(change: &Change) -> String {
    let Change {
        rule,
        subject,
        message,
        ..
    } = change;
    let effect = if rule.is_breaking() {
        format!(" (**{}**). {}", breaks(*rule), rule.info().why)
    } else {
        String::new()
    };
    format!("- `{subject}` {message}{effect}\n")
}

/// What comes before the rules.
const HEAD: &str = include_str!("rules.md");

/// Returns the page with the table of all rules and their effects, in Markdown.
#[must_use]
pub fn rules() -> String {
    let effect = |name: &str| match name {
        "compatible" => "ok".to_owned(),
        _ => format!("**{name}**"),
    };
    let mut out = HEAD.to_owned();
    for rule in Rule::ALL {
        let RuleInfo {
            name, meaning, why, ..
        } = rule.info();
        let (wire, source) = (
            effect(rule.info().wire.name()),
            effect(rule.info().source.name()),
        );
        let step = Step::of(*rule).name();
        let _ = writeln!(
            out,
            "| `{name}` | {wire} | {source} | {step} | {meaning} | {why} |"
        );
    }
    out
}
