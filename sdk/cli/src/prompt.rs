//! Asks the user in a terminal: for credentials, or for a confirmation. The secret is not shown while it is typed.

use std::io::{BufRead, ErrorKind, Write};

use bge_private_sdk::describe::{Call, is_loopback, url_of};
use bge_private_sdk::{Client, Request, Secret};
use clap::ArgMatches;
use secrecy::ExposeSecret;

use crate::failure::{Exit, Failure, Result, is_interactive};
use crate::flags::first_sentence;
use crate::language::{choose, local, say};
use crate::output::printable;
use crate::signals::{by_interrupt, end_when, interrupts};

/// Returns the app key and the app secret that the user types.
pub(crate) fn credentials() -> Result<(String, Secret)> {
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::Interrupted => by_interrupt(),
        ErrorKind::UnexpectedEof => not_entered(),
        _ => Exit::Setup.failure(say!(
            "cannot ask for credentials: {error}",
            "无法询问凭证：{error}"
        )),
    };
    let app_key = line("app key: ").map_err(failed)?;
    let app_secret = secret("app secret: ").map_err(failed)?;
    let app_key = app_key.trim().to_owned();
    if app_key.is_empty() || app_secret.expose_secret().is_empty() {
        return Err(not_entered());
    }
    Ok((app_key, app_secret))
}

fn not_entered() -> Failure {
    Exit::Setup.failure(choose("no credentials were entered", "没有输入凭证"))
}

/// Asks the user whether to make a call, if it needs a confirmation. A platform on this machine is a mock.
pub(crate) async fn confirm<R: Request>(
    call: Option<&Call>,
    client: &Client,
    request: &R,
    matches: &ArgMatches,
) -> Result<()> {
    let url = url_of(client, request);
    let Some(call) = call.filter(|call| call.confirm && !is_loopback(&url)) else {
        return Ok(());
    };
    if matches.get_flag("yes") {
        return Ok(());
    }
    if !is_interactive() {
        let message = choose(
            "the call moves money or sends messages, and needs a confirmation; nothing was sent",
            "此调用涉及资金或发送消息，需要确认；没有发送",
        );
        let hint = choose("`--yes` confirms it", "`--yes` 表示确认");
        return Err(Exit::Usage.failure(message).hint(hint));
    }
    let what = first_sentence(local(&call.text));
    if is_yes(&say!("{what}: {url}", "{what}：{url}")).await? {
        return Ok(());
    }
    Err(Exit::Usage.failure(choose(
        "not confirmed; nothing was sent",
        "没有确认；没有发送",
    )))
}

/// Shows what is about to happen, and returns whether the user agrees.
async fn is_yes(what: &str) -> Result<bool> {
    let prompt = format!(
        "{}\n{} ",
        printable(what),
        choose("Continue? [y/N]", "是否继续？[y/N]")
    );
    // Ctrl-C is seen only while the runtime is not blocked.
    let answer = tokio::task::spawn_blocking(move || line(&prompt)).await;
    let answer = answer.unwrap_or_else(|error| Err(std::io::Error::other(error)));
    match answer {
        Ok(answer) => {
            let answer = answer.trim().to_lowercase();
            Ok(["y", "yes", "是"].contains(&answer.as_str()))
        }
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(Exit::Failed.failure(say!("cannot ask: {error}", "无法询问：{error}"))),
    }
}

fn line(prompt: &str) -> std::io::Result<String> {
    let mut stderr = std::io::stderr();
    write!(stderr, "{prompt}")?;
    stderr.flush()?;
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line)? == 0 {
        // The line of the prompt has no end yet.
        writeln!(stderr)?;
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(line)
}

/// Must be called within the runtime.
fn secret(prompt: &str) -> std::io::Result<Secret> {
    // Ctrl-C must restore the terminal first, so it must not end the process at once.
    let interrupted = interrupts()?;
    // Set before the prompt: input that arrives at once is not echoed, and Ctrl-C is read as a character.
    #[cfg(unix)]
    let _raw = raw::Terminal::new()?;
    let secret = Secret::from(rpassword::prompt_password(prompt)?);
    end_when(interrupted);
    Ok(secret)
}

#[cfg(unix)]
mod raw {
    //! A terminal that passes on what is typed, and does not show it.

    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    /// The terminal at standard input, without echo, lines and signals until this is dropped. The reader of the secret
    /// needs the same.
    pub(super) struct Terminal {
        before: Termios,
    }

    impl Terminal {
        pub(super) fn new() -> std::io::Result<Self> {
            let before = tcgetattr(std::io::stdin())?;
            let mut raw = before.clone();
            let cooked = LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
            raw.local_modes.remove(cooked);
            tcsetattr(std::io::stdin(), OptionalActions::Now, &raw)?;
            Ok(Self { before })
        }
    }

    impl Drop for Terminal {
        fn drop(&mut self) {
            // A terminal that is gone needs no restoring.
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.before);
        }
    }
}
