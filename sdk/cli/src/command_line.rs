//! The whole command line as a clap command, in the language of the user.

use std::path::PathBuf;

use bge_private_sdk::describe::PLATFORM;
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};
use clap_complete::Shell;

use crate::commands::{self, Group, groups};
use crate::flags;
use crate::help::{self, PROGRAM, STYLES};
use crate::language::{choose, local, say};
use crate::options::{
    argument_heading, base_url, common, connection, environment, field, format, of_kind, option,
    output, profile, profile_name, select, show_secrets, switch, whole, yes,
};

/// Returns the command line.
pub(crate) fn build() -> Command {
    let groups = groups();
    let tools = tools();
    let title = local(&PLATFORM.title);
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(choose("Show the version", "显示版本"))
        .display_order(1002);
    begin(
        PROGRAM,
        PROGRAM,
        choose("<COMMAND> [OPTIONS]", "<命令> [选项]"),
    )
    .version(env!("CARGO_PKG_VERSION"))
    .about(say!(
        "Calls the {title} from the command line",
        "{title}的命令行"
    ))
    .help_template(help::root_template(&groups, &tools))
    .after_long_help(help::root_end())
    .arg(version)
    .args(common())
    .subcommand_required(true)
    .arg_required_else_help(true)
    .subcommands(groups.iter().flat_map(|group| {
        if group.is_client {
            vec![self::group(group)]
        } else {
            group.commands.iter().map(call).collect()
        }
    }))
    .subcommands(tools)
}

/// Returns a group as a command whose help lists its calls. It is part of the command line if it is a client.
pub(crate) fn group(group: &Group) -> Command {
    let path = if group.is_client {
        format!("{PROGRAM} {}", group.name)
    } else {
        PROGRAM.to_owned()
    };
    let calls: Vec<Command> = group.commands.iter().map(call).collect();
    let listed = [(choose("Commands:", "命令:"), help::described(&calls))];
    begin(
        &group.name,
        &path,
        choose("<COMMAND> [OPTIONS]", "<命令> [选项]"),
    )
    .about(group.title)
    .help_template(help::list_template(&listed))
    .after_help(help::more_of_group(&path))
    .args(common())
    .subcommand_required(true)
    .arg_required_else_help(true)
    .subcommands(calls)
}

/// Starts a command with what all commands have. `path` is how it is called.
fn begin(name: &str, path: &str, usage: &str) -> Command {
    Command::new(name.to_owned())
        .styles(STYLES)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .next_help_heading(choose("Options", "选项"))
        .max_term_width(100)
        .override_usage(format!("{path} {usage}"))
        .help_template(help::template())
}

/// Returns the command of a call.
fn call(command: &commands::Command) -> Command {
    let text = local(&command.call.text);
    let deprecated = command.call.deprecated.as_ref();
    let note = deprecated.map(|note| flags::deprecation(local(note)));
    let path = format!("{PROGRAM} {}", command.path());
    begin(&command.name, &path, &help::usage_of_call(command.call))
        .aliases(&command.aliases)
        .about(flags::first_sentence(text))
        .long_about(text.to_owned() + &note.unwrap_or_default())
        .after_long_help(help::end_of_call(command.call))
        .hide(deprecated.is_some())
        .args(flags::of_call(command))
        .groups(flags::groups_of_call(command.call))
        .args(of_kind(command.call))
        .args(output())
        .args(connection())
        .args(command.call.confirm.then(yes))
        .args(common())
}

/// Returns the commands that are not calls.
fn tools() -> Vec<Command> {
    let profiles = [login(), profiles(), logout()];
    let signatures = [sign(), verify(), doctor()];
    let others = [mock(), completions(), man(), help()];
    let tools = [post()].into_iter().chain(profiles);
    let tools = tools.chain(signatures).chain(others);
    tools.map(|tool| tool.args(common())).collect()
}

fn tool(name: &'static str, usage: &'static str, about: &'static str) -> Command {
    begin(name, &format!("{PROGRAM} {name}"), usage).about(about)
}

/// Returns the usage of a tool that has only options.
fn options() -> &'static str {
    choose("[OPTIONS]", "[选项]")
}

/// Returns a positional argument, which is required.
fn positional(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .value_name(value)
        .required(true)
        .help_heading(argument_heading())
        .hide_possible_values(true)
}

fn post() -> Command {
    let path = positional("path", choose("PATH", "路径")).help(choose(
        "Path relative to the base URL, with a leading slash",
        "相对于基础地址的路径，以斜杠开头",
    ));
    let field = field(choose(
        "A field of the call; `NAME@FILE` and `NAME@-` read its value",
        "调用的字段；`名称@文件` 与 `名称@-` 从文件或标准输入读取",
    ));
    let file = option("file", choose("NAME=FILE", "名称=文件"))
        .action(ArgAction::Append)
        .help(choose("A file to upload", "要上传的文件"));
    let about = choose(
        "Make a call that this version does not know, by its path",
        "按路径调用此版本未知的接口",
    );
    let post = tool("post", choose("<PATH> [OPTIONS]", "<路径> [选项]"), about);
    post.args([path, field, file].map(|arg| arg.help_heading(argument_heading())))
        .arg(select())
        .args(output())
        .args(connection())
        .arg(yes())
}

fn login() -> Command {
    let no_probe = switch("no-probe").help(choose(
        "Do not test the credentials with a call",
        "不作测试调用",
    ));
    let about = choose(
        "Ask for credentials, test them, and write them to a profile",
        "询问凭证，测试后写入配置",
    );
    let name = profile_name().value_parser(new_profile);
    tool("login", options(), about)
        .args([name, environment(), base_url(), no_probe])
        .after_long_help(help::login_end())
}

/// Accepts a name that can be listed on a line and completed.
fn new_profile(name: &str) -> Result<String, &'static str> {
    if !name.trim().is_empty() && !name.contains(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(choose(
        "a name, which is not empty and has no tabs or line breaks",
        "非空且不含制表符与换行符的名称",
    ))
}

fn profiles() -> Command {
    let about = choose("List the profiles, without secrets", "列出配置，不含机密");
    let names = switch("names").help(choose(
        "Print only their names, one on each line",
        "只输出名称，每行一个",
    ));
    tool("profiles", options(), about).args([format(), names.conflicts_with("output")])
}

fn logout() -> Command {
    let about = choose("Remove a profile", "删除配置");
    tool("logout", options(), about).arg(profile_name())
}

/// Returns a command that takes signed fields.
fn of_fields(name: &'static str, about: &'static str) -> Command {
    let field = field(choose(
        "A field as sent; can be repeated",
        "一个字段，与发送时相同；可多次给出",
    ));
    let form = option("form", choose("BODY", "正文")).help(choose(
        "The fields as a form body; `@FILE` and `-` read it",
        "以表单正文给出字段；`@文件` 与 `-` 从文件或标准输入读取",
    ));
    let form = form.allow_hyphen_values(true);
    tool(name, options(), about).args([field, form, format(), profile()])
}

fn sign() -> Command {
    let about = choose(
        "Sign fields and print them with their signature",
        "对字段签名并输出签名结果",
    );
    of_fields("sign", about).arg(switch("message").help(choose(
        "Print the text that is signed instead",
        "改为输出参与签名的原文",
    )))
}

fn verify() -> Command {
    let about = choose(
        "Check the signature and the age of signed fields",
        "校验字段的签名与时间",
    );
    of_fields("verify", about).arg(at())
}

fn doctor() -> Command {
    let about = choose("Explain why a signature is invalid", "说明签名为何不正确");
    let signed_text = option("signed-text", choose("TEXT", "文本")).help(choose(
        "The text that the other side signed, if known; `@FILE` and `-` read it",
        "对方实际签名的原文（如已知）；`@文件` 与 `-` 从文件或标准输入读取",
    ));
    of_fields("doctor", about).args([at(), signed_text, show_secrets()])
}

fn at() -> Arg {
    option("at", choose("TIME", "时间")).help(choose(
        "Check the age as of this time, such as 2026-11-23T07:27:59Z; defaults to now",
        "按此时间校验，例如 2026-11-23T07:27:59Z；默认为现在",
    ))
}

fn mock() -> Command {
    let about = choose(
        "Serve a mock of the platform on loopback until Ctrl-C",
        "在本机提供模拟平台，直到按下 Ctrl-C",
    );
    let port = option("port", choose("PORT", "端口")).help(choose(
        "Port to listen on; defaults to a free port",
        "监听的端口；默认任选一个空闲端口",
    ));
    let range = choose("a whole number from 0 to 65535", "0 到 65535 的整数");
    let port = port.value_parser(whole::<u16>(0, range));
    tool("mock", options(), about)
        .args([port.allow_negative_numbers(true), profile()])
        .args(faults())
        .after_long_help(help::mock_end())
}

/// Returns the flags that make the mock platform fail.
fn faults() -> [Arg; 3] {
    let fail = option("fail", choose("NAME=STATUS[:TIMES]", "接口=状态[:次数]")).help(choose(
        "Answer a call with this HTTP status, such as `503`, or close its connection with `drop`; `503:2` is only for its first two calls; can be repeated",
        "以该 HTTP 状态（例如 `503`）应答某个接口，`drop` 则断开连接；`503:2` 只对前两次调用；可多次给出",
    ));
    let delay = option("delay", choose("[NAME=]MILLISECONDS", "[接口=]毫秒")).help(choose(
        "Wait this number of milliseconds before each answer, or before those of one call; can be repeated",
        "应答前等待的毫秒数，可只对某个接口；可多次给出",
    ));
    let answers = option("answers", choose("FILE", "文件")).help(choose(
        "Answer calls as this JSON file says: a list of answers for each name of a call",
        "按此 JSON 文件应答：每个接口名对应一列应答",
    ));
    [
        fail.action(ArgAction::Append),
        delay.action(ArgAction::Append),
        answers
            .value_parser(value_parser!(PathBuf))
            .value_hint(ValueHint::FilePath),
    ]
}

fn help() -> Command {
    let about = choose(
        "List the calls of a group, or describe a command",
        "列出一组接口，或说明一个命令",
    );
    let names = positional("names", choose("GROUP", "分组"));
    let names = names.help(choose("A group, or a command", "分组或命令"));
    let names = names.required(false).num_args(0..=2);
    tool("help", choose("[GROUP]", "[分组]"), about).arg(names)
}

fn completions() -> Command {
    let about = choose("Print the completions for a shell", "输出 shell 的补全脚本");
    let shell = positional("shell", "SHELL").help("bash, elvish, fish, powershell, zsh");
    tool("completions", "<SHELL>", about).arg(shell.value_parser(value_parser!(Shell)))
}

fn man() -> Command {
    let about = choose("Write the man pages to a folder", "将 man 手册写入文件夹");
    let folder = positional("folder", choose("FOLDER", "文件夹")).help(choose(
        "Where they are written; created if it does not exist",
        "写入的位置；不存在时自动创建",
    ));
    let folder = folder.value_hint(ValueHint::DirPath);
    tool("man", choose("<FOLDER>", "<文件夹>"), about)
        .arg(folder.value_parser(value_parser!(PathBuf)))
}
