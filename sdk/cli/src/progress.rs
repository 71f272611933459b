//! The progress of uploads, as a bar on standard error where that is a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

use bge_private_sdk::File;

/// The file, with a bar that follows it while it is sent, and goes away with it.
pub(crate) fn watched(file: File) -> File {
    // Nothing is drawn where standard error is no terminal.
    let target = ProgressDrawTarget::stderr();
    let bar = ProgressBar::with_draw_target(Some(file.length()), target)
        .with_finish(ProgressFinish::AndClear);
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    file.with_progress(move |sent, _| bar.set_position(sent))
}
