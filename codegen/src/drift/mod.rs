//! Drift: turns what clients found in answers and the spec does not know into a patch of the spec.
//!
//! Read reports into [`Findings`], and [`patch`] a checked spec with them. What is added is marked `# review:`, since
//! neither its meaning nor its docs can be known; what cannot be put right by adding is told in the patch's notes.

mod changes;
mod infer;
mod locate;
mod path;
mod plan;
mod report;

use similar::TextDiff;

use crate::source::Sources;
use crate::{Checked, load_sources};
use changes::Change;

pub use report::{Findings, NotAReport};

/// What becomes of a spec with the findings of reports.
#[derive(Clone, Debug, Default)]
pub struct Patch {
    /// The files that change.
    pub files: Vec<PatchedFile>,
    /// What is changed, by place.
    pub changes: Vec<Note>,
    /// What cannot be put right by a patch, by place.
    pub notes: Vec<Note>,
}

/// A file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatchedFile {
    /// Its path, as in the sources of the spec.
    pub path: String,
    /// What it says now.
    pub old: String,
    /// What it is to say.
    pub new: String,
}

/// Something to be told of a place in the spec.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The file and the line, from 1; none of what the spec does not speak of at all.
    pub place: Option<(String, usize)>,
    /// What it is.
    pub text: String,
}

impl PatchedFile {
    /// The change as a unified diff, for `git apply` and `patch -p1`.
    #[must_use]
    pub fn diff(&self) -> String {
        let path = self.path.trim_start_matches("./").trim_start_matches('/');
        TextDiff::from_lines(&self.old, &self.new)
            .unified_diff()
            .header(&format!("a/{path}"), &format!("b/{path}"))
            .to_string()
    }
}

impl std::fmt::Display for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.place {
            Some((path, line)) => write!(f, "{path}:{line}: {}", self.text),
            None => f.write_str(&self.text),
        }
    }
}

/// Makes a patch of a spec from what was found. The patched spec is as right as the spec is.
#[must_use]
pub fn patch(checked: &Checked, findings: &Findings) -> Patch {
    let planned = plan::plan(checked, findings);
    let mut notes = planned.notes;
    let sources = checked.sources();
    let mut accepted = Vec::new();
    accept(sources, planned.changes, &mut accepted, &mut notes);
    let mut changes: Vec<_> = accepted.iter().map(|change| change.note.clone()).collect();
    let files = changes::apply(sources, &accepted).unwrap_or_default();
    changes.sort();
    notes.sort();
    Patch {
        files,
        changes,
        notes,
    }
}

/// Takes the changes over with which the spec is still right, and notes the others.
fn accept(
    sources: &Sources,
    mut changes: Vec<Change>,
    accepted: &mut Vec<Change>,
    notes: &mut Vec<Note>,
) {
    if changes.is_empty() {
        return;
    }
    let before = accepted.len();
    accepted.append(&mut changes);
    let Some(problem) = problem(sources, accepted) else {
        return;
    };
    changes = accepted.split_off(before);
    if changes.len() > 1 {
        let second = changes.split_off(changes.len() / 2);
        accept(sources, changes, accepted, notes);
        accept(sources, second, accepted, notes);
    } else if let Some(change) = changes.pop() {
        let problem: String = problem.chars().filter(|c| !c.is_control()).collect();
        let text = format!("{}: not done, for then {problem}", change.note.text);
        notes.push(Note {
            text,
            ..change.note
        });
    }
}

/// What is wrong with the spec after these changes, if anything is.
fn problem(sources: &Sources, changes: &[Change]) -> Option<String> {
    let Some(files) = changes::apply(sources, changes) else {
        return Some("the file would have to be written in a simpler way".to_owned());
    };
    let mut changed = Sources::new();
    for (_, source) in sources.iter() {
        let new = files.iter().find(|file| file.path == source.path());
        changed.add(
            source.path(),
            new.map_or(source.text(), |file| file.new.as_str()),
        );
    }
    let report = load_sources(changed).err()?;
    let first = report.diagnostics().first();
    Some(first.map_or_else(String::new, |first| first.message.clone()))
}
