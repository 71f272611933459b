//! Interprets an answer: whether the call succeeded, what a failure proves, and which part is the content.

use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;

use super::decode::Content;
use super::envelope::{self, Opened};
use super::error::{ErrorKind, PlatformError};
use super::exchange::{Attempt, unclear};
use super::forwarding;
use super::retry::{Cause, Failed};

pub(crate) fn judge(
    attempt: &Attempt<'_>,
    status: StatusCode,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Content, Failed<ErrorKind>> {
    judge_platform(status, headers, body).map_err(|failed| of_origin(attempt, failed))
}

/// Returns the failure of a call whose answer is a refusal instead of a file.
pub(crate) fn no_file(
    attempt: &Attempt<'_>,
    status: StatusCode,
    envelope: PlatformError,
) -> Failed<ErrorKind> {
    let failed = Failed {
        cause: Cause::Rejected,
        error: ErrorKind::Platform { status, envelope },
    };
    of_origin(attempt, failed)
}

fn of_origin(attempt: &Attempt<'_>, mut failed: Failed<ErrorKind>) -> Failed<ErrorKind> {
    if attempt.forwards() {
        failed.cause = forwarding::of_unknown_origin(failed.cause);
    }
    failed
}

/// Interprets an answer that comes from the platform itself.
pub(crate) fn judge_platform(
    status: StatusCode,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Content, Failed<ErrorKind>> {
    let json = is_json(headers, body);
    if !status.is_success() {
        let envelope = match json.then(|| envelope::open(body)) {
            Some(Ok(Opened::Refused(envelope))) => Some(envelope),
            _ => None,
        };
        return Err(Failed {
            cause: status_cause(status, headers),
            error: ErrorKind::Status { status, envelope },
        });
    }
    if !json && !looks_like_json(body) {
        return Ok(Content::Text(body.clone()));
    }
    match envelope::open(body) {
        Ok(Opened::Refused(envelope)) => Err(Failed {
            cause: Cause::Rejected,
            error: ErrorKind::Platform { status, envelope },
        }),
        // A refusal counts even if its media type is not JSON. Any other such answer is text.
        _ if !json => Ok(Content::Text(body.clone())),
        Ok(Opened::Content(content)) => Ok(content),
        Err(problem) => Err(unclear(ErrorKind::Decode {
            status,
            problem,
            body: body.clone(),
        })),
    }
}

fn status_cause(status: StatusCode, headers: &HeaderMap) -> Cause {
    match status {
        // All three mean that the request was not processed.
        StatusCode::TOO_MANY_REQUESTS | StatusCode::TOO_EARLY | StatusCode::MISDIRECTED_REQUEST => {
            Cause::Busy {
                after: retry_after(headers),
            }
        }
        // May have been sent before the request arrived, by a server that closes an idle connection.
        StatusCode::REQUEST_TIMEOUT => Cause::Unknown {
            after: retry_after(headers),
        },
        status if status.is_client_error() => Cause::Rejected,
        _ => Cause::Unknown {
            after: retry_after(headers),
        },
    }
}

/// Returns how long the platform asks to wait: seconds, or a date relative to the answer's own date.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    };
    let asked = text(RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = |text| OffsetDateTime::parse(text, &Rfc2822).ok();
    let now = text(DATE)
        .and_then(date)
        .unwrap_or_else(OffsetDateTime::now_utc);
    Some(Duration::try_from(date(asked)? - now).unwrap_or(Duration::ZERO))
}

/// Returns whether a body is JSON: by its media type, or by its first character if there is no media type.
fn is_json(headers: &HeaderMap, body: &[u8]) -> bool {
    if !headers.contains_key(CONTENT_TYPE) {
        return looks_like_json(body);
    }
    // A proxy may repeat the header, or join two into one.
    let values = headers.get_all(CONTENT_TYPE).iter();
    values
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .any(is_json_type)
}

fn is_json_type(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let has_suffix = |(_, suffix): (&str, &str)| suffix.eq_ignore_ascii_case("json");
    essence.eq_ignore_ascii_case("application/json")
        || essence.rsplit_once('+').is_some_and(has_suffix)
}

fn looks_like_json(body: &[u8]) -> bool {
    let text = envelope::without_mark(body).trim_ascii_start();
    matches!(text.first(), Some(b'{' | b'['))
}
