//! Writes a downloaded file to disk or to standard output.

use std::io::IsTerminal;

use bge_private_sdk::Download;
use clap::ArgMatches;

use crate::answer::Target;
use crate::failure::{Exit, Result, print_note};
use crate::language::{choose, quoted, say};
use crate::options::text;
use crate::progress::watched_save;
use crate::signals::{by_interrupt, interrupted};
use crate::stdio;

/// Writes a download to the file of `--out`, or to standard output.
pub(crate) async fn write(target: &Target, download: Download, matches: &ArgMatches) -> Result<()> {
    match text(matches, "out") {
        Some("-") => print(target, download, false).await,
        Some(path) => save(target, download, path).await,
        None => print(target, download, std::io::stdout().is_terminal()).await,
    }
}

async fn save(target: &Target, download: Download, path: &str) -> Result<()> {
    let length = download.length();
    // The temporary file is removed.
    let saved = tokio::select! {
        saved = watched_save(download.save(path), length).into_future() => saved,
        () = interrupted()? => return Err(by_interrupt()),
    };
    let bytes = saved.map_err(|error| target.failed(&error))?;
    let path = quoted(path);
    print_note(&say!(
        "{bytes} bytes were written to {path}",
        "已写入 {path}，共 {bytes} 字节"
    ));
    Ok(())
}

/// Prints a download. A terminal is not given anything but text.
async fn print(target: &Target, mut download: Download, is_terminal: bool) -> Result<()> {
    let failed = |error| target.failed(&error);
    while let Some(chunk) = download.chunk().await.map_err(failed)? {
        if is_terminal && !is_text(&chunk) {
            let failure = Exit::Failed.failure(choose(
                "the file is binary and is not shown in a terminal",
                "文件是二进制内容，不在终端中显示",
            ));
            return Err(failure.hint(choose(
                "`--out FILE` writes it to a file, `--out -` shows it nevertheless",
                "`--out 文件` 保存到文件，`--out -` 仍然显示",
            )));
        }
        if !stdio::print_part(&chunk)? {
            break;
        }
    }
    Ok(())
}

/// Returns whether bytes do not control a terminal.
fn is_text(bytes: &[u8]) -> bool {
    let is_control = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r');
    !bytes.iter().any(is_control)
}
