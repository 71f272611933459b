//! The commands `login`, `profiles` and `logout`: they write, list and remove profiles.

use bge_private_sdk::describe::{Call, PLATFORM, Type, Untyped};
use clap::ArgMatches;

use crate::failure::{Exit, Failure, Result, is_interactive, print_note};
use crate::json::Node;
use crate::language::{choose, quoted, say};
use crate::options::text;
use crate::output::{Format, printable};
use crate::profile::{self, Profile};
use crate::profile_file;
use crate::prompt;

/// Asks for credentials, makes a call with them, and writes them to a profile.
pub(crate) async fn login(matches: &ArgMatches) -> Result<String> {
    let name = text(matches, "profile").unwrap_or(profile::DEFAULT);
    // Mistakes in the file are reported before anything is asked for.
    profile_file::text(name)?;
    if !is_interactive() {
        return Err(no_terminal());
    }
    let (app_key, app_secret) = prompt::credentials()?;
    let profile = Profile {
        app_key,
        app_secret,
        environment: text(matches, "environment").map(str::to_owned),
        base_url: text(matches, "base-url").map(str::to_owned),
    };
    if let Some(call) = probe().filter(|_| !matches.get_flag("no-probe")) {
        test(call, profile.clone().resolved(name)?).await?;
    }
    profile_file::write(name, &profile)?;
    let (name, path) = (quoted(name), profile::shown_path());
    Ok(say!(
        "the profile {name} was written to {path}\n",
        "配置 {name} 已写入 {path}\n"
    ))
}

fn no_terminal() -> Failure {
    let (key, secret) = (PLATFORM.protocol.env_key, PLATFORM.protocol.env_secret);
    let failure = Exit::Setup.failure(choose(
        "credentials are asked for only in a terminal",
        "只在终端中询问凭证",
    ));
    failure.hint(say!(
        "without a terminal, set {key} and {secret}",
        "不在终端中时，请设置 {key} 与 {secret}"
    ))
}

/// Returns the call that tests credentials.
pub(crate) fn probe() -> Option<&'static Call> {
    PLATFORM.probe.and_then(|name| PLATFORM.call_named(name))
}

async fn test(call: &'static Call, profile: Profile) -> Result<()> {
    let client = profile.client()?;
    let answer = client.call(Untyped::new(call)).detailed().await;
    answer.map(drop).map_err(|error| {
        Failure::of_call(&error).hint(choose(
            "no profile was written; `--no-probe` writes it without this call",
            "没有写入配置；`--no-probe` 不作此调用而直接写入",
        ))
    })
}

/// Lists the profiles without their secrets.
pub(crate) fn profiles(matches: &ArgMatches) -> Result<String> {
    let profiles = profile::open()?.unwrap_or_default();
    if matches.get_flag("names") {
        let names = profiles.keys();
        return Ok(names.map(|name| printable(name) + "\n").collect());
    }
    if profiles.is_empty() {
        print_note(choose(
            "there are no profiles; `bge-private login` writes one",
            "没有配置；`bge-private login` 可写入",
        ));
    }
    let listed = profiles.into_iter().map(|(name, profile)| {
        let members = [
            ("name", Some(name)),
            ("app_key", Some(profile.app_key)),
            ("environment", profile.environment),
            ("base_url", profile.base_url),
        ];
        let members = members.into_iter();
        Node::object(members.filter_map(|(key, value)| Some((key, Node::Text(value?)))))
    });
    let list = Node::List(listed.collect());
    Ok(Format::of(matches).write(&list, Type::JSON))
}

/// Removes a profile.
pub(crate) fn logout(matches: &ArgMatches) -> Result<String> {
    let name = text(matches, "profile").unwrap_or(profile::DEFAULT);
    profile_file::remove(name)?;
    let (name, path) = (quoted(name), profile::shown_path());
    Ok(say!(
        "the profile {name} was removed from {path}\n",
        "配置 {name} 已从 {path} 删除\n"
    ))
}
