//! Emits the resolved API as Rust: one function for each kind of item returns its tokens, and prettyplease
//! formats them.

mod any_of;
mod client;
mod codec;
mod description;
pub mod docs;
mod encoded;
mod enums;
mod examples;
mod expression;
mod extra;
mod features;
mod fields;
mod file;
mod group;
mod index;
mod mocked;
mod object;
mod one_of;
mod paging;
mod platform;
mod request;
mod serialized;
mod task;
mod tokens;
mod wire;

use std::thread;

use crate::check::Checked;
use crate::pretty::NotRust;

pub use expression::Style;
pub use features::Features;

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its name in the output folder.
    pub name: String,
    /// Its content.
    pub content: String,
}

/// Returns the files of the generated client, formatted: `mod.rs`, `platform.rs`, a module for each group, what
/// the features need, and `calls.md`, a list of all calls for the docs of the crate. The output is deterministic.
///
/// # Errors
/// Returns an error if an item is not Rust. This is a bug in the generator.
pub fn generate(checked: &Checked, features: Features) -> Result<Vec<GeneratedFile>, NotRust> {
    let api = checked.api();
    let groups = in_parallel(&api.groups, |group| {
        group::files(&api.platform, group, features)
    });
    let mut files = groups.into_iter().collect::<Result<Vec<_>, _>>()?.concat();
    files.push(platform::file(api)?);
    if features.describe {
        files.push(description::file(api)?);
    }
    files.push(index::index(api)?);
    files.push(index::calls(api));
    Ok(files)
}

/// Generated items nest as deeply as the values of a spec, and a call chain has a method for each optional
/// parameter. Parsing and formatting them recurses. Unused stack memory costs nothing.
const STACK_BYTES: usize = 256 << 20;

/// Computes the results for all items on as many threads as the machine has. Returns them in order.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let share = items.len().div_ceil(threads).max(1);
    let work = |share: &[T]| share.iter().map(&work).collect::<Vec<_>>();
    let work = &work;
    thread::scope(|scope| {
        let running = items.chunks(share).map(|share| {
            let thread = thread::Builder::new().stack_size(STACK_BYTES);
            (share, thread.spawn_scoped(scope, move || work(share)))
        });
        let running: Vec<_> = running.collect();
        let done = running.into_iter().flat_map(|(share, spawned)| {
            match spawned.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(results)) => results,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                // The system has no more threads.
                Err(_) => work(share),
            }
        });
        done.collect()
    })
}
