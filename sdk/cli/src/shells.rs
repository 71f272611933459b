//! Completions and man pages.

use clap::ArgMatches;
use clap_complete::Shell;

use crate::failure::{Exit, Failure, Result, cannot};
use crate::language::{Language, Text, say};
use crate::pages::unbroken;
use crate::tree::{PROGRAM, build};
use bge_private_sdk::describe::PLATFORM;

/// The completions for a shell.
pub(crate) fn completions(matches: &ArgMatches, language: Language) -> Result<String> {
    let Some(shell) = matches.get_one::<Shell>("shell") else {
        return Ok(String::new());
    };
    let mut script = Vec::new();
    let mut command = build(&PLATFORM, language);
    clap_complete::generate(*shell, &mut command, PROGRAM, &mut script);
    let script =
        String::from_utf8(script).map_err(|error| Failure::new(Exit::Failed, error.to_string()))?;
    Ok(match shell {
        // The script looks the commands up under another name than it gives them, where the program's own
        // name has a hyphen.
        Shell::Bash => script.replace(&hyphens("__subcmd__"), &hyphens("__")),
        _ => script,
    })
}

/// The program's name with something in place of its hyphens.
fn hyphens(replacement: &str) -> String {
    PROGRAM.replace('-', replacement)
}

/// Writes the man pages.
pub(crate) fn man(matches: &ArgMatches, language: Language) -> Result<String> {
    let Some(folder) = matches.get_one::<std::path::PathBuf>("folder") else {
        return Ok(String::new());
    };
    let command = build(&PLATFORM, language).mut_subcommands(|command| {
        let end = command.get_after_long_help().map(ToString::to_string);
        command
            .after_long_help(unbroken(&end.unwrap_or_default()))
            .mut_args(|arg| match arg.get_long_help().map(ToString::to_string) {
                // Only lines that begin with a space are kept apart in a man page.
                Some(help) => arg.long_help(help.replace("\n- ", "\n  - ")),
                None => arg,
            })
    });
    let pages = std::iter::once(&command)
        .chain(command.get_subcommands())
        .count();
    let written =
        std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder));
    let shown = folder.display();
    let doing = Text {
        en: "write",
        zh: "写入",
    };
    written.map_err(|error| cannot(language, doing, shown, &error))?;
    let shown = folder.display();
    Ok(say!(
        language,
        "{pages} man pages in {shown}\n",
        "{shown} 中已写入 {pages} 个手册页\n"
    ))
}
