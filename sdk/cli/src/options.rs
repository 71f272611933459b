//! The options that several commands have.

use std::str::FromStr;
use std::time::Duration;

use bge_private_sdk::describe::{Call, PLATFORM};
use clap::{Arg, ArgAction, ArgMatches, ValueHint};

use crate::commands::has_task;
use crate::language::{choose, local, quoted_list, say};

/// How long `--wait` waits for a task.
pub(crate) const DEFAULT_WAIT: Duration = Duration::from_secs(600);

/// Returns the text that is given for an option.
pub(crate) fn text<'a>(matches: &'a ArgMatches, id: &str) -> Option<&'a str> {
    matches.get_one::<String>(id).map(String::as_str)
}

/// Returns all texts that are given for an option.
pub(crate) fn texts<'a>(matches: &'a ArgMatches, id: &str) -> impl Iterator<Item = &'a str> {
    let texts = matches.get_many::<String>(id);
    texts.into_iter().flatten().map(String::as_str)
}

/// Returns the heading of what is sent.
pub(crate) fn argument_heading() -> &'static str {
    choose("Arguments", "参数")
}

fn output_heading() -> &'static str {
    choose("Output", "输出")
}

fn connection_heading() -> &'static str {
    choose("Connection", "连接")
}

/// Returns a flag without a value.
pub(crate) fn switch(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

/// Returns a flag with a value.
pub(crate) fn option(name: &'static str, value: &'static str) -> Arg {
    let arg = Arg::new(name).long(name).value_name(value);
    arg.hide_possible_values(true)
}

/// Returns `--field NAME=VALUE`.
pub(crate) fn field(help: &'static str) -> Arg {
    option("field", choose("NAME=VALUE", "名称=值"))
        .action(ArgAction::Append)
        .allow_hyphen_values(true)
        .help(help)
}

/// Returns `--output FORMAT`.
pub(crate) fn format() -> Arg {
    option("output", choose("FORMAT", "格式"))
        .short('o')
        .value_parser(["text", "json", "yaml"])
        .hide_default_value(true)
        .default_value("text")
        .help(choose(
            "Output format: `text` for reading, `json` or `yaml` for programs [default: text]",
            "输出格式：`text` 供阅读，`json` 或 `yaml` 供程序使用 [默认：text]",
        ))
}

/// Returns `--show-secrets`.
pub(crate) fn show_secrets() -> Arg {
    switch("show-secrets").help(choose(
        "Show secrets, which are `[redacted]` by default",
        "显示机密内容；默认以 `[redacted]` 代替",
    ))
}

/// Returns `--profile NAME`.
pub(crate) fn profile() -> Arg {
    option("profile", choose("NAME", "名称")).help(choose(
        "Use the credentials of this profile, regardless of the environment",
        "使用该配置中的凭证，忽略环境变量",
    ))
}

/// Returns `--profile NAME` of a command that changes profiles.
pub(crate) fn profile_name() -> Arg {
    profile().help(choose(
        "The name of the profile [default: default]",
        "配置的名称；省略时为未指定配置时所用的那一个",
    ))
}

/// Returns `--out FILE`.
fn out() -> Arg {
    let out = option("out", choose("FILE", "文件")).help(choose(
        "Write the downloaded file here; `-` is standard output, even if it is a terminal",
        "下载文件的保存位置；`-` 为标准输出，即使是终端",
    ));
    out.value_hint(ValueHint::FilePath)
}

/// Returns `--all`.
fn all() -> Arg {
    let all = switch("all").help(choose(
        "Ask for all pages, from the selected one, and print each item as a line of JSON; time limits are for each page",
        "从选定的页起获取所有页，每项输出为一行 JSON；时限按页计算",
    ));
    all.conflicts_with_all(["raw", "output"])
}

/// Returns `--wait` and `--wait-timeout SECONDS`.
fn wait() -> [Arg; 2] {
    let wait = switch("wait").help(choose(
        "Wait until the task is done, and print its last answer; other time limits are for each question",
        "等待任务完成，并输出最后一次应答；其他时限按每次查询计算",
    ));
    let seconds = DEFAULT_WAIT.as_secs();
    let timeout = seconds_option("wait-timeout").help(say!(
        "Time limit for waiting [default: {seconds}]",
        "等待的时限 [默认：{seconds}]"
    ));
    [wait, timeout.requires("wait")]
}

/// Returns `--yes`.
pub(crate) fn yes() -> Arg {
    let yes = switch("yes").short('y').help(choose(
        "Do not ask for a confirmation; required without a terminal if a call moves money or sends messages, unless the \
         platform is on this machine",
        "不再请求确认；对于涉及资金或发送消息的调用，不在终端中运行时必须给出，除非平台在本机",
    ));
    yes.help_heading(connection_heading())
}

/// Returns `--select POINTER`.
pub(crate) fn select() -> Arg {
    option("select", choose("POINTER", "指针"))
        .conflicts_with("raw")
        .value_parser(pointer)
        .help_heading(output_heading())
        .help(choose(
            "Print only this part of the answer, or of each item of `--all`, such as `/result/0/id`",
            "只输出应答中的这一部分（`--all` 时为每一项的这一部分），例如 `/result/0/id`",
        ))
}

/// Accepts a JSON pointer (RFC 6901).
fn pointer(text: &str) -> Result<String, &'static str> {
    if !text.is_empty() && !text.starts_with('/') {
        return Err(choose(
            "a JSON pointer, which starts with a slash",
            "以斜杠开头的 JSON 指针",
        ));
    }
    let mut escapes = text.split('~').skip(1);
    if escapes.any(|rest| !rest.starts_with(['0', '1'])) {
        return Err(choose(
            "a JSON pointer, in which `~` is written as `~0` and `/` in a name as `~1`",
            "JSON 指针，其中 `~` 写作 `~0`，名称中的 `/` 写作 `~1`",
        ));
    }
    Ok(text.to_owned())
}

/// Returns the options that only some calls have.
pub(crate) fn of_kind(call: &Call) -> impl Iterator<Item = Arg> {
    let out = call.endpoint.streams.then(out);
    let all = call.endpoint.paging.is_some().then(all);
    let wait = has_task(call).then(wait).into_iter().flatten();
    let select = call.response.is_some().then(select);
    let args = out.into_iter().chain(all).chain(wait).chain(select);
    args.map(|arg| arg.help_heading(output_heading()))
}

/// Returns the options for how an answer is shown.
pub(crate) fn output() -> [Arg; 4] {
    let raw = switch("raw").help(choose(
        "Print the body as received, including the envelope",
        "原样输出应答正文，包括外层结构",
    ));
    let dry_run = switch("dry-run").help(choose(
        "Print the signed request and send nothing",
        "只输出签名后的请求，不发送",
    ));
    let args = [format(), raw, show_secrets(), dry_run];
    args.map(|arg| arg.help_heading(output_heading()))
}

/// Returns the options for where and how a call is sent.
pub(crate) fn connection() -> [Arg; 5] {
    let retries = PLATFORM.protocol.retries;
    let seconds = PLATFORM.protocol.call_timeout.as_secs();
    let timeout = seconds_option("timeout").help(say!(
        "Time limit for the whole call, including retries [default: {seconds}]",
        "整个调用的时限，包括重试 [默认：{seconds}]"
    ));
    let range = choose("a whole number, at least 0", "不小于 0 的整数");
    let retries = option("retries", choose("NUMBER", "次数")).help(say!(
        "Maximum number of retries [default: {retries}]",
        "最多重试的次数 [默认：{retries}]"
    ));
    let retries = retries.value_parser(whole::<u32>(0, range));
    [profile(), environment(), base_url(), timeout, retries].map(|arg| {
        arg.help_heading(connection_heading())
            .allow_negative_numbers(true)
    })
}

/// Returns a flag with a time limit.
fn seconds_option(name: &'static str) -> Arg {
    let must_be = choose("a whole number of seconds, at least 1", "不小于 1 的整数秒");
    option(name, choose("SECONDS", "秒"))
        .value_parser(whole::<u64>(1, must_be))
        .allow_negative_numbers(true)
}

/// Returns `--base-url URL`.
pub(crate) fn base_url() -> Arg {
    let base_url = option("base-url", "URL").help(choose(
        "Call another URL, such as that of a mock platform",
        "调用其他地址，例如模拟平台",
    ));
    base_url.value_hint(ValueHint::Url)
}

/// Returns `--environment NAME`.
pub(crate) fn environment() -> Arg {
    let environments = PLATFORM.environments.iter();
    let names = environments.clone().map(|environment| environment.name);
    let list = quoted_list(names.clone());
    let default = environments.clone().find(|it| it.is_default);
    let default = default.map_or("", |environment| environment.name);
    let help = say!(
        "Call this environment: {list} [default: {default}]",
        "调用的环境：{list} [默认：{default}]"
    );
    let lines = environments.map(|environment| {
        let text = local(&environment.text);
        format!("- {}: {} {text}", environment.name, environment.url)
    });
    let long_help = format!("{help}\n\n{}", lines.collect::<Vec<_>>().join("\n"));
    option("environment", choose("NAME", "名称"))
        .help(help)
        .long_help(long_help)
        .value_parser(names.collect::<Vec<_>>())
        .conflicts_with("base-url")
}

/// Returns the options of every command, which help shows last.
pub(crate) fn common() -> [Arg; 4] {
    let verbose = switch("verbose").short('v').help(choose(
        "Write attempts, waits and timings to standard error, without secrets",
        "将每次尝试、等待与耗时写入标准错误，不含机密",
    ));
    let quiet = switch("quiet").short('q').help(choose(
        "Write only errors to standard error",
        "标准错误只输出错误",
    ));
    let lang = option("lang", choose("LANGUAGE", "语言")).help(choose(
        "Language of help and messages: `en` or `zh`; defaults to the locale",
        "帮助与提示的语言：`en` 或 `zh`；默认取自系统区域设置",
    ));
    let help = Arg::new("help").short('h').long("help").help(choose(
        "Show help: `-h` for a summary, `--help` for details",
        "显示帮助：`-h` 简要，`--help` 详细",
    ));
    [
        verbose.display_order(998),
        quiet.conflicts_with("verbose").display_order(999),
        lang.value_parser(["en", "zh"]).display_order(1000),
        help.action(ArgAction::Help).display_order(1001),
    ]
    .map(|arg| arg.help_heading(choose("Options", "选项")))
}

/// Returns a parser of whole numbers, whose error says what the number must be.
pub(crate) fn whole<T: Copy + FromStr + PartialOrd>(
    least: T,
    must_be: &'static str,
) -> impl Fn(&str) -> Result<T, &'static str> + Clone {
    move |text| match text.parse() {
        Ok(number) if number >= least => Ok(number),
        _ => Err(must_be),
    }
}
