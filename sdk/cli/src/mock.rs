//! The mock platform as a server of its own, for clients in every language.

use std::io::Write;
use std::task::Poll;

use clap::ArgMatches;
use time::OffsetDateTime;

use crate::credentials;
use crate::failure::{Exit, Failure, Result, note};
use crate::language::{Language, say};
use crate::output::{is_public, plain};
use bge_private_sdk::describe::PLATFORM;
use bge_private_sdk::mock::{MockPlatform, ReceivedCall};

/// Serves until it is told to stop.
pub(crate) async fn serve(matches: &ArgMatches, language: Language) -> Result<String> {
    let mut builder = MockPlatform::builder().on_call(|call| {
        // Whoever reads the log may have read enough; calls are answered all the same.
        let _ = writeln!(std::io::stderr(), "{}", line(call));
    });
    let port = matches.get_one::<u16>("port").copied().unwrap_or(0);
    builder = builder.port(port);
    let known = credentials::named(matches, language)?;
    let is_made_up = known.is_none();
    if let Some(known) = known {
        builder = builder.app_key(known.app_key).app_secret(known.app_secret);
    }
    let mock = builder.start().await.map_err(|error| {
        let message = say!(
            language,
            "the mock platform cannot be started on port {port}: {error}",
            "无法在端口 {port} 启动模拟平台：{error}"
        );
        Failure::new(Exit::Failed, message)
    })?;
    let stop = stopped().map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    let mut lines = format!("{}={}\n", PLATFORM.protocol.env_base_url, mock.url());
    lines += &format!("{}={}\n", PLATFORM.protocol.env_key, mock.app_key());
    if is_made_up {
        lines += &format!("{}={}\n", PLATFORM.protocol.env_secret, mock.app_secret());
    }
    crate::print(lines.as_bytes(), language)?;
    note(
        language,
        language.choose(
            "it serves until Ctrl-C; calls are told below",
            "服务运行中，按 Ctrl-C 停止；调用记录如下",
        ),
    );
    stop.await;
    Ok(String::new())
}

/// Ends at Ctrl-C, or when the system asks the process to end.
#[cfg(unix)]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(std::future::poll_fn(move |context| {
        let is_over =
            interrupt.poll_recv(context).is_ready() || terminate.poll_recv(context).is_ready();
        if is_over {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }))
}

/// Ends at Ctrl-C.
#[cfg(not(unix))]
fn stopped() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

/// A call in a line, without what is secret or unknown.
fn line(call: &ReceivedCall) -> String {
    let (hour, minute, second) = OffsetDateTime::now_utc().to_hms();
    let name = call.endpoint().unwrap_or_else(|| call.path());
    let mut line = format!("{hour:02}:{minute:02}:{second:02}Z {}", plain(name));
    match call.refusal() {
        None => line += " ok",
        Some(refusal) => line += &format!(" refused, {}", plain(&refusal.to_string())),
    }
    let is_own = |name: &str| {
        [
            PLATFORM.protocol.key_field,
            PLATFORM.protocol.nonce_field,
            PLATFORM.protocol.timestamp_field,
            PLATFORM.protocol.signature_field,
        ]
        .contains(&name)
    };
    for (name, value) in call.fields().iter().filter(|(name, _)| !is_own(name)) {
        let shown = if is_public(PLATFORM.call_at(call.path()), name) {
            shortened(value)
        } else {
            super::node::HIDDEN.to_owned()
        };
        line += &format!(" {}={shown}", shortened(name));
    }
    for file in call.files() {
        let (name, length) = (shortened(&file.name), file.length);
        line += &format!(" {name}={} ({length} bytes)", shortened(&file.file_name));
    }
    line
}

fn shortened(text: &str) -> String {
    const MOST: usize = 80;
    let text = plain(text);
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
