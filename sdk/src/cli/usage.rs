//! A command line that clap refuses, told as everything else is: one line, hints, in the user's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::failure::{Exit, Failure};
use super::language::{Language, say};

/// What is wrong, and what helps; `command` is how the command is written whose arguments are wrong.
pub(crate) fn failure(error: &clap::Error, command: &str, language: Language) -> Failure {
    let context = |kind| error.get(kind).map(texts).unwrap_or_default();
    let first = |kind| context(kind).into_iter().next().unwrap_or_default();
    let arg = first(ContextKind::InvalidArg);
    // Without the name of its value.
    let arg = arg.split([' ', '=']).next().unwrap_or_default();
    let value = first(ContextKind::InvalidValue);
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
            let kind = language.say(
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
                "`{arg}` cannot be `{value}`: {problem}",
                "`{arg}` 不能是 `{value}`：{problem}"
            )
        }
        ErrorKind::ArgumentConflict => {
            let other = quoted(context(ContextKind::PriorArg), language);
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
            .say("there is no command", "没有给出命令")
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
        failure = failure.hint(language.say(
            "credentials come from the environment, a profile or a prompt, never from a flag",
            "凭证取自环境变量、配置或终端输入，不通过选项给出",
        ));
    }
    // The nearest comes last.
    let meant = suggested.into_iter().flat_map(context).last();
    if let Some(meant) = meant.filter(|_| !is_credential) {
        failure = failure.hint(say!(
            language,
            "did you mean `{meant}`?",
            "是否想输入 `{meant}`？"
        ));
    }
    if error.kind() == ErrorKind::UnknownArgument && !arg.starts_with('-') {
        failure = failure.hint(language.say(
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
    quoted.join(language.say(", ", "、"))
}
