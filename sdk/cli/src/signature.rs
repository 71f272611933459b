//! Signs fields, verifies signatures, and explains invalid ones.

use std::time::SystemTime;

use bge_private_sdk::describe::{Endpoint, PLATFORM, Type};
use bge_private_sdk::signature::doctor::{Diagnosis, Doctor};
use bge_private_sdk::signature::{SigningKey, VerifyError, own_fields, string_to_sign};
use bge_private_sdk::{ExposeSecret, Secret};
use clap::ArgMatches;
use serde_json::json;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::form_urlencoded;

use crate::credentials;
use crate::failure::{Exit, Result};
use crate::json::Node;
use crate::language::{choose, quoted, say};
use crate::output::Format;
use crate::request;
use crate::stdio::{self, Input};

type Fields = Vec<(String, String)>;

/// Returns the fields with what signing adds.
pub(crate) fn sign(matches: &ArgMatches) -> Result<String> {
    let mut fields = given(matches)?;
    let profile = credentials::required(matches)?;
    let own = own_fields(&profile.app_key, SystemTime::now()).ok_or_else(|| {
        Exit::Failed.failure(choose(
            "the system has no random numbers",
            "系统无法提供随机数",
        ))
    })?;
    for (name, value) in own {
        if !fields.iter().any(|(given, _)| given == name) {
            fields.push((name.to_owned(), value));
        }
    }
    let signature_field = PLATFORM.protocol.signature_field;
    fields.retain(|(name, _)| name != signature_field);
    fields.sort();
    let borrowed = || fields.iter().map(|(name, value)| (name, value));
    if matches.get_flag("message") {
        return Ok(string_to_sign(borrowed()) + "\n");
    }
    let signature = SigningKey::new(profile.app_secret.expose_secret()).sign(borrowed());
    fields.push((signature_field.to_owned(), signature));
    Ok(match Format::of(matches) {
        Format::Text => {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.extend_pairs(fields).finish() + "\n"
        }
        format @ (Format::Json | Format::JsonLine | Format::Yaml) => {
            format.write(&Node::of_pairs(fields), Type::JSON)
        }
    })
}

/// Checks a signature.
pub(crate) fn verify(matches: &ArgMatches) -> Result<String> {
    let (fields, app_secret, now) = received(matches)?;
    let borrowed = fields.iter().map(|(name, value)| (name, value));
    let verified = SigningKey::new(app_secret.expose_secret()).verify(borrowed, now);
    let Err(error) = verified else {
        return Ok(verdict(None, matches));
    };
    let failure = Exit::Signature.failure(error.to_string());
    Err(match error {
        VerifyError::Mismatch => failure.hint(choose(
            "`bge-private doctor` with the same arguments explains why",
            "`bge-private doctor` 加上相同的参数可说明原因",
        )),
        _ => failure,
    })
}

/// Explains why a signature is invalid.
pub(crate) fn doctor(matches: &ArgMatches) -> Result<String> {
    let (fields, app_secret, now) = received(matches)?;
    let names = || fields.iter().map(|(name, _)| name.as_str());
    let public = names().filter(|name| is_public(name));
    let mut doctor = Doctor::new(app_secret).now(now).show(public);
    if let Some(text) = matches.get_one::<String>("signed-text") {
        let read = Input::default().read(text, "--signed-text")?;
        doctor = doctor.signed_text(read.as_deref().unwrap_or(text).trim());
    }
    // If a call has all of these fields, the doctor also tries its other parameters.
    let own = PLATFORM.protocol.own_fields();
    let has_all = |endpoint: &&Endpoint| {
        names()
            .filter(|name| !own.contains(name))
            .all(|name| endpoint.open || endpoint.param(name).is_some())
    };
    for endpoint in endpoints().filter(has_all) {
        doctor = doctor.possible_fields(endpoint.params.iter().map(|param| param.name));
    }
    if matches.get_flag("show-secrets") {
        doctor = doctor.show_all();
    }
    let Some(diagnosis) = doctor.diagnose(fields) else {
        return Ok(verdict(None, matches));
    };
    stdio::print(verdict(Some(&diagnosis), matches).as_bytes())?;
    Err(Exit::Signature.failure(choose("the signature is invalid", "签名不正确")))
}

fn endpoints() -> impl Iterator<Item = &'static Endpoint> {
    PLATFORM.calls().map(|call| call.endpoint)
}

/// Returns whether a field may be shown. The call is unknown, so a field that is secret in any call is hidden.
fn is_public(name: &str) -> bool {
    let hides = |endpoint: &Endpoint| {
        endpoint.is_secret(name) || endpoint.param(name).is_some_and(|param| !param.is_public())
    };
    endpoints().any(|endpoint| endpoint.is_public(name)) && !endpoints().any(hides)
}

/// Returns the result of a check as printed.
fn verdict(diagnosis: Option<&Diagnosis>, matches: &ArgMatches) -> String {
    let format = Format::of(matches);
    let verdict = match diagnosis {
        Some(diagnosis) if format == Format::Text => return format!("{diagnosis}\n"),
        None if format == Format::Text => {
            return choose("the signature is valid\n", "签名正确\n").to_owned();
        }
        Some(diagnosis) => {
            let causes: Vec<_> = diagnosis.causes().iter().map(ToString::to_string).collect();
            let difference = diagnosis.difference().map(|difference| {
                let members = json!({
                    "position": difference.position,
                    "field": difference.field,
                    "expected": difference.expected,
                    "signed": difference.signed,
                });
                ("difference", members)
            });
            let members = [("verified", json!(false)), ("causes", json!(causes))];
            members.into_iter().chain(difference).collect()
        }
        None => json!({"verified": true}),
    };
    format.write(&Node::read(&verdict.to_string()), Type::JSON)
}

/// Returns what is checked: the fields, the secret of their key, and the time of the check.
fn received(matches: &ArgMatches) -> Result<(Fields, Secret, SystemTime)> {
    let fields = given(matches)?;
    let now = match matches.get_one::<String>("at") {
        None => SystemTime::now(),
        Some(text) => time(text)?,
    };
    let profile = credentials::required(matches)?;
    let key_field = PLATFORM.protocol.key_field;
    let key = fields.iter().find(|(name, _)| name == key_field);
    if let Some((_, key)) = key.filter(|(_, key)| *key != profile.app_key) {
        let (key, expected) = (quoted(key), quoted(&profile.app_key));
        return Err(Exit::Signature.failure(say!(
            "`{key_field}` is {key}, but the credentials are those of {expected}",
            "`{key_field}` 是 {key}，而凭证属于 {expected}"
        )));
    }
    Ok((fields, profile.app_secret, now))
}

fn time(text: &str) -> Result<SystemTime> {
    let parsed = OffsetDateTime::parse(text, &Rfc3339);
    parsed.map(SystemTime::from).map_err(|_| {
        let got = quoted(text);
        Exit::Usage.failure(say!(
            "`--at` must be a time like 2026-11-23T07:27:59Z, got {got}",
            "`--at` 应为形如 2026-11-23T07:27:59Z 的时间，而不是 {got}"
        ))
    })
}

/// Returns the fields of `--form` and `--field`.
fn given(matches: &ArgMatches) -> Result<Fields> {
    let mut input = Input::default();
    let mut fields = Fields::new();
    if let Some(text) = matches.get_one::<String>("form") {
        let read = input.read(text, "--form")?;
        let form = read.as_deref().unwrap_or(text).trim();
        if form.starts_with('{') {
            return Err(Exit::Usage.failure(choose(
                "`--form` is JSON; only the signatures of forms can be checked",
                "`--form` 是 JSON；只能检查表单的签名",
            )));
        }
        fields.extend(form_urlencoded::parse(form.as_bytes()).into_owned());
    }
    let further = request::fields(matches, &mut input)?;
    fields.extend(further.into_iter().map(|field| (field.name, field.value)));
    if fields.is_empty() {
        return Err(Exit::Usage
            .failure(choose("there are no fields", "没有字段"))
            .hint(choose(
                "pass them with `--field NAME=VALUE` or `--form BODY`",
                "请用 `--field 名称=值` 或 `--form 正文` 给出",
            )));
    }
    Ok(fields)
}
