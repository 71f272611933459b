//! The commands that are no calls, as clap knows them.

use clap::{Arg, ArgAction, Command, ValueHint, value_parser};
use clap_complete::Shell;

use crate::flags::heading;
use crate::language::Language;
use crate::pages;
use crate::tree::{
    PROGRAM, common, connection, ended, field, format, output, profile, show_secrets, whole,
};
use bge_private_sdk::describe::Platform;

/// The commands that are no calls.
pub(crate) fn commands(platform: &'static Platform, language: Language) -> Vec<Command> {
    let begin = |name: &'static str, english: &'static str, chinese: &'static str| {
        let usage = match name {
            "post" => language.choose("<PATH> [OPTIONS]", "<路径> [选项]"),
            "completions" => "<SHELL>",
            "man" => language.choose("<FOLDER>", "<文件夹>"),
            _ => language.choose("[OPTIONS]", "[选项]"),
        };
        common(Command::new(name), language)
            .about(language.choose(english, chinese))
            .override_usage(format!("{PROGRAM} {name} {usage}"))
            .help_template(pages::template(language))
    };
    let post = begin(
        "post",
        "Make a call that this version does not know, by its path",
        "按路径调用此版本未知的接口",
    )
    .arg(
        Arg::new("path")
            .value_name(language.choose("PATH", "路径"))
            .required(true)
            .help_heading(heading(language))
            .help(language.choose(
                "Path below the base URL, with a leading slash",
                "基础地址之后的路径，以斜杠开头",
            )),
    )
    .arg(
        field(
            "A field of the call; `NAME@FILE` and `NAME@-` read its value",
            "调用的字段；`名称@文件` 与 `名称@-` 从文件或标准输入读取",
            language,
        )
        .help_heading(heading(language)),
    )
    .arg(
        Arg::new("file")
            .long("file")
            .value_name(language.choose("NAME=FILE", "名称=文件"))
            .action(ArgAction::Append)
            .help_heading(heading(language))
            .help(language.choose("A file to upload", "要上传的文件")),
    )
    .args(output(language))
    .args(connection(platform, language));
    let sign = signature(
        begin(
            "sign",
            "Sign fields, and print them with their signature",
            "对字段签名并输出签名结果",
        ),
        language,
    )
    .arg(
        Arg::new("message")
            .long("message")
            .action(ArgAction::SetTrue)
            .help(language.choose(
                "Print the message that is signed instead",
                "改为输出参与签名的原文",
            )),
    );
    let at = || {
        Arg::new("at")
            .long("at")
            .value_name(language.choose("TIME", "时间"))
            .help(language.choose(
                "Judge as of this time, like 2026-11-23T07:27:59Z, not as of now",
                "按此时间判断，例如 2026-11-23T07:27:59Z，而不是现在",
            ))
    };
    let verify = begin(
        "verify",
        "Check the signature and the age of signed fields",
        "校验字段的签名与时间",
    );
    let verify = signature(verify, language).arg(at());
    let doctor = begin(
        "doctor",
        "Say why a signature does not verify",
        "说明签名为何不正确",
    );
    let doctor = signature(doctor, language)
        .arg(at())
        .arg(
            Arg::new("signed-text")
                .long("signed-text")
                .value_name(language.choose("TEXT", "文本"))
                .help(language.choose(
                    "The text that the other side signed, if known; `@FILE` and `-` read it",
                    "对方实际签名的原文（如已知）；`@文件` 与 `-` 从文件或标准输入读取",
                )),
        )
        .arg(show_secrets(language));
    let mock = begin(
        "mock",
        "Serve a mock of the platform on loopback until Ctrl-C",
        "在本机提供模拟平台，直到按下 Ctrl-C",
    )
    .arg(
        Arg::new("port")
            .long("port")
            .value_name(language.choose("PORT", "端口"))
            .value_parser(whole::<u16>(
                0,
                language.choose("a whole number from 0 to 65535", "0 到 65535 的整数"),
            ))
            .allow_negative_numbers(true)
            .help(language.choose(
                "Port to listen on; defaults to a free port",
                "监听的端口；默认任选一个空闲端口",
            )),
    )
    .arg(profile(language))
    .after_long_help(pages::mock_end(language));
    let completions = begin(
        "completions",
        "Print the completions for a shell",
        "输出 shell 的补全脚本",
    )
    .arg(
        Arg::new("shell")
            .value_name("SHELL")
            .required(true)
            .help_heading(heading(language))
            .value_parser(value_parser!(Shell))
            .hide_possible_values(true)
            .help("bash, elvish, fish, powershell, zsh"),
    );
    let man = begin(
        "man",
        "Write the man pages to a folder",
        "将 man 手册写入文件夹",
    )
    .arg(
        Arg::new("folder")
            .value_name(language.choose("FOLDER", "文件夹"))
            .required(true)
            .help_heading(heading(language))
            .value_hint(ValueHint::DirPath)
            .value_parser(value_parser!(std::path::PathBuf))
            .help(language.choose(
                "Where they are written; made if need be",
                "写入的位置；不存在时自动创建",
            )),
    );
    let own = [post, sign, verify, doctor, mock, completions, man];
    own.map(|command| ended(command, language)).into()
}

/// What commands about signatures share.
fn signature(command: Command, language: Language) -> Command {
    command
        .arg(field(
            "A field, as it is sent; may be given again",
            "一个字段，与发送时相同；可多次给出",
            language,
        ))
        .arg(
            Arg::new("form")
                .long("form")
                .value_name(language.choose("BODY", "正文"))
                .allow_hyphen_values(true)
                .help(language.choose(
                    "The fields as a form body; `@FILE` and `-` read it",
                    "以表单正文给出字段；`@文件` 与 `-` 从文件或标准输入读取",
                )),
        )
        .arg(format(language))
        .arg(profile(language))
}
