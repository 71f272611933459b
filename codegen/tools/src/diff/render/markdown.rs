//! Renders changes as an entry of a changelog.

use std::fmt::Write as _;

use super::{breaks, step_sentence};
use crate::diff::{Change, Diff, Kind, Version, next_version};

/// The sections of an entry, in order. Breaking changes of any kind are in the first one.
const PARTS: [(&str, Option<Kind>); 5] = [
    ("Breaking", None),
    ("Added", Some(Kind::Added)),
    ("Changed", Some(Kind::Changed)),
    ("Deprecated", Some(Kind::Deprecated)),
    ("Documentation", Some(Kind::Documentation)),
];

fn belongs(change: &Change, part: Option<Kind>) -> bool {
    let rule = change.rule;
    part == (!rule.is_breaking()).then(|| rule.kind())
}

/// Returns an entry of a changelog, in Markdown. Its heading is the next version if the current version is
/// known, otherwise `Unreleased`.
#[must_use]
pub fn markdown(diff: &Diff<'_>, current: Option<&Version>) -> String {
    let step = diff.step();
    let version = current.map_or("Unreleased".to_owned(), |version| {
        next_version(version, step).to_string()
    });
    let mut out = format!(
        "## {version}\n\n<!-- {} -->\n",
        step_sentence(step, current)
    );
    if diff.changes().is_empty() {
        out.push_str("\nNothing changed.\n");
    }
    for (title, part) in PARTS {
        let changes: Vec<_> = diff
            .changes()
            .iter()
            .filter(|change| belongs(change, part))
            .collect();
        if changes.is_empty() {
            continue;
        }
        // Writing to a `String` cannot fail.
        let _ = writeln!(out, "\n### {title}\n");
        for change in changes {
            let Change {
                rule,
                subject,
                message,
                ..
            } = change;
            let _ = write!(out, "- `{subject}` {message}");
            if rule.is_breaking() {
                let _ = write!(out, " ({}). {}", breaks(*rule), rule.why());
            }
            out.push('\n');
        }
    }
    out
}
