//! The texts of help beyond the single flag: what stands before, between and after them.

use std::fmt::Write as _;

use crate::examples;
use crate::language::{Language, say};
use crate::names::{Named, slots};
use crate::profile;
use crate::tree::{PROGRAM, STYLES, exit_codes};
use crate::words::value_name;
use bge_private_sdk::describe::{PLATFORM, Platform, Retry, Type};

/// Stands for a space where help must not be broken into lines, as in a command that is there to be copied.
const UNBROKEN: &str = "\u{a0}";

/// Help as it is shown, once it has been broken into lines.
pub(crate) fn unbroken(help: &str) -> String {
    help.replace(UNBROKEN, " ")
}

fn heading(text: &str) -> String {
    let style = STYLES.get_header();
    format!("{style}{text}{style:#}")
}

/// The page of every command but the root.
pub(crate) fn template(language: Language) -> String {
    let usage = heading(language.choose("Usage:", "用法:"));
    format!("{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}")
}

/// The page of the root, with its commands by groups.
pub(crate) fn root_template(
    platform: &Platform,
    calls: &[Named],
    own: &[clap::Command],
    language: Language,
) -> String {
    let usage = heading(language.choose("Usage:", "用法:"));
    let options = heading(language.choose("Options:", "选项:"));
    let names = calls.iter().map(|call| call.name.len());
    let width = names
        .chain(own.iter().map(|command| command.get_name().len()))
        .max()
        .unwrap_or(0);
    let mut page = format!("{{about-with-newline}}\n{usage} {{usage}}\n");
    let literal = STYLES.get_literal();
    let mut section = |title: &str, commands: &mut dyn Iterator<Item = (&str, String)>| {
        // Writing to a `String` does not fail.
        let _ = write!(page, "\n{}\n", heading(&format!("{title}:")));
        for (name, about) in commands {
            let about = about.replace('{', "(").replace('}', ")");
            let _ = writeln!(page, "  {literal}{name:width$}{literal:#}  {about}");
        }
    };
    for group in platform.groups {
        let of_group = calls
            .iter()
            .filter(|call| std::ptr::eq(call.group, *group) && call.call.deprecated.is_none());
        section(
            group.title.get(language).trim_end_matches(['.', '。']),
            &mut of_group.map(|call| {
                let text = call.call.text.get(language);
                (call.name.as_str(), first_sentence(text))
            }),
        );
    }
    section(
        language.choose("Tools", "工具"),
        &mut own.iter().map(|command| {
            let about = command.get_about().map(ToString::to_string);
            (command.get_name(), about.unwrap_or_default())
        }),
    );
    page + &format!("\n{options}\n{{options}}{{after-help}}")
}

/// The first sentence of a text, without its full stop, on one line.
pub(crate) fn first_sentence(text: &str) -> String {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = [". ", "。"].iter().filter_map(|stop| line.find(stop)).min();
    let sentence = end.and_then(|end| line.get(..end)).unwrap_or(&line);
    sentence.trim_end_matches(['.', '。']).to_owned()
}

/// What follows the options of the root.
pub(crate) fn root_end(platform: &Platform, language: Language) -> String {
    let mut text = String::new();
    let (key, secret, url) = (
        PLATFORM.protocol.env_key,
        PLATFORM.protocol.env_secret,
        PLATFORM.protocol.env_base_url,
    );
    let file = profile::usual_place();
    text += &heading(language.choose("Credentials:", "凭证:"));
    text += &say!(
        language,
        "
  Never a flag. They come from the first of these that there is:
  - the profile that `--profile NAME` names
  - the environment variables {key}, {secret}
    and, for another place, {url}
  - the profile `default`
  - the user, who is asked on a terminal

  Profiles stand in {file}, which nobody else may read:

    [default]
    app_key = \"…\"
    app_secret = \"…\"
    environment = \"…\"     # or base_url = \"…\"; both may be left out

",
        "
  不通过选项给出，按以下顺序取第一个存在的来源：
  - `--profile 名称` 指定的配置
  - 环境变量 {key}、{secret}
    以及指定其他地址的 {url}
  - 配置 `default`
  - 在终端中询问用户

  配置文件为 {file}，不得允许他人读取：

    [default]
    app_key = \"…\"
    app_secret = \"…\"
    environment = \"…\"     # 或 base_url = \"…\"；均可省略

"
    );
    text += &heading(language.choose("Exit codes:", "退出码:"));
    text.push('\n');
    for (code, meaning) in exit_codes(language) {
        let _ = writeln!(text, "  {code:>3}  {meaning}");
    }
    let _ = write!(
        text,
        "\n{}",
        say!(
            language,
            "`{PROGRAM} COMMAND --help` shows more of each. ",
            "`{PROGRAM} 命令 --help` 显示更多说明。"
        )
    );
    text += platform.documentation;
    text
}

/// What follows the options of `mock`.
pub(crate) fn mock_end(language: Language) -> String {
    let (key, secret) = (PLATFORM.protocol.env_key, PLATFORM.protocol.env_secret);
    say!(
        language,
        "It knows the credentials of `--profile`, else those of {key} and {secret}, else made-up ones, which \
         it prints. Every call is told on standard error, without secrets.",
        "凭证取自 `--profile`，否则取自 {key} 与 {secret}，否则使用虚构的凭证并输出。每次调用都记录到标准错误，不含机密。"
    )
}

/// The texts of a call's page.
pub(crate) struct CallPages {
    pub(crate) about: String,
    pub(crate) long_about: String,
    pub(crate) usage: String,
    pub(crate) end: String,
}

/// The texts of a call's page.
pub(crate) fn of_call(named: &Named, language: Language) -> CallPages {
    let call = named.call;
    let text = call.text.get(language);
    let mut long_about = text.to_owned();
    if let Some(note) = &call.deprecated {
        let note = note.get(language);
        long_about += &say!(language, "\n\nDeprecated: {note}", "\n\n已弃用：{note}");
    }
    let mut usage = format!("{PROGRAM} {}", named.name);
    for slot in slots(call) {
        if slot.parameter.param.required {
            let value = match slot.parameter.ty {
                Type::Boolean => "=true|false".to_owned(),
                form => format!(" <{}>", value_name(form, language)),
            };
            let _ = write!(usage, " --{}{value}", slot.long);
        }
    }
    usage += language.choose(" [OPTIONS]", " [选项]");
    CallPages {
        about: first_sentence(text),
        long_about,
        usage,
        end: end_of_call(named, language),
    }
}

fn end_of_call(named: &Named, language: Language) -> String {
    let call = named.call;
    let mut end = String::new();
    let examples: Vec<_> = examples::of(named).collect();
    if !examples.is_empty() {
        end += &heading(language.choose("Examples:", "示例:"));
        end.push('\n');
    }
    for example in &examples {
        let _ = writeln!(end, "  {}:", example.title.get(language));
        let _ = writeln!(
            end,
            "  $ {PROGRAM} {}\n",
            example.lines().replace(' ', UNBROKEN)
        );
    }
    end += &heading(language.choose("Retries:", "重试:"));
    end.push('\n');
    end += &match call.endpoint.retry {
        Retry::Safe => language
            .choose(
                "  Repeating does no harm, so a failed attempt is repeated.",
                "  重复调用无害，失败时会自动重试。",
            )
            .to_owned(),
        Retry::Unsafe => language
            .choose(
                "  It is never sent again once it may have been carried out.",
                "  一旦可能已执行，绝不会再次发送。",
            )
            .to_owned(),
        Retry::SafeWhen { param, values } => {
            let flag = slots(call)
                .into_iter()
                .find(|slot| slot.parameter.param.name == param);
            let shown = flag.map_or(param.to_owned(), |slot| slot.long);
            let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
            let values = values.join(language.choose(" or ", "、"));
            say!(
                language,
                "  With `--{shown}` {values}, repeating does no harm. Otherwise it is never sent again once it\n  \
                 may have been carried out.",
                "  `--{shown}` 为 {values} 时重复调用无害，会自动重试；否则一旦可能已执行，绝不会再次发送。"
            )
        }
    };
    if call.endpoint.forwards {
        end += language.choose(
            "\n  The platform forwards this call to a service behind it. After any answer but a success, it may\n  \
             have been carried out.",
            "\n  平台将此调用转发给后端服务：除成功外，收到任何应答时都可能已执行。",
        );
    }
    if let Some(see) = call.see {
        let _ = write!(
            end,
            "\n\n{} {see}",
            heading(language.choose("See also:", "参见:"))
        );
    }
    end
}
