//! Renders changes as JSON, for programs.

use crate::diff::{Change, Diff, Source, Step, Version, Which, Wire, next_version};
use bge_private_codegen::json::{Json, list, object};

/// Returns an object with the version step and a list of the changes.
#[must_use]
pub fn json(diff: &Diff<'_>, current: Option<&Version>) -> String {
    let step = diff.step();
    let breaking = diff
        .changes()
        .iter()
        .any(|change| change.rule.is_breaking());
    let mut all = object([
        ("breaking", Json::from(breaking)),
        ("step", Json::from(step.name())),
    ]);
    if let Some(current) = current {
        all = all
            .with("current_version", current.to_string().as_str())
            .with(
                "next_version",
                next_version(current, step).to_string().as_str(),
            );
    }
    let changes = diff.changes().iter().map(|change| one(diff, change));
    format!("{:#}\n", all.with("changes", list(changes)))
}

fn one(diff: &Diff<'_>, change: &Change) -> Json {
    let rule = change.rule;
    let wire = match rule.wire() {
        Wire::Compatible => "compatible",
        Wire::Breaking => "breaking",
    };
    let source = match rule.source() {
        Source::Compatible => "compatible",
        Source::Breaking => "breaking",
        Source::Silent => "silent",
    };
    let which = match change.which {
        Which::Old => "old",
        Which::New => "new",
    };
    let place = diff.place(change);
    let number = |number: usize| Json::Number(number.to_string());
    object([
        ("rule", Json::from(rule.name())),
        ("breaking", Json::from(rule.is_breaking())),
        ("wire", Json::from(wire)),
        ("source", Json::from(source)),
        ("step", Json::from(Step::of(rule).name())),
        ("subject", Json::from(change.subject.as_str())),
        ("message", Json::from(change.message.as_str())),
        ("why", Json::from(rule.why())),
        ("spec", Json::from(which)),
        (
            "file",
            Json::from(place.as_ref().map_or("", |place| place.path)),
        ),
        ("line", number(place.as_ref().map_or(0, |place| place.line))),
        (
            "column",
            number(place.as_ref().map_or(0, |place| place.column)),
        ),
    ])
}
