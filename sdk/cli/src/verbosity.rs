//! How much is written to standard error: hints for people, and what the library does.

use std::io::IsTerminal;
use std::sync::OnceLock;

use clap::ArgMatches;
use tracing_subscriber::filter::{FilterExt, LevelFilter, Targets};
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::fmt::time::uptime;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

use crate::language::{quoted, say};

static IS_QUIET: OnceLock<bool> = OnceLock::new();

/// The library, whose events contain no secret. Events of other packages may contain any.
const LIBRARY: &str = "bge_private_sdk";

/// Applies `--quiet`, `--verbose` and the environment variable `RUST_LOG`. Returns why the variable is ignored, if it is.
pub(crate) fn set(matches: &ArgMatches) -> Result<(), String> {
    // It is set once.
    let _ = IS_QUIET.set(is_given(matches, "quiet"));
    let wanted = if is_given(matches, "verbose") {
        Targets::new().with_target(LIBRARY, LevelFilter::DEBUG)
    } else {
        match std::env::var("RUST_LOG") {
            Ok(text) if !text.is_empty() => of_text(&text)?,
            _ => return Ok(()),
        }
    };
    let events = fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_timer(uptime())
        .with_span_events(FmtSpan::CLOSE)
        .compact()
        .with_filter(wanted.and(Targets::new().with_target(LIBRARY, LevelFilter::TRACE)));
    // The program has no other subscriber.
    let _ = tracing_subscriber::registry().with(events).try_init();
    Ok(())
}

/// Returns whether a flag is given before or after the names of the command.
fn is_given(matches: &ArgMatches, flag: &str) -> bool {
    let inner = matches.subcommand();
    matches.get_flag(flag) || inner.is_some_and(|(_, inner)| is_given(inner, flag))
}

/// Reads the value of `RUST_LOG`.
fn of_text(text: &str) -> Result<Targets, String> {
    text.parse().map_err(|_| {
        let text = quoted(text);
        say!(
            "RUST_LOG is ignored: it must be like `bge_private_sdk=debug`, got {text}",
            "已忽略 RUST_LOG：应形如 `bge_private_sdk=debug`，而不是 {text}"
        )
    })
}

/// Returns whether hints are not shown.
pub(crate) fn is_quiet() -> bool {
    IS_QUIET.get().copied().unwrap_or(false)
}

/// Returns whether people watch standard error.
pub(crate) fn is_watched() -> bool {
    !is_quiet() && std::io::stderr().is_terminal()
}
