//! Calls as commands, and their parameters as flags, under names that the program itself does not use.

use bge_private_sdk::describe::{Call, Group, PLATFORM, Parameter};

use crate::options::{common, connection, output};

/// The commands that are not calls.
pub(crate) const TOOLS: [&str; 8] = [
    "post",
    "sign",
    "verify",
    "doctor",
    "mock",
    "completions",
    "man",
    "help",
];

/// A call as a command.
pub(crate) struct Command {
    pub(crate) name: String,
    pub(crate) group: &'static Group,
    pub(crate) call: &'static Call,
    pub(crate) flags: Vec<Flag>,
}

/// A parameter as a flag.
pub(crate) struct Flag {
    /// Its name without the dashes.
    pub(crate) name: String,
    pub(crate) parameter: &'static Parameter,
}

/// Returns all calls. A call with the name of a tool is called `call-…`.
pub(crate) fn commands() -> Vec<Command> {
    let mut taken: Vec<String> = TOOLS.map(str::to_owned).to_vec();
    let groups = PLATFORM.groups.iter();
    let calls = groups.flat_map(|group| group.calls.iter().map(move |call| (*group, call)));
    let commands = calls.map(|(group, call)| Command {
        name: free(call.method, "call", &mut taken),
        group,
        call,
        flags: flags(call),
    });
    commands.collect()
}

/// Returns the parameters of a call. One with the name of an option is called `param-…`.
fn flags(call: &'static Call) -> Vec<Flag> {
    let options = output().chain(connection()).chain(common());
    let options = options.filter_map(|option| option.get_long().map(str::to_owned));
    let mut taken: Vec<String> = options.chain(["field".to_owned()]).collect();
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
    let mut free = name.trim_matches('_').replace('_', "-");
    while free.is_empty() || taken.contains(&free) {
        free = format!("{prefix}-{free}");
    }
    taken.push(free.clone());
    free
}
