//! Shows an answer: as text for reading, as JSON or YAML, or as received, without what is secret.

use std::sync::Once;

use bge_private_sdk::describe::{Call, Paging, Retry, Type, Untyped};
use bge_private_sdk::{Detailed, Error, File, Reply};
use clap::ArgMatches;

use crate::failure::{Exit, Failure, Result, print_note};
use crate::json::Node;
use crate::language::{choose, say};
use crate::output::{Format, json_line, knows, part, printable, printable_lines, steps};
use crate::redact::{self, REDACTED};
use crate::stdio;

/// A call and how its answer is shown.
pub(crate) struct Target {
    /// What the spec says about it. A call by path is described, too, because its secrets are no less secret.
    pub(crate) call: Option<&'static Call>,
    pub(crate) files: Vec<(String, File)>,
    /// Whether the answer must match the spec.
    pub(crate) is_checked: bool,
    pub(crate) format: Format,
    pub(crate) is_raw: bool,
    /// Whether `--raw` could be added.
    pub(crate) may_be_raw: bool,
    pub(crate) shows_secrets: bool,
    /// Which part of the answer is shown.
    pub(crate) pointer: Option<String>,
}

impl Target {
    /// Creates the target of a call that the spec describes.
    pub(crate) fn of_call(request: &Untyped, matches: &ArgMatches) -> Self {
        let target = Self::new(Some(request.call), request.files.clone(), matches);
        Self {
            is_checked: !target.is_raw,
            may_be_raw: target.may_be_raw && !request.call.endpoint.streams,
            ..target
        }
    }

    pub(crate) fn new(
        call: Option<&'static Call>,
        files: Vec<(String, File)>,
        matches: &ArgMatches,
    ) -> Self {
        // Not all calls have these options.
        let pointer = matches.try_get_one::<String>("select").ok().flatten();
        let all = matches.try_get_one("all");
        let is_raw = matches.get_flag("raw");
        Self {
            call,
            files,
            is_checked: false,
            format: Format::of(matches),
            is_raw,
            may_be_raw: !is_raw && pointer.is_none() && !matches!(all, Ok(Some(true))),
            shows_secrets: matches.get_flag("show-secrets"),
            pointer: pointer.cloned(),
        }
    }

    /// Returns an answer. Prints the body of an error if it is to be printed as received.
    pub(crate) fn received<T>(&self, answer: bge_private_sdk::Result<T>) -> Result<T> {
        answer.or_else(|error| {
            if let Some(body) = error.body().filter(|_| self.is_raw) {
                stdio::print(&self.opaque(body))?;
            }
            Err(self.refused(&error))
        })
    }

    /// Returns an item of a list of pages as a line. It is `null` if it has no such part, but might have one.
    pub(crate) fn line(&self, item: Node, paging: &Paging) -> Result<String> {
        let pointer = self.pointer.as_deref().unwrap_or_default();
        if let Some((part, _)) = part(item, Type::JSON, pointer) {
            return Ok(json_line(&part));
        }
        let path = paging.items.iter().copied().map(str::to_owned);
        let path = path.chain(["0".to_owned()]).chain(steps(pointer));
        let is_known = self.ty().is_some_and(|ty| knows(ty, &Vec::from_iter(path)));
        is_known.then(|| "null\n".to_owned()).ok_or_else(no_part)
    }

    /// Returns the data of a page, which matches the spec.
    pub(crate) fn page(&self, page: &Detailed<Reply>) -> Result<Node> {
        let checked = self.call.map_or(Ok(()), |call| call.check(page));
        checked.map_err(|error| self.failed(&error))?;
        Ok(Node::read(page.response.text()))
    }

    pub(crate) fn answered(&self, answer: &Detailed<Reply>) -> Result<Vec<u8>> {
        if let Some(call) = self.call.filter(|_| self.is_checked) {
            call.check(answer).map_err(|error| self.failed(&error))?;
            let name = call.endpoint.name;
            match (call.response, self.format) {
                (Some(_), _) => {}
                (None, Format::Text) => {
                    print_note(&say!("{name}: done", "{name}：完成"));
                    return Ok(Vec::new());
                }
                (None, Format::Json | Format::JsonLine | Format::Yaml) => {
                    return Ok(b"null\n".to_vec());
                }
            }
        }
        self.shown(answer)
    }

    /// Returns the failure of a call.
    pub(crate) fn failed(&self, error: &Error) -> Failure {
        let mut failure = Failure::of_call(error);
        match failure.exit {
            Exit::Answer if self.may_be_raw => failure.hint(choose(
                "`--raw` prints the answer as received and does not check it",
                "`--raw` 原样输出应答，不作检查",
            )),
            Exit::Unknown if self.is_safe() => {
                // It need not be looked up.
                failure.hints.clear();
                failure
            }
            _ => failure,
        }
    }

    /// Returns whether the call is always safe to repeat.
    fn is_safe(&self) -> bool {
        self.call
            .is_some_and(|call| matches!(call.endpoint.retry, Retry::Safe))
    }

    /// Returns the failure of a call, with the data that the platform sent.
    pub(crate) fn refused(&self, error: &Error) -> Failure {
        let failure = self.failed(error);
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

    /// Returns the type of the data. That of a call that the spec does not describe is any JSON.
    pub(crate) fn ty(&self) -> Option<Type> {
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
        let all = json_line(&node);
        let (node, ty) = part(node, ty, pointer).ok_or_else(|| {
            let all = all.trim_end();
            no_part().hint(say!("the answer is {all}", "应答为：{all}"))
        })?;
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
}

fn no_part() -> Failure {
    Exit::Failed.failure(choose(
        "the call was made, but its answer has nothing at the pointer of `--select`",
        "调用已执行，但应答中没有 `--select` 所指的部分",
    ))
}

/// Tells once how secrets are shown.
pub(crate) fn hint_at_secrets() {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        print_note(choose(
            "secrets are hidden; `--show-secrets` shows them",
            "机密内容已隐藏；`--show-secrets` 可显示",
        ));
    });
}

/// Returns a body with a line break at its end if it is text.
fn with_line_break(body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    if !body.ends_with(b"\n") && std::str::from_utf8(&body).is_ok() {
        body.push(b'\n');
    }
    body
}
