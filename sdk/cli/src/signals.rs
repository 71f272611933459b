//! Signals that end the process.

use std::sync::OnceLock;

#[cfg(unix)]
use tokio::signal::unix;
use tokio::task::AbortHandle;

use crate::failure::{Exit, Failure, Result};
use crate::language::choose;

/// The task that ends the process at Ctrl-C.
static ENDING: OnceLock<AbortHandle> = OnceLock::new();

/// Waits for Ctrl-C or for the system to ask the process to end. Neither ends the process by itself any more.
pub(crate) fn interrupted() -> Result<impl Future<Output = ()>> {
    let interrupted = stopped()?;
    ENDING.get().inspect(|ending| ending.abort());
    Ok(interrupted)
}

/// Ends the process when it is interrupted. Must be called within the runtime.
pub(crate) fn end_when(interrupted: impl Future<Output = ()> + Send + 'static) {
    let ending = tokio::spawn(async {
        interrupted.await;
        std::process::exit(Exit::Interrupted as i32);
    });
    // Credentials are asked for once.
    let _ = ENDING.set(ending.abort_handle());
}

/// Returns the failure of a command that Ctrl-C ended.
pub(crate) fn by_interrupt() -> Failure {
    Exit::Interrupted.failure(choose("interrupted", "已中断"))
}

/// Waits for Ctrl-C.
pub(crate) fn interrupts() -> std::io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut interrupt = unix::signal(unix::SignalKind::interrupt())?;
    #[cfg(windows)]
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupt.recv().await;
    })
}

/// Waits for Ctrl-C, or for the system to ask the process to end.
#[cfg(unix)]
pub(crate) fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    let interrupted = interrupts()?;
    let mut terminate = unix::signal(unix::SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            () = interrupted => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
pub(crate) use interrupts as stopped;
