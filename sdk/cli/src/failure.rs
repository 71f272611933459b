//! What ends the command before its work is done: one line, hints, and an exit code for scripts.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::builder::styling::{AnsiColor, Style};

use crate::language::{Language, Text, say};
use bge_private_sdk::{Delivery, Error};

/// Why the command did not succeed, as its exit code says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Failed = 1,
    Usage = 2,
    Argument = 3,
    Setup = 4,
    NotSent = 5,
    Refused = 6,
    Status = 7,
    Unknown = 8,
    Answer = 9,
    Signature = 10,
    /// What shells say of a process that Ctrl-C has ended.
    Interrupted = 130,
}

impl Exit {
    /// All of them with their meanings.
    pub(crate) const ALL: [(Self, Text); 11] = [
        (
            Self::Failed,
            Text {
                en: "another failure, such as writing a file",
                zh: "其他失败，例如无法写入文件",
            },
        ),
        (
            Self::Usage,
            Text {
                en: "the command line is invalid",
                zh: "命令行有误",
            },
        ),
        (
            Self::Argument,
            Text {
                en: "an argument is invalid; nothing was sent",
                zh: "参数不符合平台要求；没有发送",
            },
        ),
        (
            Self::Setup,
            Text {
                en: "credentials, profile or settings are missing or invalid; nothing was sent",
                zh: "凭证、配置或设置缺失或有误；没有发送",
            },
        ),
        (
            Self::NotSent,
            Text {
                en: "no connection in time; nothing was sent",
                zh: "未能及时建立连接；没有发送",
            },
        ),
        (
            Self::Refused,
            Text {
                en: "the platform rejected the call with an error code",
                zh: "平台以错误码拒绝了调用",
            },
        ),
        (
            Self::Status,
            Text {
                en: "the platform rejected the call with an HTTP status",
                zh: "平台以 HTTP 状态拒绝了调用",
            },
        ),
        (
            Self::Unknown,
            Text {
                en: "it is unknown whether the call was carried out: look it up before sending it again",
                zh: "不知道调用是否已执行：重发之前请先核对",
            },
        ),
        (
            Self::Answer,
            Text {
                en: "the answer does not match the spec; the call may have been carried out",
                zh: "应答与接口说明不符；调用可能已执行",
            },
        ),
        (
            Self::Signature,
            Text {
                en: "the signature is invalid",
                zh: "签名不正确",
            },
        ),
        (
            Self::Interrupted,
            Text {
                en: "interrupted by Ctrl-C",
                zh: "被 Ctrl-C 中断",
            },
        ),
    ];
}

/// What went wrong, for the user and for scripts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    /// One line.
    pub(crate) message: String,
    /// What to do about it, each in a line.
    pub(crate) hints: Vec<String>,
}

/// What a part of the command gives.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self {
            exit,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// A failed call. The message is the library's.
    pub(crate) fn of_call(error: &Error, language: Language) -> Self {
        // An earlier attempt may have been carried out, whatever ended the last one.
        let exit = if error.is_decode() {
            Exit::Answer
        } else if error.delivery() == Delivery::Unknown {
            Exit::Unknown
        } else if error.is_invalid_argument() {
            Exit::Argument
        } else if error.is_setup() {
            Exit::Setup
        } else if error.is_platform() {
            Exit::Refused
        } else if error.is_status() {
            Exit::Status
        } else {
            Exit::NotSent
        };
        let failure = Self::new(exit, error.to_string());
        match exit {
            Exit::Unknown => failure.hint(language.choose(
                "the platform may have carried it out: look it up before sending it again",
                "平台可能已执行此调用：重发之前请先核对",
            )),
            Exit::Answer => failure.hint(language.choose(
                "`--raw` prints the answer as it came, without reading it as the spec says",
                "`--raw` 原样输出应答，不按接口说明解析",
            )),
            _ => failure,
        }
    }

    /// Tells it on standard error.
    pub(crate) fn tell(&self, language: Language) -> ExitCode {
        let mut text = label(
            AnsiColor::Red,
            language.choose("error", "错误"),
            &self.message,
        );
        for hint in &self.hints {
            text += &label(AnsiColor::Cyan, language.choose("hint", "提示"), hint);
        }
        // There is nobody left to tell if this fails.
        let _ = anstream::stderr().write_all(text.as_bytes());
        ExitCode::from(self.exit as u8)
    }
}

/// Tells something on standard error that is no failure.
pub(crate) fn note(language: Language, text: &str) {
    let line = label(AnsiColor::Cyan, language.choose("hint", "提示"), text);
    let _ = anstream::stderr().write_all(line.as_bytes());
}

/// A line like `error: …`, in colours where they are shown.
fn label(colour: AnsiColor, label: &str, text: &str) -> String {
    let style = Style::new().bold().fg_color(Some(colour.into()));
    let text: String = text
        .chars()
        .map(|c| if c.is_control() && c != '\t' { ' ' } else { c })
        .collect();
    format!("{style}{label}:{style:#} {text}\n")
}

/// Whether somebody sits before the command and can be asked.
pub(crate) fn is_interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// A file that cannot be read or written.
pub(crate) fn cannot(
    language: Language,
    doing: Text,
    what: impl std::fmt::Display,
    error: &std::io::Error,
) -> Failure {
    let doing = doing.get(language);
    let message = say!(
        language,
        "cannot {doing} {what}: {error}",
        "无法{doing} {what}：{error}"
    );
    Failure::new(Exit::Failed, message)
}
