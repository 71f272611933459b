//! Progress bars of uploads and downloads on standard error, if it is a terminal.

use bge_private_sdk::{File, Save};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use crate::verbosity;

/// Returns the file with a bar that follows it while it is sent and then disappears.
pub(crate) fn watched(file: File) -> File {
    let bar = bar(Some(file.length()));
    file.with_progress(move |sent, _| bar.set_position(sent))
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
        Some(_) => "{bar:40} {bytes}/{total_bytes} {bytes_per_sec}",
        None => "{bytes} {bytes_per_sec}",
    };
    let bar = ProgressBar::with_draw_target(length, target()).with_finish(ProgressFinish::AndClear);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
