//! Makes a call: once, for all pages, or until a task is done.

use std::time::Duration;

use bge_private_sdk::describe::{PLATFORM, Paging, Untyped, url_of, validate};
use bge_private_sdk::{Call, Client, Pages, Reply, Request};
use clap::ArgMatches;

use crate::answer::{Target, hint_at_secrets};
use crate::commands::{Command, has_task, subject};
use crate::credentials;
use crate::download;
use crate::failure::Result;
use crate::json::Node;
use crate::prompt;
use crate::redact;
use crate::request;
use crate::stdio;
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
        return download::write(&target, download, matches).await;
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
    pub(crate) async fn prepare<R: Request>(
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
        prompt::confirm(self.call, client, call.request(), matches).await?;
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
            let mut items = paging.items.iter();
            let items = items.try_fold(node, |node, step| node.into_part(step));
            let Some(Node::List(items)) = items else {
                continue;
            };
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
