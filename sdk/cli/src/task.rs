//! Waits for tasks, and says how to wait again.

use std::time::Duration;

use bge_private_sdk::describe::Untyped;
use bge_private_sdk::{Call, Polled, Reply};
use clap::ArgMatches;
use clap::parser::ValueSource;

use crate::answer::Target;
use crate::commands::{self, flag};
use crate::failure::{Exit, Failure, Result, print_hint};
use crate::help::PROGRAM;
use crate::language::{choose, say};
use crate::options::DEFAULT_WAIT;
use crate::output::printable;
use crate::progress::state_line;

impl Target {
    /// Starts a task, or asks for one, and waits until it is done. Returns what is printed.
    pub(crate) async fn wait(&self, call: Call<Untyped>, matches: &ArgMatches) -> Result<Vec<u8>> {
        let described = call.request().call;
        if described.endpoint.polling.is_some() {
            return self.wait_for(call, matches).await;
        }
        let answer = call.detailed().await;
        let answer = self.received(answer)?;
        let question = described.task(&answer.response);
        if self.is_checked {
            let checked = described.check(&answer);
            checked.map_err(|error| {
                let failure = self.failed(&error);
                // The task was started.
                question
                    .iter()
                    .map(|question| how_to_wait(question, matches))
                    .fold(failure, Failure::hint)
            })?;
        }
        let question = question.ok_or_else(|| {
            Exit::Answer.failure(choose(
                "the answer has no id of a task",
                "应答中没有任务编号",
            ))
        })?;
        print_hint(&how_to_wait(&question, matches));
        let asked = Self {
            call: Some(question.call),
            files: Vec::new(),
            pointer: self.pointer.clone(),
            ..*self
        };
        match asked.prepare(question, matches).await? {
            Some(call) => asked.wait_for(call, matches).await,
            None => Ok(Vec::new()),
        }
    }

    /// Waits until a task is done, while a terminal shows its state. Returns what is printed.
    async fn wait_for(&self, call: Call<Untyped>, matches: &ArgMatches) -> Result<Vec<u8>> {
        let seconds = matches.get_one::<u64>("wait-timeout");
        let limit = seconds.map_or(DEFAULT_WAIT, |seconds| Duration::from_secs(*seconds));
        let question = call.request().clone();
        let line = state_line();
        let asked = question.clone();
        let report = move |answer: &Reply| {
            let state = asked.state(answer).unwrap_or_default();
            line.set_message(printable(&state));
            line.tick();
        };
        let wait = call.wait().timeout(limit).on_progress(report);
        let answer = self.received(wait.detailed().await);
        let resumed = |failure: Failure| failure.hint(how_to_wait(&question, matches));
        self.answered(&answer.map_err(resumed)?)
    }
}

/// Returns the command that waits for a task again, on the same platform.
fn how_to_wait(question: &Untyped, matches: &ArgMatches) -> String {
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
