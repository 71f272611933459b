//! Converts between the result of an attempt and its recorded form.

use std::collections::BTreeMap;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};

use super::asked::Asked;
use super::format::{Answered, Call, Failure, FailureKind, REDACTED};
use super::redact;
use crate::runtime::decode::{Content, Notes};
use crate::runtime::download::Download;
use crate::runtime::error::ErrorKind;
use crate::runtime::exchange::{Answer, Attempt, Attempted, impossible};
use crate::runtime::generated::Payload;
use crate::runtime::retry::{Cause, Failed};
use crate::runtime::{Json, answer, envelope};

const JSON: &str = "application/json";

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
                if answer.streamed {
                    let problem = "the recorded answer was a file, whose content is not recorded";
                    return Err(impossible(ErrorKind::setup(problem)));
                }
                // A recording is checked when it is read, so this does not fail.
                let head = answer.head();
                let (status, headers) =
                    head.map_err(|problem| impossible(ErrorKind::setup(problem)))?;
                let body = Bytes::from(answer.body.clone());
                if attempt.streams() && status.is_success() {
                    return file(attempt, status, headers, body);
                }
                let content = answer::judge(attempt, status, &headers, &body)?;
                Ok(Answer {
                    status,
                    headers,
                    body,
                    content,
                })
            }
            (None, Some(failure)) => Err(failure.replay(attempt.max_response_bytes)),
            (None, None) => Err(impossible(ErrorKind::setup("nothing is recorded"))),
        }
    }
}

/// Returns a refusal, or a file whose content was added to the recording.
fn file(attempt: &Attempt<'_>, status: StatusCode, headers: HeaderMap, body: Bytes) -> Attempted {
    if let Some(envelope) = envelope::refusal(&body) {
        return Err(answer::no_file(attempt, status, envelope));
    }
    let length = u64::try_from(body.len()).ok();
    let file = Download::new(attempt, &headers, length, body.into(), None);
    Ok(Answer {
        status,
        headers,
        body: Bytes::new(),
        content: Content::file(file),
    })
}

/// Returns an answer without what must not be shown.
fn answered(asked: &Asked, answer: &Answer, keeps_unknown: bool) -> Answered {
    let media_type = answer.headers.get(CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    if let Content::File(_) = answer.content {
        return Answered {
            streamed: true,
            ..Answered::new(answer.status, media_type, String::new())
        };
    }
    let decode = |notes: &Notes| (asked.decode)(Payload::new(&answer.content, notes));
    let parts = Notes::hidden_parts(decode).filter(|_| asked.is_known());
    let text = String::from_utf8_lossy(&answer.body);
    let (media_type, body) = match &answer.content {
        // Of several media types, one said JSON.
        Content::Data(_) | Content::Nothing => {
            let body = redact::envelope(&text, parts.as_ref(), keeps_unknown);
            (JSON, body)
        }
        Content::Bare(_) => (JSON, redact::value(&text, parts.as_ref(), keeps_unknown)),
        Content::Text(_) | Content::File(_) => {
            let text = if keeps_unknown { &*text } else { REDACTED };
            (media_type.unwrap_or("text/plain"), text.to_owned())
        }
    };
    Answered::new(answer.status, Some(media_type), body)
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
        // An answer that does not match its media type, in the recording and in the replay.
        (ErrorKind::Decode { status, .. }, _) => {
            return Some(Answered::new(*status, Some(JSON), REDACTED.to_owned()));
        }
        _ => return None,
    };
    let body = envelope.map(|envelope| {
        let data = envelope.data.as_ref().map(Json::as_str);
        let text = envelope::written(envelope.code, &envelope.message, data, None);
        redact::envelope(&text, None, keeps_unknown)
    });
    let media_type = envelope.map(|_| JSON);
    let mut answered = Answered::new(*status, media_type, body.unwrap_or_default());
    if let Cause::Busy { after: Some(after) } | Cause::Unknown { after: Some(after) } = failed.cause
    {
        let after = after.as_secs().to_string();
        answered.headers.insert(RETRY_AFTER.to_string(), after);
    }
    Some(answered)
}

impl Answered {
    fn new(status: StatusCode, media_type: Option<&str>, body: String) -> Self {
        let media_type = media_type.map(|value| (CONTENT_TYPE.to_string(), value.to_owned()));
        Self {
            status: status.as_u16(),
            headers: BTreeMap::from_iter(media_type),
            body,
            streamed: false,
        }
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
