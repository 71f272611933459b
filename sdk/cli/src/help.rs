//! The pages of help: styles, templates, and the text before and after the flags.

use bge_private_sdk::describe::{Call, PLATFORM, Parameter, Retry};
use clap::builder::styling::{AnsiColor, Styles};

use crate::commands::{self, Group, flag};
use crate::constraints::value_name;
use crate::failure::MEANINGS;
use crate::language::{choose, local, quoted_list, say};
use crate::login;
use crate::profile;

/// Name of the program.
pub(crate) const PROGRAM: &str = "bge-private";

pub(crate) const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Stands for a space at which help must not break a line, as in a command that can be copied.
const UNBROKEN: &str = "\u{a0}";

/// Where the command line of an example is broken.
const BREAK: &str = "\\\n";

/// Returns help as shown, after it has been broken into lines.
pub(crate) fn unbroken(help: &str) -> String {
    help.replace(UNBROKEN, " ")
}

fn heading(text: &str) -> String {
    let style = STYLES.get_header();
    format!("{style}{text}{style:#}")
}

fn usage() -> String {
    let usage = heading(choose("Usage:", "用法:"));
    format!("{{about-with-newline}}\n{usage} {{usage}}\n")
}

/// Returns the template for the help of a command.
pub(crate) fn template() -> String {
    usage() + "\n{all-args}{after-help}"
}

/// Returns the template for the help of the program, with all groups and tools.
pub(crate) fn root_template(groups: &[Group], tools: &[clap::Command]) -> String {
    let groups = groups.iter();
    let groups = groups.map(|group| (group.name.clone(), group.title.to_owned()));
    let sections = [
        (choose("Groups of calls:", "接口分组:"), groups.collect()),
        (choose("Tools:", "工具:"), described(tools)),
    ];
    list_template(&sections)
}

/// Returns the names and the descriptions of commands that are not hidden.
pub(crate) fn described(commands: &[clap::Command]) -> Vec<(String, String)> {
    let commands = commands.iter().filter(|command| !command.is_hide_set());
    let described = commands.map(|command| {
        let about = command.get_about().map(ToString::to_string);
        (command.get_name().to_owned(), about.unwrap_or_default())
    });
    described.collect()
}

/// Returns a template with sections of names and their descriptions.
pub(crate) fn list_template(sections: &[(&str, Vec<(String, String)>)]) -> String {
    let style = STYLES.get_literal();
    let rows = sections.iter().flat_map(|(_, rows)| rows);
    let width = rows.map(|(name, _)| name.len()).max().unwrap_or(0);
    let mut page = usage();
    for (title, rows) in sections {
        page += &format!("\n{}\n", heading(title));
        for (name, about) in rows {
            // Braces have a meaning in templates.
            let about = about.replace('{', "(").replace('}', ")");
            page += &format!("  {style}{name:width$}{style:#}  {about}\n");
        }
    }
    let options = heading(choose("Options:", "选项:"));
    page + &format!("\n{options}\n{{options}}{{after-help}}")
}

/// Returns what follows the options of a group, whose commands follow this path.
pub(crate) fn more_of_group(path: &str) -> String {
    say!(
        "`{path} COMMAND --help` describes a command.",
        "`{path} 命令 --help` 显示更多说明。"
    )
}

/// Returns what follows the options of the program.
pub(crate) fn root_end() -> String {
    let protocol = PLATFORM.protocol;
    let (key, secret) = (protocol.env_key, protocol.env_secret);
    let url = protocol.env_base_url;
    let file = profile::usual_path();
    let credentials = say!(
        "
  They are never passed as flags. The first source that exists is used:
  - the profile that `--profile NAME` names
  - the environment variables {key}, {secret},
    and optionally {url}
  - the profile `default`
  - a prompt, if the command runs in a terminal

  `{PROGRAM} login` writes a profile, `{PROGRAM} profiles` lists them, and `{PROGRAM} logout` removes one.
  They are in {file}. Other users must not be able to read the file:

    [default]
    app_key = \"…\"
    app_secret = \"…\"
    environment = \"…\"     # or base_url = \"…\"; both are optional

",
        "
  不通过选项给出，按以下顺序取第一个存在的来源：
  - `--profile 名称` 指定的配置
  - 环境变量 {key}、{secret}
    以及指定其他地址的 {url}
  - 配置 `default`
  - 在终端中询问用户

  `{PROGRAM} login` 写入配置，`{PROGRAM} profiles` 列出配置，`{PROGRAM} logout` 删除配置。
  配置文件为 {file}，不得允许他人读取：

    [default]
    app_key = \"…\"
    app_secret = \"…\"
    environment = \"…\"     # 或 base_url = \"…\"；均可省略

"
    );
    let mut codes = format!("    0  {}\n", choose("success", "成功"));
    for (exit, english, chinese) in MEANINGS {
        let (code, meaning) = (exit as u8, choose(english, chinese));
        codes += &format!("  {code:>3}  {meaning}\n");
    }
    let more = say!(
        "`{PROGRAM} help GROUP` lists the calls of a group, `{PROGRAM} COMMAND --help` describes a command.\n",
        "`{PROGRAM} help 分组` 列出一组接口，`{PROGRAM} 命令 --help` 显示更多说明。\n"
    );
    let documentation = PLATFORM.documentation;
    let credentials_title = heading(choose("Credentials:", "凭证:"));
    let codes_title = heading(choose("Exit codes:", "退出码:"));
    format!("{credentials_title}{credentials}{codes_title}\n{codes}\n{more}{documentation}")
}

/// Returns what follows the options of `login`.
pub(crate) fn login_end() -> String {
    let file = profile::usual_path();
    let probe = login::probe().and_then(|call| commands::of(call.endpoint.name));
    let probe = probe.map_or_else(String::new, |command| command.path());
    say!(
        "The profile is written to {file}, which other users cannot read, after the call `{probe}` succeeded with the \
         credentials. Without `--profile`, it is the one that is used if none is named.",
        "以该凭证调用 `{probe}` 成功之后，配置写入 {file}，其他用户无法读取。不带 `--profile` 时，写入未指定配置时所用的那一个。"
    )
}

/// Returns what follows the options of `mock`.
pub(crate) fn mock_end() -> String {
    let (key, secret) = (PLATFORM.protocol.env_key, PLATFORM.protocol.env_secret);
    say!(
        "It accepts the credentials of `--profile`, or those of {key} and {secret}. If there are none, it makes \
         credentials up and prints them. Every call is logged to standard error, without secrets.",
        "凭证取自 `--profile`，否则取自 {key} 与 {secret}，否则使用虚构的凭证并输出。每次调用都记录到标准错误，不含机密。"
    )
}

/// Returns the usage of a call's command, after its name.
pub(crate) fn usage_of_call(call: &'static Call) -> String {
    let required = call.parameters.iter();
    let required = required.filter(|parameter| parameter.param.required);
    let one_ofs = call.one_ofs.iter();
    let one_ofs = one_ofs.filter(|one_of| one_of.exclusion.required);
    let one_ofs = one_ofs.map(|one_of| {
        let choices: Vec<_> = call.choices(one_of).map(with_value).collect();
        format!("({})", choices.join(" | "))
    });
    let parts = required.map(with_value).chain(one_ofs);
    let parts = parts.chain([choose("[OPTIONS]", "[选项]").to_owned()]);
    parts.collect::<Vec<_>>().join(" ")
}

/// Returns a flag with the name of its value.
fn with_value(parameter: &Parameter) -> String {
    let (flag, name) = (flag(parameter), value_name(parameter.item()));
    if parameter.ty.is_boolean() {
        format!("{flag}={name}")
    } else {
        format!("{flag} <{name}>")
    }
}

/// Returns what follows the options of a call.
pub(crate) fn end_of_call(call: &Call) -> String {
    let mut end = heading(choose("Examples:", "示例:"));
    end.push('\n');
    for example in call.examples {
        let line = indented(example.command_line).replace(' ', UNBROKEN);
        let title = local(&example.title);
        end += &format!("  {title}:\n  $ {PROGRAM} {line}\n\n");
    }
    end += &heading(choose("Retries:", "重试:"));
    end += &format!("\n  {}", retries(call));
    if call.endpoint.forwards {
        end += choose(
            "\n  The platform forwards this call to another service. After any answer except success, it may have\n  \
             been carried out.",
            "\n  平台将此调用转发给后端服务：除成功外，收到任何应答时都可能已执行。",
        );
    }
    if !call.aliases.is_empty() {
        let names = quoted_list(call.aliases.iter().map(|name| name.replace('_', "-")));
        end += &say!("\n\nAlso called {names}.", "\n\n也称 {names}。");
    }
    if let Some(see) = call.see {
        let title = heading(choose("See also:", "参见:"));
        end += &format!("\n\n{title} {see}");
    }
    end
}

/// Returns a command line with its further lines indented. What looks like a break within quotes belongs to a value.
pub(crate) fn indented(line: &str) -> String {
    let mut whole = String::new();
    for part in line.split_inclusive(BREAK) {
        whole += part;
        let is_quoted = shlex::split(&whole).is_none();
        if part.ends_with(BREAK) && !is_quoted {
            whole += "    ";
        }
    }
    whole
}

/// Describes whether a call is retried.
fn retries(call: &Call) -> String {
    match call.endpoint.retry {
        Retry::Safe => choose(
            "A failed attempt is repeated, because the call is safe to repeat.",
            "重复调用无害，失败时会自动重试。",
        )
        .to_owned(),
        Retry::Unsafe => choose(
            "The call is never sent again once it may have been carried out.",
            "一旦可能已执行，绝不会再次发送。",
        )
        .to_owned(),
        Retry::SafeWhen { param, values } => {
            let flag = call.parameter(param).map_or(param, |it| it.flag);
            let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
            let values = values.join(choose(" or ", "、"));
            say!(
                "With `--{flag}` {values}, a failed attempt is repeated. Otherwise the call is never sent again\n  \
                 once it may have been carried out.",
                "`--{flag}` 为 {values} 时重复调用无害，会自动重试；否则一旦可能已执行，绝不会再次发送。"
            )
        }
    }
}
