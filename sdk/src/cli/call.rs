//! Making a call: dry or over the network, and printing what came.

use std::time::Duration;

use clap::ArgMatches;
use url::form_urlencoded;

use super::catalogue::{Command, Form, Group};
use super::credentials;
use super::failure::{Exit, Failure, Result, note};
use super::language::{Language, say};
use super::names::Named;
use super::node::{HIDDEN, Node, hide_name};
use super::output::{self, Format};
use super::request;
use crate::generated::CATALOGUE;
use crate::generated::platform::PLATFORM;
use crate::mock::is_public;
use crate::runtime::untyped::{self, Untyped};
use crate::runtime::{Client, Error, Fields, Options};

/// What is asked of the output.
struct Shown {
    format: Format,
    raw: bool,
    secrets: bool,
    language: Language,
}

/// A call that the spec knows; gives what is printed.
pub(crate) async fn known(
    named: &Named,
    matches: &ArgMatches,
    language: Language,
) -> Result<Vec<u8>> {
    let fields = request::of_call(named, matches, language).await?;
    make(
        Some((named.group, named.command)),
        fields,
        matches,
        language,
    )
    .await
}

/// A call that the spec does not know; gives what is printed.
pub(crate) async fn unknown(matches: &ArgMatches, language: Language) -> Result<Vec<u8>> {
    let fields = request::of_post(matches, language).await?;
    make(None, fields, matches, language).await
}

/// What the spec says of a call that was made by its path: secrets are no less secret then.
fn by_path(path: &str) -> Option<(&'static Group, &'static Command)> {
    let mut commands = CATALOGUE.commands();
    commands.find(|(_, command)| command.endpoint.path == path)
}

async fn make(
    known: Option<(&Group, &Command)>,
    fields: Box<Fields>,
    matches: &ArgMatches,
    language: Language,
) -> Result<Vec<u8>> {
    let failed = |error: &Error| Failure::of_call(error, language);
    // Wrong arguments are told before credentials are asked for.
    let fields = fields.finish().map_err(|error| failed(&error))?;
    let shown = Shown {
        format: Format::of(
            matches
                .get_one::<String>("output")
                .map_or("", String::as_str),
        ),
        raw: matches.get_flag("raw"),
        secrets: matches.get_flag("show-secrets"),
        language,
    };
    let client = credentials::client(matches, language)?;
    let described = known.or_else(|| by_path(fields.path()));
    if matches.get_flag("dry-run") {
        return dry(described, &client, fields, &shown).map(String::into_bytes);
    }
    let options = Options {
        call_timeout: matches
            .get_one::<u64>("timeout")
            .map(|seconds| Duration::from_secs(*seconds)),
        // The time for the whole call is the one that the user gives.
        attempt_timeout: matches
            .get_one::<u64>("timeout")
            .map(|seconds| Duration::from_secs(*seconds)),
        retries: matches.get_one::<u32>("retries").copied(),
        ..Options::default()
    };
    let name = fields.name().clone();
    let exchanged = untyped::exchange(client, fields, options).await;
    let form = described.map_or(Form::Json, |(_, command)| command.response);
    let answer = match exchanged {
        Ok(answer) => answer,
        Err(error) => {
            if let Some(body) = error.body().filter(|_| shown.raw) {
                super::print(&unreadable(body, form, &shown), language)?;
            }
            return Err(refused(&error, &shown));
        }
    };
    let Some((group, command)) = described else {
        return Ok(opened(None, &answer, Form::Json, &shown));
    };
    let is_typed = known.is_some() && !shown.raw;
    if is_typed {
        let checked = answer.check(command.spec, command.check);
        checked.map_err(|error| failed(&error))?;
    }
    if is_typed && command.response == Form::Nothing {
        return Ok(match shown.format {
            Format::Text => {
                note(language, &say!(language, "{name}: done", "{name}：完成"));
                Vec::new()
            }
            Format::Json | Format::Yaml => b"null\n".to_vec(),
        });
    }
    Ok(opened(Some(group), &answer, form, &shown))
}

/// A failed call, with what the platform put beside its code.
fn refused(error: &Error, shown: &Shown) -> Failure {
    let language = shown.language;
    let mut failure = Failure::of_call(error, language);
    if shown.raw && failure.exit == Exit::Answer {
        // It was printed, so there is no need to say how.
        failure.hints.clear();
    }
    match error.data() {
        Some(data) if shown.secrets => {
            let data = output::plain(data.as_str());
            failure.hint(say!(language, "with it came {data}", "随附数据：{data}"))
        }
        Some(_) => failure.hint(language.say(
            "data came with it; `--show-secrets` shows it",
            "随附数据已隐藏；`--show-secrets` 可显示",
        )),
        None => failure,
    }
}

/// The answer as it is printed.
fn opened(group: Option<&Group>, answer: &Untyped, form: Form, shown: &Shown) -> Vec<u8> {
    let body = answer.body();
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let Some(range) = answer.json() else {
        return if answer.is_text() && shown.raw {
            unreadable(body, form, shown)
        } else if answer.is_text() {
            told(&lossy(body), form, shown).into_bytes()
        } else if shown.raw {
            ended(body)
        } else {
            let null = Node::Raw("null".to_owned());
            printed(&null, group, form, shown).into_bytes()
        };
    };
    let is_whole = range.len() == lossy(body).trim().len();
    if shown.raw && !is_whole {
        let mut node = Node::read(&lossy(body));
        let hidden = match group {
            Some(group) if !shown.secrets => redact_envelope(&mut node, group, form),
            _ => false,
        };
        return raw(hidden, &node, body, shown);
    }
    let mut node = Node::read(&lossy(body.get(range).unwrap_or_default()));
    let hidden = match group {
        Some(group) if !shown.secrets => node.redact(group, form),
        _ => false,
    };
    if shown.raw {
        return raw(hidden, &node, body, shown);
    }
    if hidden {
        hint_at_secrets(shown.language);
    }
    printed(&node, group, form, shown).into_bytes()
}

/// The body as it came, but for what is hidden.
fn raw(hidden: bool, node: &Node, body: &[u8], shown: &Shown) -> Vec<u8> {
    if !hidden {
        return ended(body);
    }
    hint_at_secrets(shown.language);
    output::json(node).into_bytes()
}

/// A body that is not JSON, as it came. Where JSON was promised, nobody knows what is in it.
fn unreadable(body: &[u8], form: Form, shown: &Shown) -> Vec<u8> {
    if shown.secrets || form == Form::Json {
        return ended(body);
    }
    hint_at_secrets(shown.language);
    ended(HIDDEN.as_bytes())
}

/// An answer that is a text. Where JSON was promised, nobody knows what is in it.
fn told(text: &str, form: Form, shown: &Shown) -> String {
    let is_open = shown.secrets || form == Form::Json;
    if !is_open {
        hint_at_secrets(shown.language);
    }
    let text = if is_open { text } else { HIDDEN };
    match shown.format {
        Format::Text => output::lines(text),
        Format::Json => output::json(&Node::Text(text.to_owned())),
        Format::Yaml => output::yaml(&Node::Text(text.to_owned())),
    }
}

/// Hides what is secret in the data, and what the envelope has beyond its own members.
fn redact_envelope(envelope: &mut Node, group: &Group, form: Form) -> bool {
    let Node::Object(members) = envelope else {
        return envelope.redact(group, form);
    };
    let own = [PLATFORM.code, PLATFORM.message, PLATFORM.pagination];
    let mut hidden = false;
    for (index, (name, value)) in members.iter_mut().enumerate() {
        if name == PLATFORM.data {
            hidden |= value.redact(group, form);
        } else if !own.contains(&name.as_str()) {
            hide_name(name, index);
            hidden |= value.hide();
        }
    }
    hidden
}

fn printed(node: &Node, group: Option<&Group>, form: Form, shown: &Shown) -> String {
    match shown.format {
        Format::Text => output::text(node, group, form, shown.language),
        Format::Json => output::json(node),
        Format::Yaml => output::yaml(node),
    }
}

fn hint_at_secrets(language: Language) {
    note(
        language,
        language.say(
            "secrets are hidden; `--show-secrets` shows them",
            "机密内容已隐藏；`--show-secrets` 可显示",
        ),
    );
}

/// As it is, with a line break at its end if it is a text.
fn ended(body: &[u8]) -> Vec<u8> {
    let mut body = body.to_vec();
    if !body.ends_with(b"\n") && std::str::from_utf8(&body).is_ok() {
        body.push(b'\n');
    }
    body
}

/// The request that would be sent.
fn dry(
    known: Option<(&Group, &Command)>,
    client: &Client,
    fields: Box<Fields>,
    shown: &Shown,
) -> Result<String> {
    let url = untyped::url_of(client, &fields);
    let files: Vec<(String, Node)> = fields
        .files()
        .iter()
        .map(|(name, file)| {
            let text = |text: &str| Node::Text(text.to_owned());
            let described = vec![
                ("file_name".to_owned(), text(file.name())),
                ("media_type".to_owned(), text(file.media_type())),
                ("length".to_owned(), Node::Raw(file.length().to_string())),
            ];
            (name.to_string(), Node::Object(described))
        })
        .collect();
    let form = untyped::signed_form(client, &fields)
        .map_err(|error| Failure::of_call(&error, shown.language))?;
    let endpoint = known.map(|(_, command)| command.endpoint);
    let mut hidden = false;
    let fields: Vec<(String, String)> = form_urlencoded::parse(form.as_bytes())
        .map(|(name, value)| {
            if !is_public(endpoint, &name) && !shown.secrets {
                hidden = true;
                (name.into_owned(), HIDDEN.to_owned())
            } else {
                (name.into_owned(), value.into_owned())
            }
        })
        .collect();
    if hidden {
        hint_at_secrets(shown.language);
    }
    if shown.raw {
        return Ok(if hidden {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.extend_pairs(fields).finish()
        } else {
            form
        } + "\n");
    }
    let is_multipart = !files.is_empty();
    let mut members = vec![
        ("method".to_owned(), Node::Text("POST".to_owned())),
        ("url".to_owned(), Node::Text(url.to_string())),
        (
            "content_type".to_owned(),
            Node::Text(
                if is_multipart {
                    "multipart/form-data"
                } else {
                    "application/x-www-form-urlencoded"
                }
                .to_owned(),
            ),
        ),
        ("fields".to_owned(), pairs(fields)),
    ];
    if is_multipart {
        members.push(("files".to_owned(), Node::Object(files)));
    }
    Ok(printed(&Node::Object(members), None, Form::Json, shown))
}

/// Fields as an object.
pub(crate) fn pairs(fields: Vec<(String, String)>) -> Node {
    let member = |(name, value)| (name, Node::Text(value));
    Node::Object(fields.into_iter().map(member).collect())
}
