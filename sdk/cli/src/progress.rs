//! Progress bars of uploads and downloads on standard error, if it is a terminal.

use std::sync::{LazyLock, OnceLock};

use bge_private_sdk::{File, Save};
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use crate::output::printable;
use crate::verbosity;

/// All bars, one below the other.
static BARS: LazyLock<MultiProgress> = LazyLock::new(|| MultiProgress::with_draw_target(target()));

/// Prints something while no bar is shown.
pub(crate) fn without_bars<R>(print: impl FnOnce() -> R) -> R {
    BARS.suspend(print)
}

/// Returns the file with a bar that appears when it is sent, follows it, and then disappears.
pub(crate) fn watched(file: File) -> File {
    let name = printable(file.name());
    let shown = OnceLock::new();
    file.with_progress(move |sent, length| {
        let bar = shown.get_or_init(|| bar(Some(length)).with_message(name.clone()));
        bar.set_position(sent);
    })
}

/// Returns a download with a bar that follows it while it arrives and then disappears.
pub(crate) fn watched_save(save: Save, length: Option<u64>) -> Save {
    let bar = bar(length);
    save.on_progress(move |bytes, _| bar.set_position(bytes))
}

/// Returns a line with the state of a task, which disappears in the end.
pub(crate) fn state_line() -> ProgressBar {
    let line = ProgressBar::with_draw_target(None, target()).with_finish(ProgressFinish::AndClear);
    if let Ok(style) = ProgressStyle::with_template("{elapsed} {msg}") {
        line.set_style(style);
    }
    line
}

/// Returns where progress is drawn.
fn target() -> ProgressDrawTarget {
    if verbosity::is_watched() {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    }
}

fn bar(length: Option<u64>) -> ProgressBar {
    let template = match length {
        Some(_) => "{bar:40} {bytes}/{total_bytes} {bytes_per_sec} {msg}",
        None => "{bytes} {bytes_per_sec}",
    };
    let hidden = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
    let bar = BARS.add(hidden.with_finish(ProgressFinish::AndClear));
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
