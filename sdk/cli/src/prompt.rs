//! Asks the user at a terminal who calls; what is typed for the secret is never shown.

use std::io::{BufRead, ErrorKind, Write};

use secrecy::ExposeSecret;

use crate::failure::{Exit, Failure, Result};
use crate::language::{Language, say};
use bge_private_sdk::Secret;

/// The app key and the app secret that the user types.
pub(crate) fn credentials(language: Language) -> Result<(String, Secret)> {
    let failed = |error: std::io::Error| {
        if error.kind() == ErrorKind::Interrupted {
            let message = language.choose("interrupted", "已中断");
            return Failure::new(Exit::Interrupted, message);
        }
        let message = say!(
            language,
            "the credentials cannot be asked for: {error}",
            "无法询问凭证：{error}"
        );
        Failure::new(Exit::Setup, message)
    };
    let app_key = line("app key: ").map_err(failed)?;
    let app_secret = secret("app secret: ").map_err(failed)?;
    let app_key = app_key.trim().to_owned();
    if app_key.is_empty() || app_secret.expose_secret().is_empty() {
        let message = language.choose("no credentials were given", "没有输入凭证");
        return Err(Failure::new(Exit::Setup, message));
    }
    Ok((app_key, app_secret))
}

fn line(prompt: &str) -> std::io::Result<String> {
    let mut stderr = std::io::stderr();
    write!(stderr, "{prompt}")?;
    stderr.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line)
}

/// Must be called within the runtime.
fn secret(prompt: &str) -> std::io::Result<Secret> {
    // At Ctrl-C the terminal is to be put back first, so it must not end the process on the spot.
    let interrupted = interrupted()?;
    // Before the prompt: who answers faster than a terminal is set, as a program does, is not shown either.
    #[cfg(unix)]
    let _echo_off = echo::Off::new()?;
    let secret = Secret::from(rpassword::prompt_password(prompt)?);
    tokio::spawn(async move {
        interrupted.await;
        std::process::exit(Exit::Interrupted as i32);
    });
    Ok(secret)
}

/// Ends at Ctrl-C, which ends nothing by itself from now on.
#[cfg(unix)]
fn interrupted() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        interrupt.recv().await;
    })
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
fn interrupted() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

#[cfg(unix)]
mod echo {
    //! A terminal that does not show what is typed.

    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// While this lives, the terminal at standard input shows nothing of what is typed.
    pub(super) struct Off {
        before: Termios,
    }

    impl Off {
        pub(super) fn new() -> std::io::Result<Self> {
            let before = tcgetattr(std::io::stdin())?;
            let mut silent = before.clone();
            silent.local_modes.remove(LocalModes::ECHO);
            tcsetattr(std::io::stdin(), OptionalActions::Now, &silent)?;
            Ok(Self { before })
        }
    }

    impl Drop for Off {
        fn drop(&mut self) {
            // A terminal that is gone needs nothing.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.before);
        }
    }
}
