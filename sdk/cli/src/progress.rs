//! Progress bars of uploads on standard error, if it is a terminal.

use bge_private_sdk::File;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

/// Returns the file with a bar that follows it while it is sent and then disappears.
pub(crate) fn watched(file: File) -> File {
    // Draws nothing if standard error is not a terminal.
    let target = ProgressDrawTarget::stderr();
    let bar = ProgressBar::with_draw_target(Some(file.length()), target)
        .with_finish(ProgressFinish::AndClear);
    let style = ProgressStyle::with_template("{bar:40} {bytes}/{total_bytes} {bytes_per_sec}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    file.with_progress(move |sent, _| bar.set_position(sent))
}
