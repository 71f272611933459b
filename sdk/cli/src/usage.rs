//! A command line that clap refuses, told as everything else is: one line, hints, in the user's language.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::{Exit, Failure};
use crate::language::{Language, say};
use crate::tree::PROGRAM;

/// What is wrong with the arguments of the program, and what helps.
pub(crate) fn failure(
    error: &clap::Error,
    tree: &Command,
    arguments: &[OsString],
    language: Language,
) -> Failure {
    let context = |kind| error.get(kind).map(texts).unwrap_or_default();
    let first = |kind| context(kind).into_iter().next().unwrap_or_default();
    let arg = first(ContextKind::InvalidArg);
    let arg = nameless(&arg);
    let value = first(ContextKind::InvalidValue);
    let named = command(tree, arguments);
    // A flag before the command is one of the program itself.
    let is_early = named.is_some_and(|(place, _)| {
        let before = arguments.iter().take(place).skip(1);
        error.kind() == ErrorKind::UnknownArgument
            && before
                .into_iter()
                .any(|text| text.to_str().is_some_and(|text| nameless(text) == arg))
    });
    let written = |named: &Command| format!("{PROGRAM} {}", named.get_name());
    let command = match named {
        Some((_, named)) if !is_early => written(named),
        _ => PROGRAM.to_owned(),
    };
    let message = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = first(ContextKind::InvalidSubcommand);
            say!(
                language,
                "there is no command `{name}`",
                "没有命令 `{name}`"
            )
        }
        ErrorKind::UnknownArgument => {
            let kind = language.choose(
                if arg.starts_with('-') {
                    "flag"
                } else {
                    "argument"
                },
                if arg.starts_with('-') {
                    "选项"
                } else {
                    "参数"
                },
            );
            say!(
                language,
                "`{command}` has no {kind} `{arg}`",
                "`{command}` 没有{kind} `{arg}`"
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = quoted(context(ContextKind::InvalidArg), language);
            say!(language, "{missing} is missing", "缺少 {missing}")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say!(language, "`{arg}` needs a value", "`{arg}` 需要一个值")
        }
        ErrorKind::InvalidValue => {
            let possible = quoted(context(ContextKind::ValidValue), language);
            say!(
                language,
                "`{arg}` must be one of {possible}, got `{value}`",
                "`{arg}` 应为 {possible} 之一，而不是 `{value}`"
            )
        }
        ErrorKind::ValueValidation => {
            let problem = std::error::Error::source(error).map(ToString::to_string);
            let problem = problem.unwrap_or_default();
            say!(
                language,
                "`{arg}` must be {problem}, got `{value}`",
                "`{arg}` 应为{problem}，而不是 `{value}`"
            )
        }
        ErrorKind::ArgumentConflict => {
            let others = context(ContextKind::PriorArg);
            let others = others.iter().map(|other| nameless(other).to_owned());
            let other = quoted(others.collect(), language);
            if other.contains(&format!("`{arg}`")) {
                say!(language, "`{arg}` is given twice", "`{arg}` 给出了两次")
            } else {
                say!(
                    language,
                    "`{arg}` and {other} exclude each other",
                    "`{arg}` 与 {other} 不能同时使用"
                )
            }
        }
        ErrorKind::NoEquals => say!(
            language,
            "the value of `{arg}` follows an equals sign",
            "`{arg}` 的值要写在等号之后"
        ),
        ErrorKind::MissingSubcommand => language
            .choose("there is no command", "没有给出命令")
            .to_owned(),
        // Rare, and in clap's own words: the first line without its label.
        _ => {
            let text = error.to_string();
            let line = text.lines().next().unwrap_or_default();
            line.trim_start_matches("error: ").to_owned()
        }
    };
    let mut failure = Failure::new(Exit::Usage, message);
    let suggested = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let is_credential = ["--app-key", "--app-secret"].contains(&arg);
    if is_credential {
        failure = failure.hint(language.choose(
            "credentials come from the environment, a profile or a prompt, never from a flag",
            "凭证取自环境变量、配置或终端输入，不通过选项给出",
        ));
    }
    // The nearest comes last.
    let meant = suggested.into_iter().flat_map(context).last();
    // An alias is told under the name that help has.
    let meant = meant.map(|meant| match tree.find_subcommand(&meant) {
        Some(named) => named.get_name().to_owned(),
        None => meant,
    });
    let taker = named.filter(|(_, named)| {
        let mut flags = named.get_arguments().filter_map(clap::Arg::get_long);
        is_early && flags.any(|long| arg.strip_prefix("--") == Some(long))
    });
    if let Some((_, named)) = taker {
        let written = written(named);
        failure = failure.hint(say!(
            language,
            "it stands after the command: `{written} {arg} …`",
            "应写在命令之后：`{written} {arg} …`"
        ));
    } else if let Some(meant) = meant.filter(|_| !is_credential) {
        failure = failure.hint(say!(
            language,
            "did you mean `{meant}`?",
            "是否想输入 `{meant}`？"
        ));
    }
    if error.kind() == ErrorKind::UnknownArgument && !arg.starts_with('-') {
        failure = failure.hint(language.choose(
            "parameters are given with flags, as in `--name value`",
            "参数通过选项给出，例如 `--名称 值`",
        ));
    }
    failure.hint(say!(
        language,
        "`{command} --help` shows what it takes",
        "`{command} --help` 显示用法"
    ))
}

/// The command that the arguments name first, and where.
fn command<'a>(tree: &'a Command, arguments: &[OsString]) -> Option<(usize, &'a Command)> {
    let mut places = arguments.iter().enumerate().skip(1);
    places.find_map(|(place, name)| Some((place, tree.find_subcommand(name.to_str()?)?)))
}

/// A flag without the name of its value, or the value itself.
fn nameless(flag: &str) -> &str {
    flag.split([' ', '=']).next().unwrap_or_default()
}

fn texts(value: &ContextValue) -> Vec<String> {
    match value {
        ContextValue::String(text) => vec![text.clone()],
        ContextValue::Strings(texts) => texts.clone(),
        ContextValue::StyledStr(text) => vec![text.to_string()],
        _ => Vec::new(),
    }
}

fn quoted(texts: Vec<String>, language: Language) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(language.choose(", ", "、"))
}
