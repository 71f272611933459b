//! Writes the lowered API as Rust: one function for each kind of item, tokens first, then formatted text.

mod client;
mod codec;
mod commands;
mod enums;
mod examples;
mod extra;
mod features;
mod file;
mod format;
mod group;
mod index;
mod mocked;
mod object;
mod platform;
mod request;
mod tokens;

use std::thread;

use crate::check::Checked;
use crate::lower;

pub use features::Features;

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its name within the output folder.
    pub name: String,
    /// Its text.
    pub content: String,
}

/// The generated client: `mod.rs`, `platform.rs`, a module for each group, and what the features need besides,
/// each formatted and ready to read. The same spec gives the same files.
#[must_use]
pub fn generate(checked: &Checked, features: Features) -> Vec<GeneratedFile> {
    let (spec, sources) = (checked.spec(), checked.sources());
    let platform = lower::platform(spec, sources);
    let modules = in_parallel(&spec.groups, |group| {
        let group = lower::group(spec, group, sources);
        let mocked = features.mock.then(|| mocked::file(&group));
        let files = [Some(group::file(&group, features)), mocked];
        let commands = features.cli.then(|| commands::group(&group));
        (files, commands, index::Entry::new(group))
    });
    let (mut files, mut commands, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    for (written, described, entry) in modules {
        files.extend(written.into_iter().flatten());
        commands.extend(described);
        entries.push(entry);
    }
    files.push(platform::file(&platform));
    if features.cli {
        files.push(commands::file(&platform, &entries, &commands));
    }
    if features.mock {
        files.push(examples::file(&entries));
        files.push(index::endpoints_file(&entries));
    }
    files.push(index::file(&entries));
    files
}

/// The results for all items, in their order, worked out on as many threads as the machine has.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(items.len());
    if threads <= 1 {
        return items.iter().map(work).collect();
    }
    let share = items.len().div_ceil(threads);
    let work = &work;
    thread::scope(|scope| {
        let shares = items.chunks(share);
        let running: Vec<_> = shares
            .map(|share| scope.spawn(move || share.iter().map(work).collect()))
            .collect();
        let done = running.into_iter().map(|thread| match thread.join() {
            Ok(results) => results,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        done.collect::<Vec<Vec<R>>>()
            .into_iter()
            .flatten()
            .collect()
    })
}
