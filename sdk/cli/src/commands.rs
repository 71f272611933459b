//! Calls as commands, and their parameters as flags, under names that the program itself does not use.

use std::sync::LazyLock;

use bge_private_sdk::describe::{self, Call, OneOf, PLATFORM, Parameter};

use clap::Arg;

use crate::language::local;
use crate::options::{common, connection, of_kind, output, yes};

/// The commands that are not calls.
pub(crate) const TOOLS: [&str; 11] = [
    "post",
    "login",
    "profiles",
    "logout",
    "sign",
    "verify",
    "doctor",
    "mock",
    "completions",
    "man",
    "help",
];

/// A group of calls.
pub(crate) struct Group {
    /// The name under which help lists its calls. It is a command if its calls are commands of a client.
    pub(crate) name: String,
    pub(crate) title: &'static str,
    pub(crate) commands: Vec<Command>,
    /// Whether its commands follow its name.
    pub(crate) is_client: bool,
}

/// A call as a command.
pub(crate) struct Command {
    pub(crate) name: String,
    /// Further names.
    pub(crate) aliases: Vec<String>,
    /// The command that it follows.
    pub(crate) client: Option<String>,
    pub(crate) call: &'static Call,
    pub(crate) flags: Vec<Flag>,
}

impl Command {
    /// Returns the name after those of the commands that it follows.
    pub(crate) fn path(&self) -> String {
        match &self.client {
            Some(client) => format!("{client} {}", self.name),
            None => self.name.clone(),
        }
    }

    /// Returns the flags of a choice.
    pub(crate) fn choices(&self, one_of: &'static OneOf) -> impl Iterator<Item = &Flag> {
        let is_choice = |flag: &&Flag| one_of.has(flag.parameter);
        self.flags.iter().filter(is_choice)
    }
}

/// A parameter as a flag.
pub(crate) struct Flag {
    /// Its name without the dashes.
    pub(crate) name: String,
    pub(crate) parameter: &'static Parameter,
}

/// Returns all calls by their groups. The spec gives no call the name of a tool.
pub(crate) fn groups() -> Vec<Group> {
    let mut taken: Vec<String> = TOOLS.map(str::to_owned).to_vec();
    let groups = PLATFORM.groups.iter();
    let groups = groups.filter(|group| !group.calls.is_empty());
    let mut groups: Vec<Group> = groups.map(|group| self::group(group, &mut taken)).collect();
    for group in &mut groups {
        let mut own: Vec<String> = group.commands.iter().map(|it| it.name.clone()).collect();
        let taken = if group.is_client {
            &mut own
        } else {
            &mut taken
        };
        for command in &mut group.commands {
            command.aliases = aliases(command.call, taken);
        }
    }
    groups
}

/// Returns all calls.
pub(crate) fn commands() -> impl Iterator<Item = Command> {
    groups().into_iter().flat_map(|group| group.commands)
}

/// Returns a group. Its calls are commands of the program, whose names are taken, or of its client.
fn group(group: &'static describe::Group, taken: &mut Vec<String>) -> Group {
    let client = group.client.map(|client| free(client, "client", taken));
    let mut own = Vec::new();
    let taken = if client.is_some() { &mut own } else { taken };
    let commands = group.calls.iter().map(|call| Command {
        name: free(call.method, "call", taken),
        aliases: Vec::new(),
        client: client.clone(),
        call,
        flags: flags(call),
    });
    let commands = commands.collect();
    Group {
        is_client: client.is_some(),
        name: client.unwrap_or_else(|| hyphenated(group.module)),
        title: local(&group.title).trim_end_matches(['.', '。']),
        commands,
    }
}

/// Returns further names of a call that are not taken: that of the documentation, and its aliases with and without
/// hyphens.
fn aliases(call: &Call, taken: &mut Vec<String>) -> Vec<String> {
    let documented = call.endpoint.name.rsplit('.').next();
    let aliases = call.aliases.iter();
    let aliases = aliases.flat_map(|name| [hyphenated(name), (*name).to_owned()]);
    let mut names: Vec<String> = documented.map(str::to_owned).into_iter().collect();
    names.extend(aliases);
    names.retain(|name| {
        let is_free = !taken.contains(name);
        if is_free {
            taken.push(name.clone());
        }
        is_free
    });
    names
}

/// The names of the options that all calls have, and of `--field`. They are collected once, because that takes a third
/// of the time in which the command line is built.
static OPTIONS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let options = output().chain(connection()).chain(common());
    let names = long_names(options.chain([yes()]));
    names.chain(["field".to_owned()]).collect()
});

fn long_names(options: impl Iterator<Item = Arg>) -> impl Iterator<Item = String> {
    options.filter_map(|option| option.get_long().map(str::to_owned))
}

/// Returns the parameters of a call. One with the name of an option is called `param-…`.
fn flags(call: &'static Call) -> Vec<Flag> {
    let mut taken = OPTIONS.clone();
    taken.extend(long_names(of_kind(call)));
    let flags = call.parameters.iter().map(|parameter| Flag {
        name: free(parameter.name, "param", &mut taken),
        parameter,
    });
    flags.collect()
}

impl Flag {
    /// Returns the name with the dashes.
    pub(crate) fn shown(&self) -> String {
        format!("--{}", self.name)
    }
}

/// Returns a name of Rust with hyphens, and with the prefix as often as needed to be unique.
pub(crate) fn free(name: &str, prefix: &str, taken: &mut Vec<String>) -> String {
    let mut free = hyphenated(name);
    while free.is_empty() || taken.contains(&free) {
        free = format!("{prefix}-{free}");
    }
    taken.push(free.clone());
    free
}

/// Returns a name of Rust with hyphens.
fn hyphenated(name: &str) -> String {
    name.trim_matches('_').replace('_', "-")
}
