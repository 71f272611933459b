//! Why the mock platform refuses a call, and the codes it uses.

use std::fmt;

use hyper::StatusCode;

pub(crate) use crate::runtime::quoted::Quoted;

/// Why a call was refused.
///
/// The platform's own list of codes is not public. These codes belong to the mock and distinguish its refusals
/// in tests; the platform's codes differ. Write `Reason::UnknownParameter.code()` instead of the number.
///
/// If the HTTP request itself is wrong, or the test's own code panics, the answer has an HTTP status other than
/// 200 and an envelope. All other refusals have status 200 and an envelope, as on the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// 40001: the body is not well-formed: percent-encoding, UTF-8, the structure of a multipart body.
    Body = 40001,
    /// 40401, HTTP status 404: no call has this path, or it has a query.
    Path = 40401,
    /// 40501, HTTP status 405: the method is not POST.
    Method = 40501,
    /// 41301, HTTP status 413: the fields together are larger than 16 MiB, or there are more than 1,000.
    TooLarge = 41301,
    /// 41501, HTTP status 415: the body is neither a form nor multipart.
    ContentType = 41501,
    /// 41001: a field is repeated.
    RepeatedField = 41001,
    /// 41002: a field of the signature is missing: key, nonce, timestamp or signature.
    MissingField = 41002,
    /// 41003: the app key is unknown.
    AppKey = 41003,
    /// 41004: the timestamp does not have the form `2026-11-23T07:27:59Z`.
    Timestamp = 41004,
    /// 41005: the timestamp is too old.
    Expired = 41005,
    /// 41006: the nonce is empty.
    Nonce = 41006,
    /// 41007: the nonce was used before.
    Replayed = 41007,
    /// 41008: the signature does not match the fields.
    Signature = 41008,
    /// 42001: the call has no parameter of this name.
    UnknownParameter = 42001,
    /// 42002: a parameter is missing, or all of several of which one is required.
    MissingParameter = 42002,
    /// 42003: a parameter is malformed, violates a constraint, or is given beside one that it excludes.
    Parameter = 42003,
    /// 43001: the call has no file of this name.
    UnknownFile = 43001,
    /// 43002: a file is missing.
    MissingFile = 43002,
    /// 43003: a file has no file name.
    FileName = 43003,
    /// 43004: a text was sent where a file is expected.
    NotAFile = 43004,
    /// 43005: a file was sent where a text is expected.
    NotText = 43005,
    /// 44001: the call is valid, but the test expects no further call like it.
    Unexpected = 44001,
    /// 50001, HTTP status 500: a function of the test, such as that of `on_call`, panicked.
    Panicked = 50001,
}

impl Reason {
    /// Returns the code in the envelope.
    #[must_use]
    pub const fn code(self) -> i64 {
        self as i64
    }

    /// Returns the HTTP status of the answer.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::Path => StatusCode::NOT_FOUND,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::ContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::OK,
        }
    }
}

/// Maximum size of all fields without files: 16 MiB. Also the maximum size of the file content that is kept.
pub(crate) const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The refusal of a call by the mock platform, with a message that says what is wrong.
///
/// The message contains no secret: neither the expected signature nor the value of a secret parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    reason: Reason,
    message: String,
}

impl Refusal {
    pub(crate) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
        }
    }

    pub(crate) fn too_large() -> Self {
        let message = format!("the fields are larger than {MOST_BYTES} bytes");
        Self::new(Reason::TooLarge, message)
    }

    pub(crate) fn incomplete() -> Self {
        Self::new(Reason::Body, "the body is incomplete")
    }

    /// Returns the reason.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// Returns the code in the envelope.
    #[must_use]
    pub fn code(&self) -> i64 {
        self.reason.code()
    }

    /// Returns the message in the envelope.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "code {}: {}", self.code(), self.message)
    }
}

impl std::error::Error for Refusal {}
