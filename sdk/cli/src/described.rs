//! The command `help`: the calls of a group, or the description of a command.

use clap::{ArgMatches, Command};

use crate::command_line;
use crate::commands::groups;
use crate::failure::{Exit, Result};
use crate::help::{PROGRAM, unbroken};
use crate::language::say;
use crate::options::texts;

/// Returns the help that is asked for, with colours.
pub(crate) fn of(matches: &ArgMatches, program: Command) -> Result<String> {
    let names: Vec<&str> = texts(matches, "names").collect();
    let mut command = match names.as_slice() {
        [] => program,
        [name] => group(name).map_or_else(|| of_command(&names, &program), Ok)?,
        _ => of_command(&names, &program)?,
    };
    let help = command.render_long_help().ansi().to_string();
    Ok(unbroken(&help))
}

/// Returns the group with this name.
fn group(name: &str) -> Option<Command> {
    let name = name.replace('_', "-");
    let group = groups().into_iter().find(|group| group.name == name)?;
    Some(command_line::group(&group))
}

/// Returns the command that these names lead to.
fn of_command(names: &[&str], program: &Command) -> Result<Command> {
    let mut command = program;
    let is_command = |name: &&&str| program.find_subcommand(name).is_some();
    // Calls of a group that is no client are commands of the program.
    let groups = groups();
    let is_group = |name: &&&str| groups.iter().any(|group| group.name == **name);
    let skipped = names.iter().take(names.len().saturating_sub(1));
    let skipped = skipped.take_while(|name| is_group(name) && !is_command(name));
    for name in names.iter().skip(skipped.count()) {
        let Some(found) = command.find_subcommand(name) else {
            let groups = groups.iter().map(|group| group.name.as_str());
            let commands = command.get_subcommands().map(Command::get_name);
            return Err(Exit::Usage
                .failure(say!(
                    "there is no group or command `{name}`",
                    "没有分组或命令 `{name}`"
                ))
                .suggest(name, groups.chain(commands))
                .hint(say!(
                    "see `{PROGRAM} --help`",
                    "`{PROGRAM} --help` 显示用法"
                )));
        };
        command = found;
    }
    Ok(command.clone())
}
