//! Makes a call, or shows what it would send, and prints the answer.

use std::ops::ControlFlow;
use std::time::Duration;

use bge_private_sdk::describe::{Call, PLATFORM, Paging, Type, Untyped, url_of, validate};
use bge_private_sdk::{Detailed, Error, File, Reply, Request};
use clap::ArgMatches;
use url::{Url, form_urlencoded};

use crate::commands::Command;
use crate::confirm;
use crate::credentials;
use crate::download;
use crate::failure::{Exit, Failure, Result, print_hint, print_note};
use crate::json::Node;
use crate::language::{choose, say};
use crate::options::has_task;
use crate::output::{Format, json_line, part, printable, printable_lines};
use crate::redact::{self, REDACTED, is_public};
use crate::request;
use crate::stdio;
use crate::task;

/// A call and how its answer is shown.
struct Target {
    /// What the spec says about it. A call by path is described, too, because its secrets are no less secret.
    call: Option<&'static Call>,
    files: Vec<(String, File)>,
    /// Whether the answer must match the spec.
    is_checked: bool,
    format: Format,
    is_raw: bool,
    shows_secrets: bool,
    /// Which part of the answer is shown.
    pointer: Option<String>,
}

/// Makes a call that the spec describes. Returns what is printed.
pub(crate) async fn make(command: &Command, matches: &ArgMatches) -> Result<Vec<u8>> {
    let request = request::of_call(command, matches).await?;
    let mut target = Target::new(Some(command.call), request.files.clone(), matches);
    target.is_checked = !target.is_raw;
    if let Some(paging) = command.call.endpoint.paging.as_ref()
        && matches.get_flag("all")
    {
        return target.send_all(request, paging, matches).await;
    }
    if has_task(command.call) && matches.get_flag("wait") {
        return target.send_and_wait(request, matches).await;
    }
    if !command.call.endpoint.streams {
        return target.send(request, matches).await;
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
    let call = PLATFORM.call_with(&request.path, &names);
    let target = Target::new(call, request.files.clone(), matches);
    target.send(request, matches).await
}

impl Target {
    fn new(call: Option<&'static Call>, files: Vec<(String, File)>, matches: &ArgMatches) -> Self {
        Self {
            call,
            files,
            is_checked: false,
            format: Format::of(matches),
            is_raw: matches.get_flag("raw"),
            shows_secrets: matches.get_flag("show-secrets"),
            pointer: pointer_of(matches),
        }
    }

    /// Returns the call that is to be sent, or what is printed instead.
    async fn prepare<R: Request>(
        &self,
        request: R,
        matches: &ArgMatches,
    ) -> Result<ControlFlow<Vec<u8>, bge_private_sdk::Call<R>>> {
        // Invalid arguments are reported before credentials are asked for.
        validate(&request).map_err(|error| Failure::of_call(&error))?;
        let client = credentials::client(matches)?;
        let mut call = client.call(request);
        if matches.get_flag("dry-run") {
            let form = call.signed_form();
            let form = form.map_err(|error| Failure::of_call(&error))?;
            let url = url_of(&client, call.request());
            return Ok(ControlFlow::Break(self.dry(url, form).into_bytes()));
        }
        confirm::ask(self.call, &client, call.request(), matches).await?;
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

    async fn send<R>(&self, request: R, matches: &ArgMatches) -> Result<Vec<u8>>
    where
        R: Request<Response = Reply>,
    {
        match self.prepare(request, matches).await? {
            ControlFlow::Break(dry) => Ok(dry),
            ControlFlow::Continue(call) => {
                let answer = call.detailed().await;
                self.answered(&self.received(answer)?)
            }
        }
    }

    /// Returns an answer. Prints the body of an error if it is to be printed as received.
    fn received<T>(&self, answer: bge_private_sdk::Result<T>) -> Result<T> {
        answer.or_else(|error| {
            if let Some(body) = error.body().filter(|_| self.is_raw) {
                stdio::print(&self.opaque(body))?;
            }
            Err(self.refused(&error))
        })
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
                let failure = Failure::of_call(&error);
                // The task was started.
                question
                    .iter()
                    .map(task::how_to_wait)
                    .fold(failure, Failure::hint)
            })?;
        }
        let question = question.ok_or_else(|| {
            let message = choose("the answer has no id of a task", "应答中没有任务编号");
            Failure::new(Exit::Answer, message)
        })?;
        print_hint(&task::how_to_wait(&question));
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
        let resumed = |failure: Failure| failure.hint(task::how_to_wait(&question));
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
        let mut is_hidden = false;
        loop {
            let page = pages.try_next().await;
            let Some(page) = page.map_err(|error| self.refused(&error))? else {
                break;
            };
            let mut node = self.page(&page)?;
            is_hidden |= !self.shows_secrets && redact::data(&mut node, self.ty());
            let items = node.into_items(paging.items);
            let lines: String = items.into_iter().map(|item| self.line(item)).collect();
            if !stdio::print_part(lines.as_bytes())? {
                break;
            }
        }
        if is_hidden {
            hint_at_secrets();
        }
        Ok(Vec::new())
    }

    /// Returns an item of a list as a line, which is `null` if it has no such part.
    fn line(&self, item: Node) -> String {
        let pointer = self.pointer.as_deref().unwrap_or_default();
        let part = part(item, Type::JSON, pointer);
        json_line(&part.map_or_else(|| Node::Raw("null".to_owned()), |(node, _)| node))
    }

    /// Returns the data of a page, which matches the spec.
    fn page(&self, page: &Detailed<Reply>) -> Result<Node> {
        let checked = self.call.map_or(Ok(()), |call| call.check(page));
        checked.map_err(|error| Failure::of_call(&error))?;
        Ok(Node::read(page.response.text()))
    }

    fn answered(&self, answer: &Detailed<Reply>) -> Result<Vec<u8>> {
        if let Some(call) = self.call.filter(|_| self.is_checked) {
            call.check(answer)
                .map_err(|error| Failure::of_call(&error))?;
            let name = call.endpoint.name;
            match (call.response, self.format) {
                (Some(_), _) => {}
                (None, Format::Text) => {
                    print_note(&say!("{name}: done", "{name}：完成"));
                    return Ok(Vec::new());
                }
                (None, Format::Json | Format::Yaml) => return Ok(b"null\n".to_vec()),
            }
        }
        self.shown(answer)
    }

    /// Returns the failure of a call, with the data that the platform sent.
    fn refused(&self, error: &Error) -> Failure {
        let mut failure = Failure::of_call(error);
        if self.is_raw && failure.exit == Exit::Answer {
            // The hint about `--raw` is of no use.
            failure.hints.clear();
        }
        match error.data() {
            Some(data) if self.shows_secrets => {
                let data = printable(data.as_str());
                failure.hint(say!("the answer has data: {data}", "随附数据：{data}"))
            }
            Some(_) => failure.hint(choose(
                "the answer has data; `--show-secrets` shows it",
                "随附数据已隐藏；`--show-secrets` 可显示",
            )),
            None => failure,
        }
    }

    /// Returns the type of the data. Data of a call that the spec does not describe is shown as a whole.
    fn ty(&self) -> Option<Type> {
        self.call.map_or(Some(Type::JSON), |call| call.response)
    }

    /// Returns an answer as printed.
    fn shown(&self, answer: &Detailed<Reply>) -> Result<Vec<u8>> {
        let (body, ty) = (&answer.body, self.ty());
        let data = match &answer.response {
            Reply::Text(_) if self.is_raw => return Ok(self.opaque(body)),
            Reply::Text(text) if self.pointer.is_none() => {
                return Ok(self.text(text).into_bytes());
            }
            Reply::Text(_) => return Err(no_part()),
            Reply::Json(data) => data.as_str(),
            _ => "null",
        };
        let whole = String::from_utf8_lossy(body);
        let has_envelope = data.len() != whole.trim().len();
        let mut node = Node::read(if self.is_raw { &whole } else { data });
        let is_hidden = !self.shows_secrets
            && self.call.is_some()
            && if self.is_raw && has_envelope {
                redact::envelope(&mut node, ty)
            } else {
                redact::data(&mut node, ty)
            };
        if is_hidden {
            hint_at_secrets();
        }
        let ty = ty.unwrap_or(Type::JSON);
        let pointer = self.pointer.as_deref().unwrap_or_default();
        let (node, ty) = part(node, ty, pointer).ok_or_else(no_part)?;
        Ok(match (self.is_raw, is_hidden) {
            (false, _) => self.format.write(&node, ty).into_bytes(),
            (true, false) => with_line_break(body),
            (true, true) => Format::Json.write(&node, ty).into_bytes(),
        })
    }

    /// Returns whether an answer that is not JSON is shown. If the spec promises JSON, it may contain anything.
    fn shows_text(&self) -> bool {
        let is_shown = self.shows_secrets || self.ty().is_some_and(|ty| ty.is_any_json());
        if !is_shown {
            hint_at_secrets();
        }
        is_shown
    }

    /// Returns a body that is not JSON, as received.
    fn opaque(&self, body: &[u8]) -> Vec<u8> {
        with_line_break(if self.shows_text() {
            body
        } else {
            REDACTED.as_bytes()
        })
    }

    /// Returns an answer that is text, as printed.
    fn text(&self, text: &str) -> String {
        let text = if self.shows_text() { text } else { REDACTED };
        if self.format == Format::Text {
            return printable_lines(text);
        }
        self.format.write(&Node::Text(text.to_owned()), Type::JSON)
    }

    /// Returns the request that would be sent, as printed.
    fn dry(&self, url: Url, body: String) -> String {
        let is_json = body.starts_with('{');
        let mut fields = members_of(&body, is_json);
        let mut is_hidden = false;
        for (name, value) in &mut fields {
            if !self.shows_secrets && !is_public(self.call, name) {
                is_hidden = true;
                *value = Node::Text(REDACTED.to_owned());
            }
        }
        if is_hidden {
            hint_at_secrets();
        }
        if self.is_raw {
            return match (is_hidden, is_json) {
                (false, _) => body + "\n",
                (true, true) => json_line(&Node::Object(fields)),
                (true, false) => form_of(fields) + "\n",
            };
        }
        let content_type = match (is_json, self.files.is_empty()) {
            (true, _) => "application/json",
            (false, true) => "application/x-www-form-urlencoded",
            (false, false) => "multipart/form-data",
        };
        let mut request = vec![
            ("method", Node::Text("POST".to_owned())),
            ("url", Node::Text(url.into())),
            ("content_type", Node::Text(content_type.to_owned())),
            ("fields", Node::Object(fields)),
        ];
        if !self.files.is_empty() {
            let files = self.files.iter();
            let files = files.map(|(name, file)| (name.as_str(), described(file)));
            request.push(("files", Node::object(files)));
        }
        self.format.write(&Node::object(request), Type::JSON)
    }
}

/// Returns the value of `--select`, which calls without data do not have.
fn pointer_of(matches: &ArgMatches) -> Option<String> {
    let pointer = matches.try_get_one::<String>("select");
    pointer.ok().flatten().cloned()
}

fn no_part() -> Failure {
    let message = choose(
        "the call was made, but its answer has no part like that of `--select`",
        "调用已执行，但应答中没有 `--select` 所指的部分",
    );
    Failure::new(Exit::Failed, message)
}

/// Returns the fields of a signed body.
fn members_of(body: &str, is_json: bool) -> Vec<(String, Node)> {
    if !is_json {
        let fields = form_urlencoded::parse(body.as_bytes()).into_owned();
        return fields
            .map(|(name, value)| (name, Node::Text(value)))
            .collect();
    }
    match Node::read(body) {
        Node::Object(members) => members,
        Node::Text(_) | Node::Raw(_) | Node::List(_) => Vec::new(),
    }
}

/// Returns the form of fields, whose values are texts.
fn form_of(fields: Vec<(String, Node)>) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in fields {
        if let Node::Text(value) = value {
            form.append_pair(&name, &value);
        }
    }
    form.finish()
}

/// Describes a file of a dry run.
fn described(file: &File) -> Node {
    Node::object([
        ("file_name", Node::Text(file.name().to_owned())),
        ("media_type", Node::Text(file.media_type().to_owned())),
        ("length", Node::Raw(file.length().to_string())),
    ])
}

fn hint_at_secrets() {
    print_note(choose(
        "secrets are hidden; `--show-secrets` shows them",
        "机密内容已隐藏；`--show-secrets` 可显示",
    ));
}

/// Returns a body with a line break at its end if it is text.
fn with_line_break(body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    if !body.ends_with(b"\n") && std::str::from_utf8(&body).is_ok() {
        body.push(b'\n');
    }
    body
}
