//! Why the mock platform refuses a call, and under which code it says so.

use std::fmt;

use hyper::StatusCode;

pub(crate) use crate::runtime::quoted::Quoted;

/// Why a call was refused.
///
/// The platform's own list of codes is not public, so the codes here are the mock's own: they tell its
/// refusals apart in tests, and say nothing of what the platform would answer. Write
/// `Reason::UnknownParameter.code()` rather than the number.
///
/// What is wrong with the HTTP request itself is answered with an HTTP status other than 200, and an
/// envelope, and so is a panic of the test's own code; everything else with status 200 and the envelope, as
/// the platform does.
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
    /// 41001: a field is given twice.
    RepeatedField = 41001,
    /// 41002: a field that every call has is missing: key, nonce, timestamp or signature.
    MissingField = 41002,
    /// 41003: the app key is not known.
    AppKey = 41003,
    /// 41004: the timestamp is not of the form `2026-11-23T07:27:59Z`.
    Timestamp = 41004,
    /// 41005: the timestamp is too old.
    Expired = 41005,
    /// 41006: the nonce is empty.
    Nonce = 41006,
    /// 41007: the nonce was used before.
    Replayed = 41007,
    /// 41008: the signature is not the one of these fields.
    Signature = 41008,
    /// 42001: the call has no parameter of this name.
    UnknownParameter = 42001,
    /// 42002: a parameter is missing.
    MissingParameter = 42002,
    /// 42003: a parameter is ill-formed, or breaks a bound.
    Parameter = 42003,
    /// 43001: the call has no file of this name.
    UnknownFile = 43001,
    /// 43002: a file is missing.
    MissingFile = 43002,
    /// 43003: a file has no name of its own.
    FileName = 43003,
    /// 43004: a text was sent where a file is expected.
    NotAFile = 43004,
    /// 43005: a file was sent where a text is expected.
    NotText = 43005,
    /// 44001: the call is in order, but the test expected no further one like it.
    Unexpected = 44001,
    /// 50001, HTTP status 500: a function of the test's, such as that of `on_call`, panicked.
    Panicked = 50001,
}

impl Reason {
    /// The code in the envelope.
    #[must_use]
    pub const fn code(self) -> i64 {
        self as i64
    }

    /// The HTTP status of the answer.
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

/// A call refused by the mock platform: why, and in words that name what is wrong.
///
/// The words hold no secret: neither the signature that was expected nor the value of a secret parameter.
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

    /// Why.
    #[must_use]
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// The code in the envelope.
    #[must_use]
    pub fn code(&self) -> i64 {
        self.reason.code()
    }

    /// The message in the envelope.
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

/// Joined to a message about an unknown name: the known one that it was probably meant to be.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match super::similar::most_similar(name, known) {
        Some(meant) => format!("; did you mean {}?", Quoted(meant)),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_near_names_only() {
        assert_eq!(
            did_you_mean("regoin", ["object_name", "region"]),
            "; did you mean `region`?"
        );
        assert_eq!(did_you_mean("colour", ["object_name", "region"]), "");
    }
}
