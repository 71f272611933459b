//! Signing and verifying by hand.

use std::time::SystemTime;

use clap::ArgMatches;
use secrecy::ExposeSecret;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::form_urlencoded;

use crate::call::pairs;
use crate::credentials::{self, Credentials};
use crate::failure::{Exit, Failure, Result};
use crate::language::{Language, say};
use crate::node::Node;
use crate::output::{self, Format};
use crate::quoted::quoted;
use crate::request::further;
use crate::values::Input;
use bge_private_sdk::Secret;
use bge_private_sdk::describe::{Endpoint, PLATFORM};
use bge_private_sdk::signature::doctor::{Diagnosis, Doctor};
use bge_private_sdk::signature::{SigningKey, VerifyError, own_fields, string_to_sign};

/// Returns the names of the fields that every call has.
fn own_names() -> [&'static str; 4] {
    let protocol = PLATFORM.protocol;
    [
        protocol.key_field,
        protocol.nonce_field,
        protocol.timestamp_field,
        protocol.signature_field,
    ]
}

type Fields = Vec<(String, String)>;

/// The fields with what signing adds; gives what is printed.
pub(crate) fn sign(matches: &ArgMatches, language: Language) -> Result<String> {
    let mut fields = given(matches, language)?;
    let Credentials {
        app_key,
        app_secret,
        ..
    } = credentials::needed(matches, language)?;
    let own = own_fields(&app_key, SystemTime::now()).ok_or_else(|| {
        let message = language.choose("the system gives no random numbers", "系统无法提供随机数");
        Failure::new(Exit::Failed, message)
    })?;
    for (name, value) in own {
        if !fields.iter().any(|(given, _)| given == name) {
            fields.push((name.to_owned(), value));
        }
    }
    fields.retain(|(name, _)| name != PLATFORM.protocol.signature_field);
    fields.sort();
    let borrowed = || fields.iter().map(|(name, value)| (name, value));
    if matches.get_flag("message") {
        return Ok(string_to_sign(borrowed()) + "\n");
    }
    let signature = SigningKey::new(app_secret.expose_secret()).sign(borrowed());
    fields.push((PLATFORM.protocol.signature_field.to_owned(), signature));
    Ok(match format(matches) {
        Format::Text => {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.extend_pairs(fields).finish() + "\n"
        }
        Format::Json => output::json(&pairs(fields)),
        Format::Yaml => output::yaml(&pairs(fields)),
    })
}

/// Checks a signature; gives what is printed if it is right.
pub(crate) fn verify(matches: &ArgMatches, language: Language) -> Result<String> {
    let (fields, app_secret, now) = received(matches, language)?;
    let borrowed = fields.iter().map(|(name, value)| (name, value));
    let verified = SigningKey::new(app_secret.expose_secret()).verify(borrowed, now);
    match verified {
        Ok(()) => Ok(right(matches, language)),
        Err(error @ VerifyError::Mismatch) => {
            let failure = Failure::new(Exit::Signature, error.to_string());
            Err(failure.hint(language.choose(
                "`bge-private doctor` with the same arguments says why",
                "`bge-private doctor` 加上相同的参数可说明原因",
            )))
        }
        Err(error) => Err(Failure::new(Exit::Signature, error.to_string())),
    }
}

/// Says why a signature is wrong, on standard output; gives what is printed if it is right.
pub(crate) fn doctor(matches: &ArgMatches, language: Language) -> Result<String> {
    let (fields, app_secret, now) = received(matches, language)?;
    let mut input = Input::default();
    let endpoints = || PLATFORM.calls().map(|call| call.endpoint);
    let hides = |endpoint: &Endpoint, name: &str| {
        endpoint.is_secret(name) || endpoint.param(name).is_some_and(|param| !param.is_public())
    };
    // Which call it is is not known, so a name that one of them hides is not shown.
    let is_public = |name: &&String| {
        endpoints().any(|endpoint| endpoint.is_public(name))
            && !endpoints().any(|endpoint| hides(endpoint, name))
    };
    let names = fields.iter().map(|(name, _)| name);
    let public: Vec<&String> = names.filter(is_public).collect();
    let mut doctor = Doctor::new(app_secret).now(now).show(public);
    if let Some(text) = matches.get_one::<String>("signed-text") {
        let read = input.read(text, "--signed-text", language)?;
        doctor = doctor.signed_text(read.as_deref().unwrap_or(text).trim());
    }
    // All of these fields stand in one call, so that it is known what else it could have had.
    let has_all = |endpoint: &&Endpoint| {
        let given = fields.iter().map(|(name, _)| name);
        let mut own = given.filter(|name| !own_names().contains(&name.as_str()));
        own.all(|name| endpoint.open || endpoint.param(name).is_some())
    };
    for endpoint in endpoints().filter(has_all) {
        doctor = doctor.possible_fields(endpoint.params.iter().map(|param| param.name));
    }
    if matches.get_flag("show-secrets") {
        doctor = doctor.show_all();
    }
    let Some(diagnosis) = doctor.diagnose(fields) else {
        return Ok(right(matches, language));
    };
    crate::print(told(&diagnosis, format(matches)).as_bytes(), language)?;
    let message = language.choose("the signature does not verify", "签名不正确");
    Err(Failure::new(Exit::Signature, message))
}

fn told(diagnosis: &Diagnosis, format: Format) -> String {
    if format == Format::Text {
        return format!("{diagnosis}\n");
    }
    let text = |text: &str| Node::Text(text.to_owned());
    let causes = diagnosis.causes().iter();
    let causes = causes.map(|cause| Node::Text(cause.to_string())).collect();
    let mut members = vec![
        ("verified".to_owned(), Node::Raw("false".to_owned())),
        ("causes".to_owned(), Node::List(causes)),
    ];
    if let Some(difference) = diagnosis.difference() {
        let position = Node::Raw(difference.position.to_string());
        let field = difference.field.as_deref();
        let field = field.map_or_else(|| Node::Raw("null".to_owned()), text);
        let described = vec![
            ("position".to_owned(), position),
            ("field".to_owned(), field),
            ("expected".to_owned(), text(&difference.expected)),
            ("signed".to_owned(), text(&difference.signed)),
        ];
        members.push(("difference".to_owned(), Node::Object(described)));
    }
    match format {
        Format::Yaml => output::yaml(&Node::Object(members)),
        _ => output::json(&Node::Object(members)),
    }
}

fn right(matches: &ArgMatches, language: Language) -> String {
    let verified = ("verified".to_owned(), Node::Raw("true".to_owned()));
    match format(matches) {
        Format::Text => language
            .choose("the signature is right\n", "签名正确\n")
            .to_owned(),
        Format::Json => output::json(&Node::Object(vec![verified])),
        Format::Yaml => output::yaml(&Node::Object(vec![verified])),
    }
}

/// What is to be judged: the fields, the secret that goes with their key, and as of when.
fn received(matches: &ArgMatches, language: Language) -> Result<(Fields, Secret, SystemTime)> {
    let fields = given(matches, language)?;
    let now = match matches.get_one::<String>("at") {
        None => SystemTime::now(),
        Some(text) => OffsetDateTime::parse(text, &Rfc3339)
            .map(SystemTime::from)
            .map_err(|_| {
                let message = say!(
                    language,
                    "`--at` must be a time like 2026-11-23T07:27:59Z, got {}",
                    "`--at` 应为形如 2026-11-23T07:27:59Z 的时间，而不是 {}",
                    quoted(text)
                );
                Failure::new(Exit::Usage, message)
            })?,
    };
    let Credentials {
        app_key,
        app_secret,
        ..
    } = credentials::needed(matches, language)?;
    let mut all = fields.iter();
    let key = all.find(|(name, _)| name == PLATFORM.protocol.key_field);
    if let Some((name, key)) = key.filter(|(_, key)| *key != app_key) {
        let (key, expected) = (quoted(key), quoted(&app_key));
        let message = say!(
            language,
            "`{name}` is {key}, but the credentials are those of {expected}",
            "`{name}` 是 {key}，而凭证属于 {expected}"
        );
        return Err(Failure::new(Exit::Signature, message));
    }
    Ok((fields, app_secret, now))
}

fn format(matches: &ArgMatches) -> Format {
    Format::of(
        matches
            .get_one::<String>("output")
            .map_or("", String::as_str),
    )
}

/// The fields of `--form` and `--field`.
fn given(matches: &ArgMatches, language: Language) -> Result<Fields> {
    let mut input = Input::default();
    let mut fields = Fields::new();
    if let Some(text) = matches.get_one::<String>("form") {
        let read = input.read(text, "--form", language)?;
        let form = read.as_deref().unwrap_or(text).trim();
        fields.extend(form_urlencoded::parse(form.as_bytes()).into_owned());
    }
    fields.extend(further(matches, &mut input, language)?);
    if fields.is_empty() {
        let message = language.choose("there are no fields", "没有字段");
        return Err(Failure::new(Exit::Usage, message).hint(language.choose(
            "give them with `--field NAME=VALUE` or `--form BODY`",
            "请用 `--field 名称=值` 或 `--form 正文` 给出",
        )));
    }
    Ok(fields)
}
