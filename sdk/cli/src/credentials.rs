//! The credentials of the caller: from a profile, the environment or a prompt, never from a flag.

use bge_private_sdk::Client;
use bge_private_sdk::describe::PLATFORM;
use clap::ArgMatches;

use crate::failure::{Exit, Result, is_interactive};
use crate::language::{choose, say};
use crate::options::text;
use crate::profile::{self, Profile, base_url_of};
use crate::prompt;

/// Returns the profile that the user names, or the credentials of the environment.
pub(crate) fn named(matches: &ArgMatches) -> Result<Option<Profile>> {
    if let Some(name) = text(matches, "profile") {
        return profile::read(name).map(Some);
    }
    let protocol = PLATFORM.protocol;
    let (key, secret) = (variable(protocol.env_key)?, variable(protocol.env_secret)?);
    let missing = match (key, secret) {
        (Some(app_key), Some(app_secret)) => {
            return Ok(Some(Profile {
                app_key,
                app_secret: app_secret.into(),
                environment: None,
                base_url: variable(protocol.env_base_url)?,
            }));
        }
        (Some(_), None) => protocol.env_secret,
        (None, Some(_)) => protocol.env_key,
        (None, None) => return Ok(None),
    };
    Err(Exit::Setup.failure(say!(
        "the environment variable {missing} is not set",
        "环境变量 {missing} 未设置"
    )))
}

/// Returns the named credentials, or those of the profile `default` or of a prompt.
pub(crate) fn required(matches: &ArgMatches) -> Result<Profile> {
    if let Some(credentials) = named(matches)? {
        return Ok(credentials);
    }
    let (key, secret) = (PLATFORM.protocol.env_key, PLATFORM.protocol.env_secret);
    // The base URL of the environment applies, whoever calls.
    let base_url = variable(PLATFORM.protocol.env_base_url)?;
    if let Some(mut profile) = profile::read_default()? {
        profile.base_url = base_url.or(profile.base_url);
        return Ok(profile);
    }
    if is_interactive() {
        let (app_key, app_secret) = prompt::credentials()?;
        return Ok(Profile {
            app_key,
            app_secret,
            environment: None,
            base_url,
        });
    }
    Err(Exit::Setup
        .failure(choose("there are no credentials", "没有凭证"))
        .hint(say!(
            "`bge-private login` writes a profile in a terminal; elsewhere, set {key} and {secret}",
            "在终端中用 `bge-private login` 写入配置；其他情况请设置 {key} 与 {secret}"
        ))
        .hint(choose(
            "see `bge-private --help`",
            "详见 `bge-private --help`",
        )))
}

/// Returns a client for the place that the flags name, or that of the credentials.
pub(crate) fn client(matches: &ArgMatches) -> Result<Client> {
    let mut profile = required(matches)?;
    let environment = text(matches, "environment").and_then(base_url_of);
    if let Some(base_url) = text(matches, "base-url").or(environment) {
        profile.base_url = Some(base_url.to_owned());
    }
    profile.client()
}

fn variable(name: &str) -> Result<Option<String>> {
    let message = match std::env::var(name) {
        Ok(value) if !value.is_empty() => return Ok(Some(value)),
        Ok(_) => say!(
            "the environment variable {name} is empty",
            "环境变量 {name} 为空"
        ),
        Err(std::env::VarError::NotPresent) => return Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => say!(
            "the environment variable {name} is not UTF-8",
            "环境变量 {name} 不是 UTF-8"
        ),
    };
    Err(Exit::Setup.failure(message))
}
