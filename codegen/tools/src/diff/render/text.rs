//! Renders changes as text: breaking changes first, then the rest.

use std::fmt::Write as _;

use super::{breaks, place, step_sentence};
use crate::diff::{Change, Diff, Version};

/// Returns all changes with place, rule and reason, and a summary with the version step.
#[must_use]
pub fn text(diff: &Diff<'_>, current: Option<&Version>) -> String {
    let (breaking, rest): (Vec<_>, Vec<_>) = diff
        .changes()
        .iter()
        .partition(|change| change.rule.is_breaking());
    let mut out = String::new();
    for change in breaking.iter().chain(&rest) {
        write_change(diff, change, &mut out);
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

fn write_change(diff: &Diff<'_>, change: &Change, out: &mut String) {
    let Change {
        rule,
        subject,
        message,
        ..
    } = change;
    let (place, name, breaks, why) = (place(diff, change), rule.name(), breaks(*rule), rule.why());
    // Writing to a `String` cannot fail.
    let _ = writeln!(
        out,
        "{place}: {breaks} [{name}]\n    `{subject}` {message}\n    {why}\n"
    );
}
