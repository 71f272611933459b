//! Waits for tasks, and says how to wait again.

use std::time::Duration;

use bge_private_sdk::describe::Untyped;
use bge_private_sdk::{Call, Polled, Reply, Wait};
use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::commands::{self, flag};
use crate::help::PROGRAM;
use crate::language::{choose, say};
use crate::options::DEFAULT_WAIT;
use crate::output::printable;
use crate::progress::state_line;

/// Waits for a task. A terminal shows its state meanwhile.
pub(crate) fn wait(call: Call<Untyped>, matches: &ArgMatches) -> Wait<Untyped> {
    let seconds = matches.get_one::<u64>("wait-timeout");
    let limit = seconds.map_or(DEFAULT_WAIT, |seconds| Duration::from_secs(*seconds));
    let question = call.request().clone();
    let line = state_line();
    let report = move |answer: &Reply| {
        let state = question.state(answer).unwrap_or_default();
        line.set_message(printable(&state));
        line.tick();
    };
    call.wait().timeout(limit).on_progress(report)
}

/// Returns the command that waits for a task again, on the same platform.
pub(crate) fn how_to_wait(question: &Untyped, matches: &ArgMatches) -> String {
    let endpoint = question.call.endpoint;
    let param = endpoint.polling.as_ref().map_or("", |it| it.param);
    let (path, flag) = commands::of(endpoint.name).map_or_else(Default::default, |command| {
        let flag = command.call.parameter(param).map(flag);
        (command.path(), flag.unwrap_or_default())
    });
    let id = if endpoint.is_public(param) {
        let id = printable(question.task_id());
        shlex::try_quote(&id).map_or_else(|_| id.clone(), Into::into)
    } else {
        choose("@FILE", "@文件").to_owned()
    };
    let place = place(matches);
    say!(
        "`{PROGRAM} {path} {flag} {id} --wait{place}` waits for the task, also later",
        "`{PROGRAM} {path} {flag} {id} --wait{place}` 等待此任务，以后也可执行"
    )
}

/// Returns the given options that select the platform and the credentials.
fn place(matches: &ArgMatches) -> String {
    let given = ["profile", "environment", "base-url"]
        .into_iter()
        .filter(|name| matches.value_source(name) == Some(ValueSource::CommandLine));
    let options = given.filter_map(|name| {
        let value = matches.get_raw(name)?.next()?.to_string_lossy();
        let value = printable(&value);
        let quoted = shlex::try_quote(&value).unwrap_or_default();
        Some(format!(" --{name} {quoted}"))
    });
    options.collect()
}
