//! The error type.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;

use super::json::Json;

/// The error of a call, or of building a client.
///
/// The type is opaque. Use its predicates and accessors. `Display` writes one line with the endpoint, the
/// cause, the platform's code and message if there are any, and the number of attempts. Neither `Display` nor
/// `Debug` shows a secret, the value of a text parameter or the content of an answer, with two exceptions: the
/// platform's own message to the caller, and the state of a task. A number that violates a constraint is shown.
pub struct Error(Box<Inner>);

/// A result whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Whether the platform may have carried out a failed call.
///
/// Check it before you send a payment or a message again.
///
/// Ordered from the most certain to the least certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Delivery {
    /// No byte of the body was or will be handed to a connection. The call was not carried out.
    NotSent,
    /// The platform answered that it did not carry out the call. A call that the platform forwards to another
    /// service is never reported as rejected, because the answer may come from that service.
    Rejected,
    /// The call may have been carried out. Look up its effect before you send it again.
    Unknown,
}

#[derive(Debug)]
struct Inner {
    endpoint: Cow<'static, str>,
    kind: ErrorKind,
    attempts: u32,
    delivery: Delivery,
    task: Option<AskedTask>,
}

/// The task that a call asked for.
#[derive(Debug)]
struct AskedTask {
    id: String,
    state: Option<String>,
}

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

/// Where and why an answer could not be decoded. Users see it in [`Error`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// JSON path, such as `$.credentials.expiration`.
    pub(crate) path: String,
    pub(crate) problem: String,
}

impl Error {
    pub(crate) fn new(
        endpoint: impl Into<Cow<'static, str>>,
        kind: ErrorKind,
        attempts: u32,
        delivery: Delivery,
    ) -> Self {
        Self(Box::new(Inner {
            endpoint: endpoint.into(),
            kind,
            attempts,
            delivery,
            task: None,
        }))
    }

    /// Notes the task that was asked for. It was started, whatever happened to the question.
    pub(crate) fn of_task(mut self, id: String, state: Option<String>) -> Self {
        self.0.delivery = Delivery::Unknown;
        self.0.task = Some(AskedTask { id, state });
        self
    }

    /// Creates the error of a call of which nothing was sent, or of a client that cannot be built.
    pub(crate) fn unsent(endpoint: impl Into<Cow<'static, str>>, kind: ErrorKind) -> Self {
        Self::new(endpoint, kind, 0, Delivery::NotSent)
    }

    pub(crate) fn setup(problem: impl Into<String>) -> Self {
        Self::unsent("client", ErrorKind::setup(problem))
    }

    pub(crate) fn setup_from(
        problem: impl Into<String>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self::unsent("client", ErrorKind::setup_from(problem, source))
    }

    /// Creates the error of a call that succeeded with an answer that does not match the spec.
    pub(crate) fn decode(
        endpoint: &'static str,
        (status, body): (StatusCode, &Bytes),
        problem: DecodeError,
        attempts: u32,
    ) -> Self {
        let kind = ErrorKind::Decode {
            status,
            problem,
            body: body.clone(),
        };
        Self::new(endpoint, kind, attempts, Delivery::Unknown)
    }

    /// Returns the name of the call in the platform's documentation, or `client` if a client could not be
    /// built.
    pub fn endpoint(&self) -> &str {
        &self.0.endpoint
    }

    /// Returns the number of attempts. It is 0 if the call was refused before sending.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns whether the platform may have carried out the call.
    ///
    /// With several attempts, this is the least certain result of all: one `Unknown` makes the call `Unknown`.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.0.delivery
    }

    /// Returns whether a client could not be built (credentials, base URL, TLS), or a blocking client was used
    /// in async code.
    pub fn is_setup(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Setup { .. })
    }

    /// Returns whether an argument violates a constraint of the spec. Nothing was sent. See
    /// [`argument_name`](Self::argument_name).
    pub fn is_invalid_argument(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Argument { .. })
    }

    /// Returns whether the connection failed, broke, or timed out.
    pub fn is_transport(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::Transport { .. } | ErrorKind::Timeout { .. }
        )
    }

    /// Returns whether no connection could be made.
    pub fn is_connect(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Transport { connect: true, .. })
    }

    /// Returns whether a time limit passed.
    pub fn is_timeout(&self) -> bool {
        match &self.0.kind {
            ErrorKind::Timeout { .. } | ErrorKind::Task(TaskEnd::Late(_)) => true,
            ErrorKind::Transport { source, .. } => source
                .downcast_ref::<reqwest::Error>()
                .is_some_and(reqwest::Error::is_timeout),
            _ => false,
        }
    }

    /// Returns whether the answer has an HTTP status other than 2xx.
    pub fn is_status(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Status { .. })
    }

    /// Returns whether the answer has a code other than 0 and an HTTP status of success. If the platform
    /// forwards the call, the code may come from the service behind it.
    pub fn is_platform(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Platform { .. })
    }

    /// Returns whether the answer does not match the spec, or is larger than the limit.
    pub fn is_decode(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::Decode { .. } | ErrorKind::TooLarge { .. }
        )
    }

    /// Returns whether a download could not be written to disk. The source is the [`std::io::Error`].
    pub fn is_file(&self) -> bool {
        matches!(self.0.kind, ErrorKind::File { .. })
    }

    /// Returns whether a task failed, or was not done within the limit, which [`is_timeout`](Self::is_timeout) tells.
    pub fn is_task(&self) -> bool {
        matches!(self.0.kind, ErrorKind::Task(_))
    }

    /// Returns the id of the task that was [waited for](crate::Wait), to wait for it again.
    pub fn task_id(&self) -> Option<&str> {
        self.0.task.as_ref().map(|task| task.id.as_str())
    }

    /// Returns the last known state of the task that was waited for.
    pub fn task_state(&self) -> Option<&str> {
        self.0.task.as_ref()?.state.as_deref()
    }

    /// Returns the HTTP status of the answer, if there is one.
    pub fn status(&self) -> Option<StatusCode> {
        match &self.0.kind {
            ErrorKind::Status { status, .. }
            | ErrorKind::Platform { status, .. }
            | ErrorKind::Decode { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Returns the platform's code, if there is one. The platform's list of codes is not public.
    pub fn code(&self) -> Option<i64> {
        self.0.kind.code()
    }

    /// Returns the platform's message, if there is one.
    pub fn message(&self) -> Option<&str> {
        self.0
            .kind
            .platform()
            .map(|envelope| envelope.message.as_str())
    }

    /// Returns the data of the platform's error. Not shown by `Debug` and `Display`.
    pub fn data(&self) -> Option<&Json> {
        self.0.kind.platform()?.data.as_ref()
    }

    /// Returns the wire name of the argument that violates a constraint.
    pub fn argument_name(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::Argument { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Returns the JSON path of the value that could not be decoded, such as `$.data.credentials.expiration`.
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.kind {
            ErrorKind::Decode { problem, .. } => Some(&problem.path),
            _ => None,
        }
    }

    /// Returns the body of an answer that could not be decoded, as received. It may contain secrets. Not shown
    /// by `Debug` and `Display`.
    pub fn body(&self) -> Option<&[u8]> {
        match &self.0.kind {
            ErrorKind::Decode { body, .. } => Some(body),
            _ => None,
        }
    }

    /// Returns the value of `error.type` in a trace.
    pub(crate) fn kind_name(&self) -> &'static str {
        self.0.kind.name()
    }
}

/// A string passed as a URL argument is not a valid URL.
impl From<url::ParseError> for Error {
    fn from(error: url::ParseError) -> Self {
        let problem = format!("is not an absolute URL: {error}");
        Self::unsent("client", ErrorKind::argument("url", problem))
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("endpoint", &self.0.endpoint)
            .field("kind", &self.0.kind)
            .field("attempts", &self.0.attempts)
            .field("delivery", &self.0.delivery)
            .finish()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", on_one_line(&self.0.endpoint))?;
        match &self.0.kind {
            // A call that may have been carried out was not refused.
            ErrorKind::Platform { envelope, .. } if self.0.delivery == Delivery::Unknown => {
                write!(f, "answered with {envelope}")?;
            }
            kind => write!(f, "{kind}")?,
        }
        if let Some(state) = self.task_state() {
            write!(f, ", the last state of the task is `{}`", shortened(state))?;
        }
        match self.0.attempts {
            0 => Ok(()),
            1 => f.write_str(" (1 attempt)"),
            n => write!(f, " ({n} attempts)"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.kind {
            ErrorKind::Setup {
                source: Some(source),
                ..
            } => Some(source.as_ref()),
            ErrorKind::Transport { source, .. } => Some(source.as_ref()),
            ErrorKind::File { source, .. } => Some(source),
            _ => None,
        }
    }
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

    fn platform(&self) -> Option<&PlatformError> {
        match self {
            Self::Status { envelope, .. } => envelope.as_ref(),
            Self::Platform { envelope, .. } => Some(envelope),
            _ => None,
        }
    }

    pub(crate) fn code(&self) -> Option<i64> {
        self.platform().map(|envelope| envelope.code)
    }

    fn name(&self) -> &'static str {
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

fn on_one_line(text: &str) -> String {
    text.replace(breaks_lines, " ")
}

/// Returns foreign text, limited to one line of 300 characters.
fn shortened(text: &str) -> String {
    const MOST: usize = 300;
    let mut line = on_one_line(text.trim());
    if let Some((end, _)) = line.char_indices().nth(MOST) {
        line.truncate(end);
        line.push('…');
    }
    line
}
