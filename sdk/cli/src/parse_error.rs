//! Arguments that clap rejects, reported like all other errors: one line and hints, in the language of the user.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::{Arg, Command};

use crate::failure::{Exit, Failure};
use crate::help::PROGRAM;
use crate::language::{choose, quoted, quoted_list, say};

/// Returns what is wrong with the arguments.
pub(crate) fn failure(error: &Error, program: &Command, arguments: &[OsString]) -> Failure {
    let arg = first(error, ContextKind::InvalidArg);
    let arg = match arg.starts_with('-') {
        true => without_value(&arg),
        false => &arg,
    };
    let named = command(program, arguments);
    // A flag before the command belongs to the program.
    let is_early = error.kind() == ErrorKind::UnknownArgument
        && named.as_ref().is_some_and(|named| {
            let mut before = arguments.iter().take(named.place).skip(1);
            before.any(|text| text.to_str().is_some_and(|text| without_value(text) == arg))
        });
    let usage = match &named {
        Some(named) if !is_early => format!("{PROGRAM} {}", named.path),
        _ => PROGRAM.to_owned(),
    };
    let mut failure = Exit::Usage.failure(message(error, arg, &usage));
    if ["--app-key", "--app-secret"].contains(&arg) {
        failure = failure.hint(choose(
            "credentials come from the environment, a profile or a prompt, never from a flag",
            "凭证取自环境变量、配置或终端输入，不通过选项给出",
        ));
    } else if let Some(named) = named
        .as_ref()
        .filter(|named| is_early && has(named.command, arg))
    {
        let name = &named.path;
        failure = failure.hint(say!(
            "it must follow the command: `{PROGRAM} {name} {arg} …`",
            "应写在命令之后：`{PROGRAM} {name} {arg} …`"
        ));
    } else if let Some(meant) = suggestion(error, named.map_or(program, |named| named.command)) {
        failure = failure.did_you_mean(&meant);
    }
    if error.kind() == ErrorKind::UnknownArgument && !arg.starts_with('-') {
        failure = failure.hint(choose(
            "parameters are passed as flags, such as `--name value`",
            "参数通过选项给出，例如 `--名称 值`",
        ));
    }
    failure.hint(say!("see `{usage} --help`", "`{usage} --help` 显示用法"))
}

fn message(error: &Error, arg: &str, usage: &str) -> String {
    let value = first(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = first(error, ContextKind::InvalidSubcommand);
            say!("there is no command `{name}`", "没有命令 `{name}`")
        }
        ErrorKind::UnknownArgument if arg.starts_with('-') => {
            say!(
                "`{usage}` has no flag `{arg}`",
                "`{usage}` 没有选项 `{arg}`"
            )
        }
        ErrorKind::UnknownArgument => {
            say!(
                "`{usage}` has no argument `{arg}`",
                "`{usage}` 没有参数 `{arg}`"
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let names = texts(error, ContextKind::InvalidArg);
            let names: Vec<_> = names.iter().map(|name| one_missing(name)).collect();
            missing(&names)
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say!("`{arg}` needs a value", "`{arg}` 需要一个值")
        }
        ErrorKind::InvalidValue => {
            let possible = quoted_list(texts(error, ContextKind::ValidValue));
            say!(
                "`{arg}` must be one of {possible}, got `{value}`",
                "`{arg}` 应为 {possible} 之一，而不是 `{value}`"
            )
        }
        ErrorKind::ValueValidation => {
            let must_be = std::error::Error::source(error).map(ToString::to_string);
            let must_be = must_be.unwrap_or_default();
            say!(
                "`{arg}` must be {must_be}, got `{value}`",
                "`{arg}` 应为{must_be}，而不是 `{value}`"
            )
        }
        ErrorKind::ArgumentConflict => {
            let others = texts(error, ContextKind::PriorArg);
            let others: Vec<&str> = others.iter().map(|other| without_value(other)).collect();
            if others.contains(&arg) {
                say!("`{arg}` is given twice", "`{arg}` 给出了两次")
            } else {
                let others = quoted_list(others);
                say!(
                    "`{arg}` and {others} exclude each other",
                    "`{arg}` 与 {others} 不能同时使用"
                )
            }
        }
        ErrorKind::NoEquals => say!(
            "the value of `{arg}` must follow an equals sign",
            "`{arg}` 的值要写在等号之后"
        ),
        ErrorKind::MissingSubcommand => choose("the command is missing", "没有给出命令").to_owned(),
        // Rare, so clap's own words are enough: the first line without its label.
        _ => {
            let text = error.to_string();
            let line = text.lines().next().unwrap_or_default();
            line.trim_start_matches("error: ").to_owned()
        }
    }
}

/// Returns that these arguments are missing. The names are in backquotes.
pub(crate) fn missing(names: &[String]) -> String {
    let listed = names.join(choose(", ", "、"));
    let verb = if names.len() == 1 { "is" } else { "are" };
    say!("{listed} {verb} missing", "缺少 {listed}")
}

/// Returns the name that was probably meant; a command under the name that help shows.
fn suggestion(error: &Error, parent: &Command) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    // The most similar name is the last one.
    let meant = kinds
        .into_iter()
        .flat_map(|kind| texts(error, kind))
        .last()?;
    let command = parent.find_subcommand(&meant);
    Some(command.map_or(meant.clone(), |command| command.get_name().to_owned()))
}

/// A command in the arguments.
struct Named<'a> {
    /// The position of its last name.
    place: usize,
    /// Its names as help shows them.
    path: String,
    command: &'a Command,
}

/// Returns the first command in the arguments. If it is a client, returns the command of the client that follows.
fn command<'a>(program: &'a Command, arguments: &[OsString]) -> Option<Named<'a>> {
    let mut found: Option<Named<'a>> = None;
    for (place, name) in arguments.iter().enumerate().skip(1) {
        let parent = found.as_ref().map_or(program, |outer| outer.command);
        let command = name.to_str().and_then(|name| parent.find_subcommand(name));
        if let Some(command) = command {
            let outer = found.map_or_else(String::new, |outer| outer.path + " ");
            let path = outer + command.get_name();
            found = Some(Named {
                place,
                path,
                command,
            });
        }
    }
    found
}

/// Returns whether a command has a flag.
fn has(command: &Command, flag: &str) -> bool {
    let mut flags = command.get_arguments().filter_map(Arg::get_long);
    flags.any(|long| flag.strip_prefix("--") == Some(long))
}

/// Names an argument that is missing. Of a group of flags, clap shows `<--one <VALUE>|--other[=<a|b>]>`.
fn one_missing(missing: &str) -> String {
    let group = missing.strip_prefix("<--");
    match group.filter(|group| group.contains("|--")) {
        Some(group) => {
            let flags = group.split("|--").map(without_value);
            let flags = quoted_list(flags.map(|flag| format!("--{flag}")));
            say!("one of {flags}", "{flags} 之一")
        }
        None => quoted(missing),
    }
}

/// Returns a flag without its value.
fn without_value(flag: &str) -> &str {
    flag.split([' ', '=', '[']).next().unwrap_or_default()
}

fn first(error: &Error, kind: ContextKind) -> String {
    texts(error, kind).into_iter().next().unwrap_or_default()
}

fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        _ => Vec::new(),
    }
}
