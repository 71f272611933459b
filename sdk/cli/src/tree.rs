//! The whole command line as clap knows it, built in one language from the platform.

use std::str::FromStr;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Arg, ArgAction, Command, ValueHint};

use crate::failure::Exit;
use crate::flags;
use crate::language::Language;
use crate::names::{Named, calls};
use crate::{pages, tools};
use bge_private_sdk::describe::{PLATFORM, Platform};

/// Name of the program.
pub(crate) const PROGRAM: &str = "bge-private";

pub(crate) const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The whole.
pub(crate) fn build(platform: &'static Platform, language: Language) -> Command {
    let calls = calls(platform);
    let own = tools::commands(platform, language);
    let title = platform.title.get(language);
    let root = common(Command::new(PROGRAM), language)
        .version(env!("CARGO_PKG_VERSION"))
        .about(match language {
            Language::English => format!("Calls the {title} from the command line"),
            Language::Chinese => format!("{title}的命令行"),
        })
        .override_usage(format!(
            "{PROGRAM} {}",
            language.choose("<COMMAND> [OPTIONS]", "<命令> [选项]")
        ))
        .help_template(pages::root_template(platform, &calls, &own, language))
        .after_long_help(pages::root_end(platform, language))
        .arg(version(language))
        .subcommand_required(true)
        .arg_required_else_help(true);
    let of_calls = calls
        .into_iter()
        .map(|named| call(platform, named, language));
    ended(root, language).subcommands(of_calls).subcommands(own)
}

/// What holds for every command.
pub(crate) fn common(command: Command, language: Language) -> Command {
    command
        .styles(STYLES)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .next_help_heading(language.choose("Options", "选项"))
        .max_term_width(100)
}

/// Adds the flags of every command, which help shows last.
pub(crate) fn ended(command: Command, language: Language) -> Command {
    let options = language.choose("Options", "选项");
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(language.choose(
            "Show help: `-h` in short, `--help` at length",
            "显示帮助：`-h` 简要，`--help` 详细",
        ))
        .display_order(1001);
    let lang = Arg::new("lang")
        .long("lang")
        .value_name(language.choose("LANGUAGE", "语言"))
        .value_parser(["en", "zh"])
        .hide_possible_values(true)
        .help(language.choose(
            "Language of help and messages: `en` or `zh`; defaults to the locale",
            "帮助与提示的语言：`en` 或 `zh`；默认取自系统区域设置",
        ))
        .display_order(1000);
    let [lang, help] = [lang, help].map(|arg| arg.help_heading(options));
    command.arg(lang).arg(help)
}

fn version(language: Language) -> Arg {
    Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(language.choose("Show the version", "显示版本"))
        .display_order(1002)
}

/// The command of a call.
fn call(platform: &'static Platform, named: Named, language: Language) -> Command {
    let pages::CallPages {
        about,
        long_about,
        usage,
        end,
    } = pages::of_call(&named, language);
    let mut command = common(Command::new(named.name.clone()), language)
        .about(about)
        .long_about(long_about)
        .override_usage(usage)
        .help_template(pages::template(language))
        .after_long_help(end)
        .hide(named.call.deprecated.is_some())
        .args(flags::of_call(&named, language))
        .args(output(language))
        .args(connection(platform, language));
    let spec = named.call.endpoint.name;
    if named.name != spec && !crate::names::OWN_COMMANDS.contains(&spec) {
        command = command.alias(spec);
    }
    ended(command, language)
}

/// How the answer is shown.
pub(crate) fn output(language: Language) -> Vec<Arg> {
    let heading = language.choose("Output", "输出");
    let flag = |name: &'static str, english, chinese| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help_heading(heading)
            .help(language.choose(english, chinese))
    };
    vec![
        format(language).help_heading(heading),
        flag(
            "raw",
            "Print the body of the answer as it came, envelope and all",
            "原样输出应答正文，包括外层结构",
        ),
        show_secrets(language).help_heading(heading),
        flag(
            "dry-run",
            "Print the signed request and send nothing",
            "只输出签名后的请求，不发送",
        ),
    ]
}

/// `--show-secrets`
pub(crate) fn show_secrets(language: Language) -> Arg {
    Arg::new("show-secrets")
        .long("show-secrets")
        .action(ArgAction::SetTrue)
        .help(language.choose(
            "Show secrets, which are `[redacted]` otherwise",
            "显示机密内容；否则以 `[redacted]` 代替",
        ))
}

/// `--output`
pub(crate) fn format(language: Language) -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .value_name(language.choose("FORMAT", "格式"))
        .value_parser(["text", "json", "yaml"])
        .hide_possible_values(true)
        .hide_default_value(true)
        .default_value("text")
        .help(language.choose(
            "Form of the output: `text` for reading, `json` or `yaml` for programs [default: text]",
            "输出格式：`text` 供阅读，`json` 或 `yaml` 供程序使用 [默认：text]",
        ))
}

/// Who calls.
pub(crate) fn profile(language: Language) -> Arg {
    Arg::new("profile")
        .long("profile")
        .value_name(language.choose("NAME", "名称"))
        .help(language.choose(
            "Take credentials from this profile, whatever the environment says",
            "使用该配置中的凭证，不看环境变量",
        ))
}

/// Where and how the call is sent.
pub(crate) fn connection(platform: &'static Platform, language: Language) -> Vec<Arg> {
    let heading = language.choose("Connection", "连接");
    let names = platform.environments.iter().map(|choice| choice.name);
    let list: Vec<_> = names.clone().map(|name| format!("`{name}`")).collect();
    let list = list.join(language.choose(", ", "、"));
    let assumed = platform
        .environments
        .iter()
        .find(|choice| choice.is_default);
    let assumed = assumed.map_or("", |choice| choice.name);
    let environment = match language {
        Language::English => format!("Call this environment: {list} [default: {assumed}]"),
        Language::Chinese => format!("调用的环境：{list} [默认：{assumed}]"),
    };
    let described: Vec<_> = platform
        .environments
        .iter()
        .map(|choice| {
            format!(
                "- {}: {} {}",
                choice.name,
                choice.url,
                choice.text.get(language)
            )
        })
        .collect();
    let at_length = format!("{environment}\n\n{}", described.join("\n"));
    let retries = PLATFORM.protocol.retries;
    let seconds = PLATFORM.protocol.call_timeout.as_secs();
    let args = vec![
        profile(language),
        Arg::new("environment")
            .long("environment")
            .value_name(language.choose("NAME", "名称"))
            .value_parser(names.collect::<Vec<_>>())
            .hide_possible_values(true)
            .conflicts_with("base-url")
            .help(environment)
            .long_help(at_length),
        Arg::new("base-url")
            .long("base-url")
            .value_name("URL")
            .value_hint(ValueHint::Url)
            .help(language.choose(
                "Call another place, such as a mock platform",
                "调用其他地址，例如模拟平台",
            )),
        Arg::new("timeout")
            .long("timeout")
            .value_name(language.choose("SECONDS", "秒"))
            .value_parser(whole::<u64>(
                1,
                language.choose("a whole number of seconds, at least 1", "不小于 1 的整数秒"),
            ))
            .allow_negative_numbers(true)
            .help(match language {
                Language::English => {
                    format!("Time for the whole call, retries included [default: {seconds}]")
                }
                Language::Chinese => format!("整个调用的时限，包括重试 [默认：{seconds}]"),
            }),
        Arg::new("retries")
            .long("retries")
            .value_name(language.choose("NUMBER", "次数"))
            .value_parser(whole::<u32>(
                0,
                language.choose("a whole number, at least 0", "不小于 0 的整数"),
            ))
            .allow_negative_numbers(true)
            .help(match language {
                Language::English => {
                    format!("How often to try again where that does no harm [default: {retries}]")
                }
                Language::Chinese => format!("在无害时最多重试的次数 [默认：{retries}]"),
            }),
    ];
    let headed = args.into_iter().map(|arg| arg.help_heading(heading));
    headed.collect()
}

/// Reads a whole number; what is none is told by what it must be.
pub(crate) fn whole<T: Copy + FromStr + PartialOrd>(
    least: T,
    must_be: &'static str,
) -> impl Fn(&str) -> Result<T, &'static str> + Clone {
    move |text| match text.parse() {
        Ok(number) if number >= least => Ok(number),
        _ => Err(must_be),
    }
}

/// `--field NAME=VALUE`
pub(crate) fn field(english: &'static str, chinese: &'static str, language: Language) -> Arg {
    Arg::new("field")
        .long("field")
        .value_name(language.choose("NAME=VALUE", "名称=值"))
        .action(ArgAction::Append)
        .allow_hyphen_values(true)
        .help(language.choose(english, chinese))
}

/// The exit codes, each in a line.
pub(crate) fn exit_codes(language: Language) -> Vec<(u8, &'static str)> {
    let mut codes = vec![(0, language.choose("success", "成功"))];
    let failures = Exit::ALL.iter();
    codes.extend(failures.map(|(exit, text)| (*exit as u8, text.get(language))));
    codes
}
