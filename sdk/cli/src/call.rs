//! Makes a call: once, for all pages, or until a task is done.

use std::time::Duration;

use bge_private_sdk::describe::{PLATFORM, Paging, Untyped, url_of, validate};
use bge_private_sdk::{Call, Client, Pages, Reply, Request};
use clap::ArgMatches;

use crate::answer::{Target, hint_at_secrets};
use crate::commands::{Command, has_task, subject};
use crate::confirm;
use crate::credentials;
use crate::download;
use crate::failure::{Exit, Failure, Result, print_hint};
use crate::language::choose;
use crate::redact;
use crate::request;
use crate::stdio;
use crate::task;
use crate::uploads;

/// Makes a call that the spec describes, and prints its answer.
pub(crate) async fn make(command: &Command, matches: &ArgMatches) -> Result<()> {
    let request = request::of_call(command, matches).await?;
    if request.files.len() > 1 && subject(command.call).is_some() {
        return uploads::make(command, request, matches).await;
    }
    let target = Target::of_call(&request, matches);
    if command.call.endpoint.streams {
        let Some(call) = target.prepare(request.download(), matches).await? else {
            return Ok(());
        };
        let download = call.await.map_err(|error| target.refused(&error))?;
        return download::write(download, matches).await;
    }
    let Some(call) = target.prepare(request, matches).await? else {
        return Ok(());
    };
    if let Some(paging) = command.call.endpoint.paging.as_ref()
        && matches.get_flag("all")
    {
        return target.print_all(call.pages(), paging).await;
    }
    let answer = if has_task(command.call) && matches.get_flag("wait") {
        target.wait(call, matches).await
    } else {
        target.send(call).await
    };
    stdio::print(&answer?)
}

/// Makes a call by its path, and prints its answer.
pub(crate) async fn post(matches: &ArgMatches) -> Result<()> {
    let request = request::of_post(matches).await?;
    let fields = request.fields.iter().map(|(name, _)| name.as_str());
    let files = request.files.iter().map(|(name, _)| name.as_str());
    let names: Vec<&str> = fields.chain(files).collect();
    validate(&request)?;
    let client = credentials::client(matches)?;
    // The base URL may have the first part of the path.
    let call = PLATFORM.call_with(url_of(&client, &request).path(), &names);
    let target = Target::new(call, request.files.clone(), matches);
    match target.prepare_with(&client, request, matches).await? {
        Some(call) => stdio::print(&target.send(call).await?),
        None => Ok(()),
    }
}

impl Target {
    /// Returns the call that is to be sent. Prints it instead if it is a dry run.
    async fn prepare<R: Request>(
        &self,
        request: R,
        matches: &ArgMatches,
    ) -> Result<Option<Call<R>>> {
        // Invalid arguments are reported before credentials are asked for.
        validate(&request)?;
        let client = credentials::client(matches)?;
        self.prepare_with(&client, request, matches).await
    }

    /// Returns the call of a client that is to be sent. Prints it instead if it is a dry run.
    pub(crate) async fn prepare_with<R: Request>(
        &self,
        client: &Client,
        request: R,
        matches: &ArgMatches,
    ) -> Result<Option<Call<R>>> {
        let mut call = client.call(request);
        if matches.get_flag("dry-run") {
            let url = url_of(client, call.request());
            stdio::print(self.dry(url, call.signed_form()?).as_bytes())?;
            return Ok(None);
        }
        confirm::ask(self.call, client, call.request(), matches).await?;
        if let Some(seconds) = matches.get_one::<u64>("timeout") {
            // An attempt may take as long as the whole call.
            let limit = Duration::from_secs(*seconds);
            call = call.with_timeout(limit).with_attempt_timeout(limit);
        }
        if let Some(retries) = matches.get_one::<u32>("retries") {
            call = call.with_retries(*retries);
        }
        Ok(Some(call))
    }

    /// Sends a call, and returns what is printed.
    pub(crate) async fn send<R>(&self, call: Call<R>) -> Result<Vec<u8>>
    where
        R: Request<Response = Reply>,
    {
        let answer = call.detailed().await;
        self.answered(&self.received(answer)?)
    }

    /// Starts a task, or asks for one, and waits until it is done. Returns what is printed.
    async fn wait(&self, call: Call<Untyped>, matches: &ArgMatches) -> Result<Vec<u8>> {
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
                    .map(|question| task::how_to_wait(question, matches))
                    .fold(failure, Failure::hint)
            })?;
        }
        let question = question.ok_or_else(|| {
            Exit::Answer.failure(choose(
                "the answer has no id of a task",
                "应答中没有任务编号",
            ))
        })?;
        print_hint(&task::how_to_wait(&question, matches));
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

    /// Waits until a task is done. Returns what is printed.
    async fn wait_for(&self, call: Call<Untyped>, matches: &ArgMatches) -> Result<Vec<u8>> {
        let question = call.request().clone();
        let answer = task::wait(call, matches).detailed().await;
        let answer = self.received(answer);
        let resumed = |failure: Failure| failure.hint(task::how_to_wait(&question, matches));
        self.answered(&answer.map_err(resumed)?)
    }

    /// Asks for all pages, and prints their items as they arrive.
    async fn print_all(&self, mut pages: Pages<Untyped>, paging: &Paging) -> Result<()> {
        loop {
            let page = pages.try_next().await;
            let Some(page) = page.map_err(|error| self.refused(&error))? else {
                return Ok(());
            };
            let mut node = self.page(&page)?;
            if !self.shows_secrets && redact::data(&mut node, self.ty()) {
                hint_at_secrets();
            }
            let items = node.into_items(paging.items);
            let mut lines = String::new();
            let all: Result<()> = items.into_iter().try_for_each(|item| {
                lines += &self.line(item, paging)?;
                Ok(())
            });
            if !stdio::print_part(lines.as_bytes())? {
                return Ok(());
            }
            all?;
        }
    }
}
