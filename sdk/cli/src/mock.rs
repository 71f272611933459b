//! Serves the mock platform for clients in any language.

use std::io::Write;

use bge_private_sdk::describe::PLATFORM;
use bge_private_sdk::mock::{MockPlatform, ReceivedCall};
use clap::ArgMatches;
use time::OffsetDateTime;

use crate::credentials;
use crate::failure::{Exit, Result, print_note};
use crate::faults::Faults;
use crate::language::{choose, say};
use crate::output::printable;
use crate::redact::{REDACTED, is_public};
use crate::signals::stopped;
use crate::stdio;

/// Serves until it is stopped.
pub(crate) async fn serve(matches: &ArgMatches) -> Result<()> {
    let faults = Faults::read(matches)?;
    let port = matches.get_one::<u16>("port").copied().unwrap_or(0);
    let mut builder = MockPlatform::builder().port(port).on_call(|call| {
        // Calls are answered even if nobody reads the log.
        let _ = writeln!(std::io::stderr(), "{}", logged(call));
    });
    let known = credentials::named(matches)?;
    let is_made_up = known.is_none();
    if let Some(known) = known {
        builder = builder.app_key(known.app_key).app_secret(known.app_secret);
    }
    let mock = builder.start().await.map_err(|error| {
        Exit::Failed.failure(say!(
            "the mock platform cannot be started on port {port}: {error}",
            "无法在端口 {port} 启动模拟平台：{error}"
        ))
    })?;
    faults.set(&mock);
    let stop = stopped()?;
    let protocol = PLATFORM.protocol;
    let mut lines = format!("{}={}\n", protocol.env_base_url, mock.url());
    lines += &format!("{}={}\n", protocol.env_key, mock.app_key());
    if is_made_up {
        lines += &format!("{}={}\n", protocol.env_secret, mock.app_secret());
    }
    stdio::print(lines.as_bytes())?;
    print_note(choose(
        "Ctrl-C stops the mock platform; calls are logged below",
        "服务运行中，按 Ctrl-C 停止；调用记录如下",
    ));
    stop.await;
    Ok(())
}

/// Returns a call on one line, without secrets and unknown values.
fn logged(call: &ReceivedCall) -> String {
    let (hour, minute, second) = OffsetDateTime::now_utc().to_hms();
    let name = call.endpoint().unwrap_or_else(|| call.path());
    let mut line = format!("{hour:02}:{minute:02}:{second:02}Z {}", printable(name));
    match call.refusal() {
        None => match call.answer() {
            Some(answer) => line += &format!(" [{}]", printable(answer)),
            None => line += " ok",
        },
        Some(refusal) => line += &format!(" refused, {}", printable(&refusal.to_string())),
    }
    let described = call.endpoint().and_then(|name| PLATFORM.call_named(name));
    let own = PLATFORM.protocol.own_fields();
    let fields = call.path_parameters().iter().chain(call.fields());
    for (name, value) in fields.filter(|(name, _)| !own.contains(&name.as_str())) {
        let shown = if is_public(described, name) {
            shortened(value)
        } else {
            REDACTED.to_owned()
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
    let text = printable(text);
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
