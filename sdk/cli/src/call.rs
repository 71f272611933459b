//! Makes a call: once, for all pages, or until a task is done.

use std::ops::ControlFlow;
use std::time::Duration;

use bge_private_sdk::describe::{PLATFORM, Paging, Untyped, url_of, validate};
use bge_private_sdk::{Client, Reply, Request};
use clap::ArgMatches;

use crate::answer::hint_at_secrets;
use crate::commands::Command;
use crate::confirm;
use crate::credentials;
use crate::download;
use crate::failure::{Exit, Failure, Result, print_hint};
use crate::language::choose;
use crate::options::has_task;
use crate::redact;
use crate::request;
use crate::stdio;
use crate::subject::subject;
use crate::target::{Prepared, Target};
use crate::task;
use crate::uploads;

/// Makes a call that the spec describes. Returns what is printed.
pub(crate) async fn make(command: &Command, matches: &ArgMatches) -> Result<Vec<u8>> {
    let request = request::of_call(command, matches).await?;
    if request.files.len() > 1 && subject(command.call).is_some() {
        return uploads::make(command, request, matches).await;
    }
    let target = Target::of_call(&request, matches);
    if let Some(paging) = command.call.endpoint.paging.as_ref()
        && matches.get_flag("all")
    {
        return target.send_all(request, paging, matches).await;
    }
    if has_task(command.call) && matches.get_flag("wait") {
        return target.send_and_wait(request, matches).await;
    }
    if !command.call.endpoint.streams {
        let call = target.prepare(request, matches).await?;
        return target.finish(call).await;
    }
    match target.prepare(request.download(), matches).await? {
        ControlFlow::Break(dry) => Ok(dry),
        ControlFlow::Continue(call) => {
            let download = call.await.map_err(|error| target.refused(&error))?;
            download::write(download, matches).await?;
            Ok(Vec::new())
        }
    }
}

/// Makes a call by its path. Returns what is printed.
pub(crate) async fn post(matches: &ArgMatches) -> Result<Vec<u8>> {
    let request = request::of_post(matches).await?;
    let fields = request.fields.iter().map(|(name, _)| name.as_str());
    let files = request.files.iter().map(|(name, _)| name.as_str());
    let names: Vec<&str> = fields.chain(files).collect();
    validate(&request).map_err(|error| Failure::of_call(&error))?;
    let client = credentials::client(matches)?;
    // The base URL may have the first part of the path.
    let call = PLATFORM.call_with(url_of(&client, &request).path(), &names);
    let target = Target::new(call, request.files.clone(), matches);
    let call = target.prepare_with(&client, request, matches).await?;
    target.finish(call).await
}

impl Target {
    /// Returns the call that is to be sent, or what is printed instead.
    async fn prepare<R: Request>(&self, request: R, matches: &ArgMatches) -> Result<Prepared<R>> {
        // Invalid arguments are reported before credentials are asked for.
        validate(&request).map_err(|error| Failure::of_call(&error))?;
        let client = credentials::client(matches)?;
        self.prepare_with(&client, request, matches).await
    }

    /// Returns the call of a client that is to be sent, or what is printed instead.
    pub(crate) async fn prepare_with<R: Request>(
        &self,
        client: &Client,
        request: R,
        matches: &ArgMatches,
    ) -> Result<Prepared<R>> {
        let mut call = client.call(request);
        if matches.get_flag("dry-run") {
            let form = call.signed_form();
            let form = form.map_err(|error| Failure::of_call(&error))?;
            let url = url_of(client, call.request());
            return Ok(ControlFlow::Break(self.dry(url, form).into_bytes()));
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
        Ok(ControlFlow::Continue(call))
    }

    /// Sends a call, and returns what is printed.
    pub(crate) async fn finish<R>(&self, prepared: Prepared<R>) -> Result<Vec<u8>>
    where
        R: Request<Response = Reply>,
    {
        match prepared {
            ControlFlow::Break(dry) => Ok(dry),
            ControlFlow::Continue(call) => {
                let answer = call.detailed().await;
                self.answered(&self.received(answer)?)
            }
        }
    }

    /// Starts a task, or asks for one, and waits until it is done.
    async fn send_and_wait(&self, request: Untyped, matches: &ArgMatches) -> Result<Vec<u8>> {
        let call = match self.prepare(request.clone(), matches).await? {
            ControlFlow::Break(dry) => return Ok(dry),
            ControlFlow::Continue(call) => call,
        };
        if request.call.endpoint.polling.is_some() {
            return self.wait(call, matches).await;
        }
        let answer = call.detailed().await;
        let answer = self.received(answer)?;
        let question = request.call.task(&answer.response);
        if self.is_checked {
            let checked = request.call.check(&answer);
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
            let message = choose("the answer has no id of a task", "应答中没有任务编号");
            Failure::new(Exit::Answer, message)
        })?;
        print_hint(&task::how_to_wait(&question, matches));
        let asked = Self {
            call: Some(question.call),
            files: Vec::new(),
            pointer: self.pointer.clone(),
            ..*self
        };
        match asked.prepare(question, matches).await? {
            ControlFlow::Break(dry) => Ok(dry),
            ControlFlow::Continue(call) => asked.wait(call, matches).await,
        }
    }

    /// Waits until a task is done.
    async fn wait(
        &self,
        call: bge_private_sdk::Call<Untyped>,
        matches: &ArgMatches,
    ) -> Result<Vec<u8>> {
        let question = call.request().clone();
        let answer = task::wait(call, matches).detailed().await;
        let answer = self.received(answer);
        let resumed = |failure: Failure| failure.hint(task::how_to_wait(&question, matches));
        self.answered(&answer.map_err(resumed)?)
    }

    /// Asks for all pages, and prints their items as they arrive.
    async fn send_all(
        &self,
        request: Untyped,
        paging: &Paging,
        matches: &ArgMatches,
    ) -> Result<Vec<u8>> {
        let mut pages = match self.prepare(request, matches).await? {
            ControlFlow::Break(dry) => return Ok(dry),
            ControlFlow::Continue(call) => call.pages(),
        };
        loop {
            let page = pages.try_next().await;
            let Some(page) = page.map_err(|error| self.refused(&error))? else {
                break;
            };
            let mut node = self.page(&page)?;
            if !self.shows_secrets && redact::data(&mut node, self.ty()) {
                hint_at_secrets();
            }
            let items = node.into_items(paging.items);
            let mut lines = String::new();
            let all = items.into_iter().try_for_each(|item| {
                lines += &self.line(item, paging)?;
                Ok(())
            });
            if !stdio::print_part(lines.as_bytes())? {
                break;
            }
            all?;
        }
        Ok(Vec::new())
    }
}
