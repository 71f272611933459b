//! Renders changes: text for people, JSON for programs, Markdown for a changelog, and the page of all rules.

mod json;
mod markdown;
mod rules;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use rules::rules;
pub use text::text;

use super::rules::Source;
use super::{Change, Diff, Rule, Step, Version, next_version};

/// Returns the place of a change, as `file:line`.
fn place(diff: &Diff<'_>, change: &Change) -> String {
    let place = diff.place(change);
    place.map_or_else(String::new, |place| {
        format!("{}:{}", place.path, place.line)
    })
}

/// Returns what a rule breaks, in a few words.
fn breaks(rule: Rule) -> &'static str {
    match (rule.breaks_wire(), rule.source()) {
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
