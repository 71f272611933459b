//! Names of commands and options, which the spec reserves. Otherwise a call could take that of a command.

use std::collections::BTreeSet;

use bge_private_codegen::{RESERVED_COMMANDS, RESERVED_OPTIONS};
use clap::Command;

use crate::command_line;
use crate::commands::groups;

#[test]
fn the_spec_reserves_the_names_of_all_commands() {
    let groups = groups();
    let (clients, outer): (Vec<_>, Vec<_>) = groups.iter().partition(|group| group.is_client);
    let calls = outer.iter().flat_map(|group| &group.commands);
    let mut known: Vec<&str> = calls.map(|command| command.name.as_str()).collect();
    known.extend(clients.iter().map(|group| group.name.as_str()));
    let program = command_line::build();
    let own = program.get_subcommands().map(Command::get_name);
    let own: Vec<_> = own.filter(|name| !known.contains(name)).collect();
    assert_eq!(own, RESERVED_COMMANDS);
}

#[test]
fn the_spec_reserves_the_names_of_all_options() {
    let groups = groups();
    let mut own = BTreeSet::new();
    for group in &groups {
        let group_command = command_line::group(group);
        for command in &group.commands {
            let clap = group_command.find_subcommand(&command.name).unwrap();
            let ids = clap.get_arguments().map(|arg| arg.get_id().to_string());
            let parameters = command.call.parameters;
            own.extend(ids.filter(|id| !parameters.iter().any(|it| it.flag == *id)));
        }
    }
    // Options of one kind of call, such as `--wait`, are reserved although the spec may have no such call.
    let reserved = BTreeSet::from(RESERVED_OPTIONS.map(str::to_owned));
    assert!(own.is_subset(&reserved), "{own:?}");
}
