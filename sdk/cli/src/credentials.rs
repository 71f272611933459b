//! Who calls: a profile, the environment, or the user at a terminal; never a flag.

use clap::ArgMatches;

use crate::failure::{Exit, Failure, Result, is_interactive};
use crate::language::{Language, say};
use crate::profile::{self, Profile};
use crate::prompt;
use bge_private_sdk::describe::PLATFORM;
use bge_private_sdk::{Client, Secret};

/// Key, secret, and where to call, as far as their source says it.
pub(crate) struct Credentials {
    pub(crate) app_key: String,
    pub(crate) app_secret: Secret,
    pub(crate) base_url: Option<String>,
}

/// The profile that the user names, else the environment; none if neither is there.
pub(crate) fn named(matches: &ArgMatches, language: Language) -> Result<Option<Credentials>> {
    if let Some(name) = matches.get_one::<String>("profile") {
        return profile::read(name, language).map(|profile| Some(of_profile(profile)));
    }
    let key = variable(PLATFORM.protocol.env_key, language)?;
    let secret = variable(PLATFORM.protocol.env_secret, language)?.map(Secret::from);
    let missing = |name: &str| {
        let message = say!(
            language,
            "the environment variable {name} is not set",
            "环境变量 {name} 未设置"
        );
        Failure::new(Exit::Setup, message)
    };
    match (key, secret) {
        (Some(app_key), Some(app_secret)) => Ok(Some(Credentials {
            app_key,
            app_secret,
            base_url: variable(PLATFORM.protocol.env_base_url, language)?,
        })),
        (Some(_), None) => Err(missing(PLATFORM.protocol.env_secret)),
        (None, Some(_)) => Err(missing(PLATFORM.protocol.env_key)),
        (None, None) => Ok(None),
    }
}

/// The same, else the profile `default`.
fn found(matches: &ArgMatches, language: Language) -> Result<Option<Credentials>> {
    if let Some(credentials) = named(matches, language)? {
        return Ok(Some(credentials));
    }
    let Some(profile) = profile::read_default(language)? else {
        return Ok(None);
    };
    let mut credentials = of_profile(profile);
    // Whoever says where to call, and not by whom, means that place.
    if let Some(base_url) = variable(PLATFORM.protocol.env_base_url, language)? {
        credentials.base_url = Some(base_url);
    }
    Ok(Some(credentials))
}

fn of_profile(profile: Profile) -> Credentials {
    let Profile {
        app_key,
        app_secret,
        base_url,
    } = profile;
    Credentials {
        app_key,
        app_secret,
        base_url,
    }
}

/// The same, or what the user is asked for, if one can be.
pub(crate) fn needed(matches: &ArgMatches, language: Language) -> Result<Credentials> {
    if let Some(credentials) = found(matches, language)? {
        return Ok(credentials);
    }
    if is_interactive() {
        let (app_key, app_secret) = prompt::credentials(language)?;
        return Ok(Credentials {
            app_key,
            app_secret,
            base_url: variable(PLATFORM.protocol.env_base_url, language)?,
        });
    }
    let (key, secret) = (PLATFORM.protocol.env_key, PLATFORM.protocol.env_secret);
    let file = profile::shown_place();
    let message = language.choose("there are no credentials", "没有凭证");
    Err(Failure::new(Exit::Setup, message)
        .hint(say!(
            language,
            "set {key} and {secret}, or write a profile to {file}",
            "请设置 {key} 与 {secret}，或在 {file} 中写入配置"
        ))
        .hint(language.choose(
            "`bge-private --help` says more",
            "详见 `bge-private --help`",
        )))
}

/// A client for the call, which goes where flags say, else where the credentials' source says.
pub(crate) fn client(matches: &ArgMatches, language: Language) -> Result<Client> {
    let Credentials {
        app_key,
        app_secret,
        base_url,
    } = needed(matches, language)?;
    let named = matches.get_one::<String>("environment");
    let environment = named.and_then(|name| url_of(name)).map(str::to_owned);
    let given = matches.get_one::<String>("base-url").cloned();
    let mut builder = Client::builder().app_key(app_key).app_secret(app_secret);
    if let Some(base_url) = given.or(environment).or(base_url) {
        builder = builder.base_url(base_url);
    }
    builder
        .build()
        .map_err(|error| Failure::of_call(&error, language))
}

/// The base URL of an environment.
pub(crate) fn url_of(environment: &str) -> Option<&'static str> {
    let mut all = PLATFORM.environments.iter();
    let found = all.find(|choice| choice.name == environment);
    found.map(|choice| choice.url)
}

fn variable(name: &str, language: Language) -> Result<Option<String>> {
    let problem = |message: String| Err(Failure::new(Exit::Setup, message));
    match std::env::var(name) {
        Ok(value) if value.is_empty() => problem(say!(
            language,
            "the environment variable {name} is empty",
            "环境变量 {name} 为空"
        )),
        Ok(value) => Ok(Some(value)),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => problem(say!(
            language,
            "the environment variable {name} is not UTF-8",
            "环境变量 {name} 不是 UTF-8"
        )),
    }
}
