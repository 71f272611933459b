//! Converts between the result of an attempt and its recorded form.

use std::collections::BTreeMap;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};

use super::asked::Asked;
use super::format::{Answered, Call, Failure, FailureKind, REDACTED};
use super::redact::{self, Show};
use crate::generated::platform::PLATFORM;
use crate::runtime::answer;
use crate::runtime::decode::{Content, Notes};
use crate::runtime::error::{ErrorKind, PlatformError};
use crate::runtime::exchange::{Answer, Attempt, Attempted, impossible};
use crate::runtime::generated::{JsonWriter, Payload};
use crate::runtime::retry::{Cause, Failed};

impl Call {
    /// Returns the call as it is recorded, or `None` if a replay cannot repeat its result.
    pub(super) fn of(asked: &Asked, result: &Attempted, keeps_unknown: bool) -> Option<Self> {
        let mut call = asked.recorded(keeps_unknown);
        match result {
            Ok(answer) => call.answer = Some(answered(asked, answer, keeps_unknown)),
            Err(failed) => {
                call.answer = refused(failed, keeps_unknown);
                call.failure = failure(failed);
            }
        }
        (call.answer.is_some() || call.failure.is_some()).then_some(call)
    }

    /// Returns the recorded result.
    pub(super) fn replay(&self, attempt: &Attempt<'_>) -> Attempted {
        match (&self.answer, self.failure) {
            (Some(answer), _) => {
                let status = StatusCode::from_u16(answer.status).unwrap_or_default();
                let (headers, body) = (answer.header_map(), Bytes::from(answer.body.clone()));
                let content = answer::judge(attempt, status, &headers, &body)?;
                Ok(Answer {
                    status,
                    headers,
                    body,
                    content,
                })
            }
            (None, Some(failure)) => Err(failure.replay(attempt.max_response_bytes)),
            // A recording is checked when it is read, so one of them exists.
            (None, None) => Err(impossible(ErrorKind::setup("nothing is recorded"))),
        }
    }
}

/// Returns an answer without what must not be shown.
fn answered(asked: &Asked, answer: &Answer, keeps_unknown: bool) -> Answered {
    let decode = |notes: &Notes| (asked.decode)(Payload::new(&answer.content, notes));
    let parts = Notes::hidden_parts(decode).filter(|_| asked.is_known());
    let unknown = unknown(keeps_unknown);
    let data = match &parts {
        Some(parts) => Show::all_but(Some(parts), keeps_unknown),
        None => unknown,
    };
    // Any other answer is known to be JSON, which is UTF-8.
    let text = std::str::from_utf8(&answer.body).unwrap_or_default();
    let body = match &answer.content {
        Content::Data(_) | Content::Nothing => redact::envelope(text, data, unknown),
        Content::Bare(_) => redact::value(text, data),
        Content::Text(_) if !keeps_unknown => REDACTED.to_owned(),
        Content::Text(_) => String::from_utf8_lossy(&answer.body).into_owned(),
    };
    let media_type = match &answer.content {
        Content::Text(_) => {
            let media_type = answer.headers.get(CONTENT_TYPE);
            let media_type = media_type.and_then(|value| value.to_str().ok());
            Some(media_type.unwrap_or("text/plain").to_owned())
        }
        // Of several media types, one said JSON.
        _ => Some(JSON.to_owned()),
    };
    Answered {
        status: answer.status.as_u16(),
        headers: headers([(CONTENT_TYPE, media_type)]),
        body,
    }
}

/// Returns a refusal: the platform's code and message, without the data.
fn refused(failed: &Failed<ErrorKind>, keeps_unknown: bool) -> Option<Answered> {
    let (status, envelope) = match (&failed.error, failed.cause) {
        // Recorded as a failure, which says that nothing was sent.
        (_, Cause::NotSent { .. }) => return None,
        // The client corrects the clock itself, and a replay has no clock to correct.
        (_, Cause::Clock) => return None,
        (ErrorKind::Platform { status, envelope }, _) => (status, Some(envelope)),
        (ErrorKind::Status { status, envelope }, _) => (status, envelope.as_ref()),
        (ErrorKind::Decode { status, .. }, _) => return Some(broken(*status)),
        _ => return None,
    };
    let after = match failed.cause {
        Cause::Busy { after } | Cause::Unknown { after } => after,
        _ => None,
    };
    let after = after.map(|after| after.as_secs().to_string());
    let media_type = envelope.map(|_| JSON.to_owned());
    let body = envelope.map(|envelope| {
        let show = unknown(keeps_unknown);
        redact::envelope(&envelope_text(envelope), show, show)
    });
    Some(Answered {
        status: status.as_u16(),
        headers: headers([(CONTENT_TYPE, media_type), (RETRY_AFTER, after)]),
        body: body.unwrap_or_default(),
    })
}

const JSON: &str = "application/json";

/// Returns an answer that does not match its media type, in the recording and in the replay.
fn broken(status: StatusCode) -> Answered {
    Answered {
        status: status.as_u16(),
        headers: headers([(CONTENT_TYPE, Some(JSON.to_owned()))]),
        body: REDACTED.to_owned(),
    }
}

fn unknown(is_kept: bool) -> Show<'static> {
    if is_kept {
        Show::Everything
    } else {
        Show::Nothing
    }
}

fn envelope_text(envelope: &PlatformError) -> String {
    let mut out = JsonWriter::default();
    out.begin_object();
    out.key(PLATFORM.code);
    out.raw(&envelope.code.to_string());
    out.key(PLATFORM.message);
    out.text(&envelope.message);
    if let Some(data) = &envelope.data {
        out.key(PLATFORM.data);
        out.raw(data.as_str());
    }
    out.end_object();
    out.finish()
}

fn headers<const N: usize>(headers: [(HeaderName, Option<String>); N]) -> BTreeMap<String, String> {
    let given = headers.into_iter();
    given
        .filter_map(|(name, value)| Some((name.to_string(), value?)))
        .collect()
}

impl Answered {
    fn header_map(&self) -> HeaderMap {
        let parsed = self.headers.iter().filter_map(|(name, value)| {
            let name: HeaderName = name.parse().ok()?;
            Some((name, HeaderValue::from_str(value).ok()?))
        });
        parsed.collect()
    }
}

/// Returns the failure of an attempt without an answer, if it is one.
fn failure(failed: &Failed<ErrorKind>) -> Option<Failure> {
    let sent = !matches!(failed.cause, Cause::NotSent { .. });
    let kind = match &failed.error {
        ErrorKind::Transport { connect: true, .. } => FailureKind::NoConnection,
        ErrorKind::Transport { .. } => FailureKind::BrokenOff,
        ErrorKind::Timeout { .. } => FailureKind::Timeout,
        ErrorKind::TooLarge { .. } => FailureKind::TooLarge,
        // An answer that came before anything was sent.
        ErrorKind::Status { .. } if !sent => FailureKind::BrokenOff,
        _ => return None,
    };
    Some(Failure { kind, sent })
}

impl Failure {
    fn replay(self, limit: u64) -> Failed<ErrorKind> {
        let transport = |problem: &'static str, connect| ErrorKind::Transport {
            problem: problem.into(),
            connect,
            source: "as recorded".into(),
        };
        let error = match self.kind {
            FailureKind::NoConnection => transport("no connection", true),
            FailureKind::BrokenOff => transport("the connection broke", false),
            FailureKind::Timeout => ErrorKind::Timeout { limit: None },
            FailureKind::TooLarge => ErrorKind::TooLarge { limit },
        };
        let cause = if self.sent {
            Cause::Unknown { after: None }
        } else {
            Cause::NotSent { after: None }
        };
        Failed { error, cause }
    }
}
