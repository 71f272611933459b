//! Errors of the command: one line, hints, and an exit code for scripts.

use std::fmt::Display;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use bge_private_sdk::describe::most_similar;
use bge_private_sdk::{Delivery, Error};
use clap::builder::styling::{AnsiColor, Style};

use crate::language::{choose, say};
use crate::progress::without_bars;
use crate::verbosity;

/// The exit code of a failed command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    Task = 11,
    /// What shells return for a process that Ctrl-C ended.
    Interrupted = 130,
}

/// The failures and their meanings, in English and Chinese.
pub(crate) const MEANINGS: [(Exit, &str, &str); 12] = [
    (
        Exit::Failed,
        "another failure, such as writing a file",
        "其他失败，例如无法写入文件",
    ),
    (
        Exit::Usage,
        "the command line is invalid, or the call was not confirmed; nothing was sent",
        "命令行有误，或调用未经确认；没有发送",
    ),
    (
        Exit::Argument,
        "an argument is invalid; nothing was sent",
        "参数不符合平台要求；没有发送",
    ),
    (
        Exit::Setup,
        "credentials, profile or settings are missing or invalid; nothing was sent",
        "凭证、配置或设置缺失或有误；没有发送",
    ),
    (
        Exit::NotSent,
        "no connection in time; nothing was sent",
        "未能及时建立连接；没有发送",
    ),
    (
        Exit::Refused,
        "the platform rejected the call with an error code",
        "平台以错误码拒绝了调用",
    ),
    (
        Exit::Status,
        "the platform rejected the call with an HTTP status",
        "平台以 HTTP 状态拒绝了调用",
    ),
    (
        Exit::Unknown,
        "it is unknown whether the call was carried out: look it up before sending it again",
        "不知道调用是否已执行：重发之前请先核对",
    ),
    (
        Exit::Answer,
        "the answer does not match the spec; the call may have been carried out",
        "应答与接口说明不符；调用可能已执行",
    ),
    (Exit::Signature, "the signature is invalid", "签名不正确"),
    (
        Exit::Task,
        "a task was started, but it failed, was not done in time, or its state is unknown",
        "任务已启动，但失败、未按时完成或状态未知",
    ),
    (Exit::Interrupted, "interrupted by Ctrl-C", "被 Ctrl-C 中断"),
];

impl Exit {
    /// Returns a failure with this exit code.
    pub(crate) fn failure(self, message: impl Into<String>) -> Failure {
        Failure {
            exit: self,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    fn of_call(error: &Error) -> Self {
        // An earlier attempt may have been carried out, whatever ended the last one.
        if error.is_file() {
            Self::Failed
        } else if error.task_id().is_some() {
            Self::Task
        } else if error.is_decode() {
            Self::Answer
        } else if error.delivery() == Delivery::Unknown {
            Self::Unknown
        } else if error.is_invalid_argument() {
            Self::Argument
        } else if error.is_setup() {
            Self::Setup
        } else if error.is_platform() {
            Self::Refused
        } else if error.is_status() {
            Self::Status
        } else {
            Self::NotSent
        }
    }
}

/// Why a command failed.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    /// One line.
    pub(crate) message: String,
    /// What to do about it, one line each.
    pub(crate) hints: Vec<String>,
}

/// The result of a part of a command.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds the known name that is most similar to a misspelt one.
    pub(crate) fn suggest<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match most_similar(name, known) {
            Some(meant) => self.did_you_mean(meant),
            None => self,
        }
    }

    pub(crate) fn did_you_mean(self, meant: &str) -> Self {
        self.hint(say!("did you mean `{meant}`?", "是否想输入 `{meant}`？"))
    }

    /// Returns the failure for an error of the library, with its message.
    pub(crate) fn of_call(error: &Error) -> Self {
        let exit = Exit::of_call(error);
        let failure = exit.failure(error.to_string());
        match exit {
            Exit::Unknown => failure.hint(look_up()),
            _ => failure,
        }
    }

    /// Returns the failure to write something.
    pub(crate) fn cannot_write(what: impl Display, error: &std::io::Error) -> Self {
        Exit::Failed.failure(say!(
            "cannot write {what}: {error}",
            "无法写入 {what}：{error}"
        ))
    }

    /// Prints it to standard error.
    pub(crate) fn print(&self) -> ExitCode {
        print_labelled(AnsiColor::Red, choose("error", "错误"), &self.message);
        for hint in &self.hints {
            print_hint(hint);
        }
        ExitCode::from(self.exit as u8)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::of_call(&error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Exit::Failed.failure(error.to_string())
    }
}

/// Returns what to do after an unknown outcome.
pub(crate) fn look_up() -> &'static str {
    choose(
        "the platform may have carried it out: look it up before sending it again",
        "平台可能已执行此调用：重发之前请先核对",
    )
}

/// Prints a hint to standard error, unless it is not wanted.
pub(crate) fn print_hint(text: &str) {
    if !verbosity::is_quiet() {
        print_labelled(AnsiColor::Cyan, choose("hint", "提示"), text);
    }
}

/// Prints a hint about a success, which is only for people.
pub(crate) fn print_note(text: &str) {
    if verbosity::is_watched() {
        print_hint(text);
    }
}

/// Prints a line like `error: …`, in colours if the stream shows them.
fn print_labelled(colour: AnsiColor, label: &str, text: &str) {
    let style = Style::new().bold().fg_color(Some(colour.into()));
    let text = text.replace(|c: char| c.is_control() && c != '\t', " ");
    let line = format!("{style}{label}:{style:#} {text}\n");
    // If this fails, there is no place to report it.
    let _ = without_bars(|| anstream::stderr().write_all(line.as_bytes()));
}

/// Returns whether the user can be asked.
pub(crate) fn is_interactive() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}
