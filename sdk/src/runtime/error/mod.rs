//! The error type.

mod kind;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use reqwest::StatusCode;

use super::json::Json;
use kind::{on_one_line, shortened};

pub use kind::DecodeError;
pub(crate) use kind::{ErrorKind, PlatformError, TaskEnd, TimeLimit};

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
