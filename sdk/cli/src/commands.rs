//! Calls as commands, and their parameters as flags. The spec gives them names that the program itself does not use.

use bge_private_sdk::describe::{self, Call, PLATFORM, Parameter, Type};

use crate::language::local;

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
}

impl Group {
    fn names(&self) -> impl Iterator<Item = String> {
        self.commands.iter().map(|command| command.name.clone())
    }
}

impl Command {
    /// Returns the name after those of the commands that it follows.
    pub(crate) fn path(&self) -> String {
        match &self.client {
            Some(client) => format!("{client} {}", self.name),
            None => self.name.clone(),
        }
    }

    /// Returns whether a flag can be given several times: for the items of a list, or for files with a call each.
    pub(crate) fn takes_several(&self, parameter: &Parameter) -> bool {
        matches!(parameter.ty, Type::List(_)) || is_subject(self.call, parameter)
    }
}

/// Returns the flag of a parameter with its dashes.
pub(crate) fn flag(parameter: &Parameter) -> String {
    format!("--{}", parameter.flag)
}

/// Returns all calls by their groups.
pub(crate) fn groups() -> Vec<Group> {
    let groups = PLATFORM.groups.iter();
    let groups = groups.filter(|group| !group.calls.is_empty());
    let mut groups: Vec<Group> = groups.map(|group| self::group(group)).collect();
    let outer = groups.iter().filter(|group| !group.is_client);
    let mut outer: Vec<String> = outer.flat_map(Group::names).collect();
    for group in &mut groups {
        let mut own: Vec<String> = group.names().collect();
        let taken = if group.is_client {
            &mut own
        } else {
            &mut outer
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

/// Returns the command of the call with this name in the spec.
pub(crate) fn of(name: &str) -> Option<Command> {
    commands().find(|command| command.call.endpoint.name == name)
}

/// Returns a group. Its calls are commands of the program, or of its client.
fn group(group: &'static describe::Group) -> Group {
    let client = group.client.map(hyphenated);
    let commands = group.calls.iter().map(|call| Command {
        name: hyphenated(call.method),
        aliases: Vec::new(),
        client: client.clone(),
        call,
    });
    Group {
        commands: commands.collect(),
        is_client: client.is_some(),
        name: client.unwrap_or_else(|| hyphenated(group.module)),
        title: local(&group.title).trim_end_matches(['.', '。']),
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

/// Returns a name of Rust with hyphens.
fn hyphenated(name: &str) -> String {
    name.trim_matches('_').replace('_', "-")
}

/// Returns whether a call starts a task, or asks for the state of one.
pub(crate) fn has_task(call: &Call) -> bool {
    call.endpoint.task.is_some() || call.endpoint.polling.is_some()
}

/// Returns the subject of a call: a file that is required, and its only one. Other files, such as a list of ids, are
/// settings of one call. A call with pages, a task or a download is made for one file.
pub(crate) fn subject(call: &Call) -> Option<&Parameter> {
    if call.endpoint.streams || call.endpoint.paging.is_some() || has_task(call) {
        return None;
    }
    let parameters = call.parameters.iter();
    let mut files = parameters.filter(|parameter| matches!(parameter.ty, Type::File));
    let first = files.next().filter(|file| file.param.required);
    first.filter(|_| files.next().is_none())
}

/// Returns whether a parameter is the subject of a call.
pub(crate) fn is_subject(call: &Call, parameter: &Parameter) -> bool {
    subject(call).is_some_and(|subject| subject.flag == parameter.flag)
}
