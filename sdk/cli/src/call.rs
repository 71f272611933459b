//! Making a call: dry or over the network, and printing what came.

use std::time::Duration;

use bge_private_sdk::describe::{Call, PLATFORM, Type, url_of, validate};
use bge_private_sdk::{Client, Detailed, Error, File, Reply, Request};
use clap::ArgMatches;
use url::form_urlencoded;

use crate::credentials;
use crate::failure::{Exit, Failure, Result, note};
use crate::language::{Language, say};
use crate::names::Named;
use crate::node::{HIDDEN, Node, hide_name};
use crate::output::{self, Format, is_public};
use crate::request;

/// How the answer is shown.
struct Shown {
    format: Format,
    raw: bool,
    secrets: bool,
    language: Language,
}

/// What is called.
struct Target {
    /// What the spec says about it. A call by path is described too, because its secrets are no less secret.
    call: Option<&'static Call>,
    /// Whether the answer must match the spec.
    is_typed: bool,
    path: String,
    files: Vec<(String, File)>,
}

/// Makes a call that the spec describes. Returns what is printed.
pub(crate) async fn known(
    named: &Named,
    matches: &ArgMatches,
    language: Language,
) -> Result<Vec<u8>> {
    let request = request::of_call(named, matches, language).await?;
    let target = Target {
        call: Some(named.call),
        is_typed: true,
        path: named.call.endpoint.path.to_owned(),
        files: request.files.clone(),
    };
    make(request, target, matches, language).await
}

/// Makes a call by its path. Returns what is printed.
pub(crate) async fn unknown(matches: &ArgMatches, language: Language) -> Result<Vec<u8>> {
    let request = request::of_post(matches, language).await?;
    let target = Target {
        call: PLATFORM.call_at(&request.path),
        is_typed: false,
        path: request.path.clone(),
        files: request.files.clone(),
    };
    make(request, target, matches, language).await
}

async fn make<R: Request<Response = Reply>>(
    request: R,
    target: Target,
    matches: &ArgMatches,
    language: Language,
) -> Result<Vec<u8>> {
    let failed = |error: &Error| Failure::of_call(error, language);
    // Invalid arguments are reported before credentials are asked for.
    validate(&request).map_err(|error| failed(&error))?;
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
    let mut call = client.call(request);
    if matches.get_flag("dry-run") {
        let form = call.signed_form().map_err(|error| failed(&error))?;
        return dry(&client, &target, form, &shown).map(String::into_bytes);
    }
    if let Some(seconds) = matches.get_one::<u64>("timeout") {
        // The limit for the whole call is the one that the user sets.
        let limit = Duration::from_secs(*seconds);
        call = call.with_timeout(limit).with_attempt_timeout(limit);
    }
    if let Some(retries) = matches.get_one::<u32>("retries") {
        call = call.with_retries(*retries);
    }
    let answer = match call.detailed().await {
        Ok(answer) => answer,
        Err(error) => {
            if let Some(body) = error.body().filter(|_| shown.raw) {
                crate::print(&unreadable(body, type_of(target.call), &shown), language)?;
            }
            return Err(refused(&error, &shown));
        }
    };
    if let Some(call) = target.call.filter(|_| target.is_typed && !shown.raw) {
        call.check(&answer).map_err(|error| failed(&error))?;
        if call.response.is_none() {
            return Ok(nothing(call, &shown));
        }
    }
    Ok(opened(target.call, &answer, &shown))
}

/// Returns the type of a call's data. Data of a call that the spec does not describe is shown as a whole.
fn type_of(call: Option<&Call>) -> Option<Type> {
    call.map_or(Some(Type::Json), |call| call.response)
}

/// Returns what is printed for a call that returns no data.
fn nothing(call: &Call, shown: &Shown) -> Vec<u8> {
    let (language, name) = (shown.language, call.endpoint.name);
    match shown.format {
        Format::Text => {
            note(language, &say!(language, "{name}: done", "{name}：完成"));
            Vec::new()
        }
        Format::Json | Format::Yaml => b"null\n".to_vec(),
    }
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
        Some(_) => failure.hint(language.choose(
            "data came with it; `--show-secrets` shows it",
            "随附数据已隐藏；`--show-secrets` 可显示",
        )),
        None => failure,
    }
}

/// Returns an answer as it is printed.
fn opened(call: Option<&Call>, answer: &Detailed<Reply>, shown: &Shown) -> Vec<u8> {
    let (body, ty) = (&answer.body, type_of(call));
    let data = match &answer.response {
        Reply::Text(_) if shown.raw => return unreadable(body, ty, shown),
        Reply::Text(text) => return told(text, ty, shown).into_bytes(),
        Reply::Json(data) => data.as_str(),
        _ => "null",
    };
    let whole = String::from_utf8_lossy(body);
    let has_envelope = data.len() != whole.trim().len();
    let mut node = Node::read(if shown.raw { &whole } else { data });
    let hidden = match ty {
        _ if shown.secrets || call.is_none() => false,
        ty if shown.raw && has_envelope => redact_envelope(&mut node, ty),
        ty => node.redact_as(ty),
    };
    if hidden {
        hint_at_secrets(shown.language);
    }
    if !shown.raw {
        printed(&node, ty, shown).into_bytes()
    } else if hidden {
        output::json(&node).into_bytes()
    } else {
        ended(body)
    }
}

/// A body that is not JSON, as it came. Where JSON was promised, nobody knows what is in it.
fn unreadable(body: &[u8], ty: Option<Type>, shown: &Shown) -> Vec<u8> {
    if shown.secrets || matches!(ty, Some(Type::Json)) {
        return ended(body);
    }
    hint_at_secrets(shown.language);
    ended(HIDDEN.as_bytes())
}

/// An answer that is a text. Where JSON was promised, nobody knows what is in it.
fn told(text: &str, ty: Option<Type>, shown: &Shown) -> String {
    let is_open = shown.secrets || matches!(ty, Some(Type::Json));
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

/// Hides secrets in the data, and unknown members of the envelope.
fn redact_envelope(envelope: &mut Node, ty: Option<Type>) -> bool {
    let Node::Object(members) = envelope else {
        return envelope.redact_as(ty);
    };
    let protocol = PLATFORM.protocol;
    let own = [protocol.code, protocol.message, protocol.pagination];
    let mut hidden = false;
    for (index, (name, value)) in members.iter_mut().enumerate() {
        if name == protocol.data {
            hidden |= value.redact_as(ty);
        } else if !own.contains(&name.as_str()) {
            hide_name(name, index);
            hidden |= value.hide();
        }
    }
    hidden
}

fn printed(node: &Node, ty: Option<Type>, shown: &Shown) -> String {
    match shown.format {
        Format::Text => output::text(node, ty.unwrap_or(Type::Json), shown.language),
        Format::Json => output::json(node),
        Format::Yaml => output::yaml(node),
    }
}

fn hint_at_secrets(language: Language) {
    note(
        language,
        language.choose(
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

/// Returns the request that would be sent, as it is printed.
fn dry(client: &Client, target: &Target, form: String, shown: &Shown) -> Result<String> {
    let url = url_of(client, &target.path);
    let files: Vec<(String, Node)> = target
        .files
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
    let mut hidden = false;
    let fields: Vec<(String, String)> = form_urlencoded::parse(form.as_bytes())
        .map(|(name, value)| {
            if !is_public(target.call, &name) && !shown.secrets {
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
    Ok(printed(&Node::Object(members), Some(Type::Json), shown))
}

/// Fields as an object.
pub(crate) fn pairs(fields: Vec<(String, String)>) -> Node {
    let member = |(name, value)| (name, Node::Text(value));
    Node::Object(fields.into_iter().map(member).collect())
}
