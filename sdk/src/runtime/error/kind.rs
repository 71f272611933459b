//! The cause of an error, and its text.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;

use crate::runtime::json::Json;

/// The cause of an error.
pub(crate) enum ErrorKind {
    /// The client could not be built with these settings.
    Setup {
        problem: String,
        source: Option<Box<dyn StdError + Send + Sync>>,
    },
    /// An argument that is not allowed by the spec. Found before anything is sent.
    Argument {
        name: Cow<'static, str>,
        problem: String,
    },
    /// The connection failed, or broke during the exchange.
    Transport {
        problem: Cow<'static, str>,
        connect: bool,
        source: Box<dyn StdError + Send + Sync>,
    },
    /// A time limit passed. A recording does not say which one.
    Timeout { limit: Option<TimeLimit> },
    /// An HTTP status other than 2xx, with the envelope if there is one.
    Status {
        status: StatusCode,
        envelope: Option<PlatformError>,
    },
    /// A code other than 0 in the platform's envelope.
    Platform {
        status: StatusCode,
        envelope: PlatformError,
    },
    /// An answer that does not match the spec.
    Decode {
        status: StatusCode,
        problem: DecodeError,
        body: Bytes,
    },
    /// An answer larger than the limit.
    TooLarge { limit: u64 },
    /// A download that cannot be written to disk.
    File { problem: String, source: io::Error },
    /// A task that is not done.
    Task(TaskEnd),
}

/// Why a task is not waited for any longer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TaskEnd {
    /// Its state says so.
    Failed,
    /// The time limit passed.
    Late(Duration),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum TimeLimit {
    Attempt(Duration),
    Call(Duration),
    /// Between two parts of a file.
    Chunk(Duration),
}

/// The content of an envelope whose code is not 0.
#[derive(Clone)]
pub(crate) struct PlatformError {
    pub(crate) code: i64,
    pub(crate) message: String,
    pub(crate) data: Option<Json>,
}

/// Where and why an answer could not be decoded. Users see it in [`Error`](super::Error).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// JSON path, such as `$.credentials.expiration`.
    pub(crate) path: String,
    pub(crate) problem: String,
}

impl ErrorKind {
    pub(crate) fn setup(problem: impl Into<String>) -> Self {
        Self::Setup {
            problem: problem.into(),
            source: None,
        }
    }

    pub(crate) fn setup_from(
        problem: impl Into<String>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::Setup {
            problem: problem.into(),
            source: Some(source.into()),
        }
    }

    pub(crate) fn argument(name: impl Into<Cow<'static, str>>, problem: impl Into<String>) -> Self {
        Self::Argument {
            name: name.into(),
            problem: problem.into(),
        }
    }

    /// Returns the error of a connection that broke.
    pub(crate) fn broken(
        problem: &'static str,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::Transport {
            problem: problem.into(),
            connect: false,
            source: source.into(),
        }
    }

    pub(super) fn platform(&self) -> Option<&PlatformError> {
        match self {
            Self::Status { envelope, .. } => envelope.as_ref(),
            Self::Platform { envelope, .. } => Some(envelope),
            _ => None,
        }
    }

    pub(crate) fn code(&self) -> Option<i64> {
        self.platform().map(|envelope| envelope.code)
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Setup { .. } => "setup",
            Self::Argument { .. } => "invalid_argument",
            Self::Transport { .. } => "transport",
            Self::Timeout { .. } => "timeout",
            Self::Status { .. } => "status",
            Self::Platform { .. } => "platform",
            Self::Decode { .. } => "decode",
            Self::TooLarge { .. } => "too_large",
            Self::File { .. } => "file",
            Self::Task(_) => "task",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Setup { problem, source } => {
                f.write_str(problem)?;
                match source {
                    Some(source) => write!(f, ": {}", innermost(source.as_ref())),
                    None => Ok(()),
                }
            }
            Self::Argument { name, problem } => {
                let (name, problem) = (on_one_line(name), on_one_line(problem));
                write!(f, "argument `{name}` {problem}")
            }
            Self::Transport {
                problem, source, ..
            } => write!(f, "{problem}: {}", innermost(source.as_ref())),
            Self::Timeout { limit } => match limit {
                Some(TimeLimit::Attempt(limit)) => {
                    write!(
                        f,
                        "no answer within {limit:?}, the time limit of an attempt"
                    )
                }
                Some(TimeLimit::Call(limit)) => {
                    write!(
                        f,
                        "no answer within {limit:?}, the time limit of the whole call"
                    )
                }
                Some(TimeLimit::Chunk(limit)) => {
                    write!(f, "nothing more of the file arrived within {limit:?}")
                }
                None => f.write_str("no answer within the time limit"),
            },
            Self::Status { status, envelope } => {
                write!(f, "HTTP status {status}")?;
                match envelope {
                    Some(envelope) => write!(f, ", {envelope}"),
                    None => Ok(()),
                }
            }
            Self::Platform { envelope, .. } => write!(f, "rejected by the platform, {envelope}"),
            Self::Decode { problem, .. } => write!(f, "unexpected answer, {problem}"),
            Self::TooLarge { limit } => {
                write!(f, "the answer is larger than the limit of {limit} bytes")
            }
            Self::File { problem, source } => {
                write!(f, "{}: {}", on_one_line(problem), innermost(source))
            }
            Self::Task(TaskEnd::Failed) => f.write_str("the task failed"),
            Self::Task(TaskEnd::Late(limit)) => write!(f, "the task is not done after {limit:?}"),
        }
    }
}

impl fmt::Debug for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({self})", self.name())
    }
}

impl fmt::Display for PlatformError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "code {}", self.code)?;
        if self.message.is_empty() {
            Ok(())
        } else {
            write!(f, ": {}", shortened(&self.message))
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.problem)
    }
}

/// Returns the innermost cause, which is the most specific.
fn innermost(error: &(dyn StdError + 'static)) -> String {
    match error.source() {
        Some(cause) => innermost(cause),
        None => shortened(&error.to_string()),
    }
}

/// Returns whether a character ends a line, or changes the order in which a line is shown.
fn breaks_lines(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Returns foreign text on one line.
pub(super) fn on_one_line(text: &str) -> String {
    text.replace(breaks_lines, " ")
}

/// Returns foreign text, limited to one line of 300 characters.
pub(super) fn shortened(text: &str) -> String {
    const MOST: usize = 300;
    let mut line = on_one_line(text.trim());
    if let Some((end, _)) = line.char_indices().nth(MOST) {
        line.truncate(end);
        line.push('…');
    }
    line
}
