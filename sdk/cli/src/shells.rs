//! Completions and man pages.

use std::path::PathBuf;

use clap::ArgMatches;
use clap_complete::Shell;

use crate::command_line;
use crate::failure::{Failure, Result};
use crate::help::{PROGRAM, unbroken};
use crate::language::say;

/// Returns the completions for a shell.
pub(crate) fn completions(matches: &ArgMatches) -> Result<String> {
    let Some(shell) = matches.get_one::<Shell>("shell") else {
        return Ok(String::new());
    };
    let mut script = Vec::new();
    let mut command = command_line::build();
    clap_complete::generate(*shell, &mut command, PROGRAM, &mut script);
    let script = with_profiles(*shell, &String::from_utf8_lossy(&script));
    Ok(match shell {
        // If the program's name has a hyphen, the script defines its commands under another name than it uses.
        Shell::Bash => {
            let [defined, used] = ["__subcmd__", "__"].map(|hyphen| PROGRAM.replace('-', hyphen));
            script.replace(&defined, &used)
        }
        _ => script,
    })
}

/// Returns a script that offers the names of the profiles for `--profile`.
fn with_profiles(shell: Shell, script: &str) -> String {
    let names = format!("{PROGRAM} profiles --names 2>/dev/null");
    let lines = script.split_inclusive('\n');
    match shell {
        Shell::Bash => {
            let files = r#"compgen -f "${cur}""#;
            let from = format!("--profile)\n                    COMPREPLY=($({files}))");
            let offered = format!(r#"compgen -W "$({names})" -- "${{cur}}""#);
            script.replace(&from, &from.replace(files, &offered))
        }
        Shell::Fish => {
            let offer = format!(" -r -f -a \"({names})\"\n");
            let line = |line: &str| match line.strip_suffix(" -r\n") {
                Some(start) if start.contains(" -l profile ") => start.to_owned() + &offer,
                _ => line.to_owned(),
            };
            lines.map(line).collect()
        }
        Shell::Zsh => {
            let offer = format!(r#":{{compadd -- ${{(f)"$({names})"}}}}'"#);
            let line = |line: &str| match line.trim_start().starts_with("'--profile=") {
                true => line.replace(":_default'", &offer),
                false => line.to_owned(),
            };
            lines.map(line).collect()
        }
        _ => script.to_owned(),
    }
}

/// Returns a command with its texts as a man page needs them.
fn page(command: clap::Command) -> clap::Command {
    let end = command.get_after_long_help().map(ToString::to_string);
    command
        .after_long_help(unbroken(&end.unwrap_or_default()))
        .mut_args(|arg| match arg.get_long_help().map(ToString::to_string) {
            // A man page joins lines that do not begin with a space.
            Some(help) => arg.long_help(help.replace("\n- ", "\n  - ")),
            None => arg,
        })
        .mut_subcommands(page)
}

/// Returns the number of commands, including itself.
fn pages(command: &clap::Command) -> usize {
    1 + command.get_subcommands().map(pages).sum::<usize>()
}

/// Writes the man pages.
pub(crate) fn man(matches: &ArgMatches) -> Result<String> {
    let Some(folder) = matches.get_one::<PathBuf>("folder") else {
        return Ok(String::new());
    };
    let command = command_line::build().mut_subcommands(page);
    let pages = pages(&command);
    let shown = folder.display();
    std::fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(command, folder))
        .map_err(|error| Failure::cannot_write(shown.to_string(), &error))?;
    Ok(say!(
        "{pages} man pages in {shown}\n",
        "{shown} 中已写入 {pages} 个手册页\n"
    ))
}
