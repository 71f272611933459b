//! One attempt over HTTP: sends a signed call and reads its answer within limits.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use reqwest::header::{AGE, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Method, Response, StatusCode};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use tracing::{Instrument, Span};

use super::client::Shared;
use super::clock::{Moment, Stamp};
use super::decode::Notes;
use super::envelope::{self, Opened};
use super::error::{ErrorKind, InvalidArgument};
use super::fields::Fields;
use super::forwarding;
use super::handover::Handover;
use super::retry::{Attempt, Cause, Deadline, Failed};
use super::signer::Signed;
use crate::generated::platform::PLATFORM;

/// A successful answer with its envelope opened.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) content: Found,
}

/// Which part of the body is the answer's content.
#[derive(Debug)]
pub(crate) enum Found {
    /// The envelope's data, as JSON.
    Data(std::ops::Range<usize>),
    /// An envelope without data.
    Nothing,
    /// The whole body, as JSON.
    Bare(std::ops::Range<usize>),
    /// The whole body, as text.
    Text,
}

/// A call that is being sent, with as many attempts as needed.
pub(crate) struct Sending {
    pub(crate) shared: Arc<Shared>,
    pub(crate) fields: Box<Fields>,
    pub(crate) limit: u64,
}

impl Attempt for &Sending {
    type Output = Answer;
    type Error = ErrorKind;

    fn attempt(
        &mut self,
        number: u32,
        deadline: Deadline,
    ) -> impl Future<Output = Result<Answer, Failed<ErrorKind>>> + Send {
        let span = tracing::debug_span!(
            "attempt",
            "http.request.resend_count" = number - 1,
            "http.response.status_code" = tracing::field::Empty,
        );
        let handover = Handover::default();
        async move {
            // Pinned here, so that wrappers hold a reference instead of the whole future.
            let exchange = pin!(self.exchange(&handover, &span));
            let timed = tokio::time::timeout_at(deadline.at, exchange.instrument(span.clone()));
            let result = timed.await.unwrap_or_else(|_| {
                Err(unclear(ErrorKind::Timeout {
                    limit: Some(deadline.limit),
                }))
            });
            result.map_err(|failed| proved(failed, &handover))
        }
    }
}

/// Replaces `Unknown` by `NotSent` if the handover record proves it.
fn proved(failed: Failed<ErrorKind>, handover: &Handover) -> Failed<ErrorKind> {
    match failed.cause {
        Cause::Unknown { after } if handover.give_up() => Failed {
            cause: Cause::NotSent { after },
            ..failed
        },
        _ => failed,
    }
}

impl Sending {
    /// Creates the span of the whole call.
    pub(crate) fn span(&self) -> Span {
        let base = self.shared.urls.base();
        tracing::info_span!(
            "call",
            "otel.name" = %self.fields.name(),
            "otel.kind" = "client",
            "http.request.method" = "POST",
            "server.address" = base.host_str(),
            "server.port" = base.port_or_known_default(),
            "url.path" = self.fields.path().as_ref(),
            "error.type" = tracing::field::Empty,
        )
    }

    async fn exchange(
        &self,
        handover: &Handover,
        span: &Span,
    ) -> Result<Answer, Failed<ErrorKind>> {
        let (signed, stamp) = self.shared.sign(&self.fields).map_err(impossible)?;
        let _watched = self.shared.watcher.attempt(signed.nonce.as_str());
        // Values that live across an await increase the size of every call's future: a form is built in place,
        // and the rare multipart body in a separate future.
        let http = self.shared.http.client();
        let http = http.map_err(|error| impossible(cannot_be_made(error)))?;
        let sending = {
            let mut request = if self.fields.files().is_empty() {
                self.form_request(signed)
            } else {
                Box::pin(self.multipart_request(&http, signed)).await?
            };
            if let Some(body) = request.body_mut().take() {
                *request.body_mut() = Some(Body::wrap(handover.track(body)));
            }
            http.execute(request)
        };
        let route = self.shared.http.route();
        let sent = sending.await.map_err(|error| send_failure(error, handover));
        let mut response = sent.map_err(|failed| through(route, failed))?;
        let status = response.status();
        span.record("http.response.status_code", status.as_u16());
        let body = read(&mut response, self.limit).await?;
        let headers = std::mem::take(response.headers_mut());
        match self.judge(status, &headers, &body) {
            Ok(content) => {
                self.shared.clock.accepted();
                Ok(Answer {
                    status,
                    headers,
                    body,
                    content,
                })
            }
            Err(failed) => Err(self.refused(failed, stamp, &headers)),
        }
    }

    /// Interprets an answer.
    pub(crate) fn judge(
        &self,
        status: StatusCode,
        headers: &HeaderMap,
        body: &Bytes,
    ) -> Result<Found, Failed<ErrorKind>> {
        judge(status, headers, body).map_err(|failed| Failed {
            cause: if self.forwards() {
                forwarding::of_unknown_origin(failed.cause)
            } else {
                failed.cause
            },
            ..failed
        })
    }

    /// Returns whether the answer may come from a service behind the platform.
    fn forwards(&self) -> bool {
        let endpoint = self.fields.endpoint();
        // A call that the spec does not describe may still use the path of one that it describes.
        let is_untyped = endpoint.path.is_empty();
        let url = || self.shared.urls.of(self.fields.path().clone());
        endpoint.forwards || (is_untyped && forwarding::is_forwarding_path(url().path()))
    }

    /// Returns the failure for a refused call. Its cause is the clock if the platform refused the call and its
    /// timestamp was too old.
    fn refused(
        &self,
        failed: Failed<ErrorKind>,
        stamp: Stamp,
        headers: &HeaderMap,
    ) -> Failed<ErrorKind> {
        let is_refusal = failed.cause == Cause::Rejected && is_in_envelope(&failed.error);
        // An answer with an `Age` is not the platform's answer to this signature.
        if !is_refusal || headers.contains_key(AGE) {
            return failed;
        }
        let clock = &self.shared.clock;
        let cause = if clock.refused(stamp, date(headers), Moment::now()) {
            Cause::Clock
        } else {
            failed.cause
        };
        Failed { cause, ..failed }
    }

    fn form_request(&self, signed: Signed) -> reqwest::Request {
        const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
        let mut request = self.empty_request();
        request.headers_mut().insert(CONTENT_TYPE, FORM);
        *request.body_mut() = Some(Body::from(signed.form));
        request
    }

    async fn multipart_request(
        &self,
        http: &reqwest::Client,
        signed: Signed,
    ) -> Result<reqwest::Request, Failed<ErrorKind>> {
        let form = self.multipart(&signed).await?;
        reqwest::RequestBuilder::from_parts(http.clone(), self.empty_request())
            .multipart(form)
            .build()
            .map_err(|error| impossible(cannot_be_made(error)))
    }

    fn empty_request(&self) -> reqwest::Request {
        let url = self.shared.urls.of(self.fields.path().clone());
        reqwest::Request::new(Method::POST, url)
    }

    async fn multipart(&self, signed: &Signed) -> Result<Form, Failed<ErrorKind>> {
        let mut form = Form::new().percent_encode_noop();
        let own = [
            (PLATFORM.key_field, self.shared.signer.app_key()),
            (PLATFORM.nonce_field, signed.nonce.as_str()),
            (PLATFORM.timestamp_field, signed.timestamp.as_str()),
            (PLATFORM.signature_field, signed.signature.as_str()),
        ];
        for (name, value) in own.into_iter().chain(self.fields.iter()) {
            form = form.text(part_name(name)?, value.to_owned());
        }
        for (name, file) in self.fields.files() {
            let body = file.body().await.map_err(|error| {
                let problem = format!("cannot be read: {error}");
                impossible(ErrorKind::Argument(InvalidArgument {
                    name: name.clone(),
                    problem,
                }))
            })?;
            let part = Part::stream_with_length(body, file.length())
                .file_name(file.name().to_owned())
                .mime_str(file.media_type())
                .map_err(|error| impossible(cannot_be_made(error)))?;
            form = form.part(part_name(name)?, part);
        }
        Ok(form)
    }
}

/// Returns the name of a part. It is written between quotes, where these characters have no agreed escape.
fn part_name(name: &str) -> Result<String, Failed<ErrorKind>> {
    if name
        .chars()
        .any(|c| c.is_control() || matches!(c, '"' | '\\'))
    {
        let problem = "has a name that a multipart body cannot carry".to_owned();
        let argument = InvalidArgument {
            name: name.to_owned().into(),
            problem,
        };
        return Err(impossible(ErrorKind::Argument(argument)));
    }
    Ok(name.to_owned())
}

/// Reads the body, up to the limit.
async fn read(response: &mut Response, limit: u64) -> Result<Bytes, Failed<ErrorKind>> {
    let too_large = || unclear(ErrorKind::TooLarge { limit });
    let length = |bytes: &[u8]| u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let declared = response.content_length();
    if declared.is_some_and(|declared| declared > limit) {
        return Err(too_large());
    }
    let mut body = Bytes::new();
    while declared != Some(length(&body)) {
        let Some(chunk) = response.chunk().await.map_err(read_failure)? else {
            break;
        };
        if length(&body).saturating_add(length(&chunk)) > limit {
            return Err(too_large());
        }
        // Most answers arrive in one piece, which is used without a copy.
        body = if body.is_empty() {
            chunk
        } else {
            let mut longer = BytesMut::from(body);
            longer.extend_from_slice(&chunk);
            longer.freeze()
        };
    }
    Ok(body)
}

/// Interprets an answer that comes from the platform itself.
fn judge(
    status: StatusCode,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Found, Failed<ErrorKind>> {
    let json = is_json(headers, body);
    let notes = Notes::default();
    if !status.is_success() {
        let envelope = match json.then(|| envelope::open(body, &notes)) {
            Some(Ok(Opened::Refused(envelope))) => Some(envelope),
            _ => None,
        };
        return Err(Failed {
            cause: status_cause(status, headers),
            error: ErrorKind::Status { status, envelope },
        });
    }
    if !json && !looks_like_json(body) {
        return Ok(Found::Text);
    }
    match envelope::open(body, &notes) {
        Ok(Opened::Refused(envelope)) => Err(Failed {
            cause: Cause::Rejected,
            error: ErrorKind::Platform { status, envelope },
        }),
        // A refusal counts even if its media type is not JSON. Any other such answer is text.
        _ if !json => Ok(Found::Text),
        Ok(Opened::Data(None)) => Ok(Found::Nothing),
        Ok(Opened::Data(Some(data))) => Ok(Found::Data(range_of(data, body))),
        Ok(Opened::Bare(text)) => Ok(Found::Bare(range_of(text, body))),
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

/// Returns whether the platform refused the call with its own code.
fn is_in_envelope(error: &ErrorKind) -> bool {
    matches!(
        error,
        ErrorKind::Platform { .. }
            | ErrorKind::Status {
                envelope: Some(_),
                ..
            }
    )
}

/// Returns the date of an answer, if there is exactly one.
fn date(headers: &HeaderMap) -> Option<&str> {
    let mut dates = headers.get_all(DATE).iter();
    match (dates.next(), dates.next()) {
        (Some(date), None) => date.to_str().ok(),
        _ => None,
    }
}

/// Returns how long the platform asks to wait: seconds, or a date relative to the answer's own date.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
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
    let text = body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body);
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// Returns the range of a part within the body.
fn range_of(part: &str, body: &[u8]) -> std::ops::Range<usize> {
    let start = part.as_ptr().addr().saturating_sub(body.as_ptr().addr());
    start..start + part.len()
}

/// Interprets a failure of the HTTP library. Only our own record decides whether the call was sent, because the
/// library reports the same kinds of errors after it has sent a body.
fn send_failure(error: reqwest::Error, handover: &Handover) -> Failed<ErrorKind> {
    if !handover.give_up() {
        return unclear(broken_off(error));
    }
    if error.is_builder() {
        return impossible(cannot_be_made(error));
    }
    let error = if error.is_connect() {
        ErrorKind::Transport {
            problem: "no connection".into(),
            connect: true,
            source: error.into(),
        }
    } else {
        broken_off(error)
    };
    Failed {
        error,
        cause: Cause::NotSent { after: None },
    }
}

fn broken_off(error: reqwest::Error) -> ErrorKind {
    ErrorKind::Transport {
        problem: "the connection broke".into(),
        connect: false,
        source: error.into(),
    }
}

fn cannot_be_made(error: reqwest::Error) -> ErrorKind {
    ErrorKind::Setup {
        problem: "the request cannot be made".to_owned(),
        source: Some(error.into()),
    }
}

/// Adds the proxy to a failure to connect.
fn through(route: Option<&str>, mut failed: Failed<ErrorKind>) -> Failed<ErrorKind> {
    let problem = match &mut failed.error {
        ErrorKind::Transport {
            problem,
            connect: true,
            ..
        } => problem,
        _ => return failed,
    };
    if let Some(route) = route {
        *problem = format!("{problem}{route}").into();
    }
    failed
}

fn read_failure(error: reqwest::Error) -> Failed<ErrorKind> {
    unclear(ErrorKind::Transport {
        problem: "the connection broke while the answer was read".into(),
        connect: false,
        source: error.into(),
    })
}

fn unclear(error: ErrorKind) -> Failed<ErrorKind> {
    Failed {
        error,
        cause: Cause::Unknown { after: None },
    }
}

fn impossible(error: ErrorKind) -> Failed<ErrorKind> {
    Failed {
        error,
        cause: Cause::Impossible,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_platform_may_ask_to_wait_in_seconds_or_until_a_date() {
        let asked = |retry_after: &str, date: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(
                RETRY_AFTER,
                HeaderValue::from_str(retry_after).expect("a header"),
            );
            if let Some(date) = date {
                headers.insert(DATE, HeaderValue::from_str(date).expect("a header"));
            }
            super::retry_after(&headers)
        };
        let now = Some("Mon, 23 Nov 2026 07:27:59 GMT");
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(asked("7", now), seconds(7));
        assert_eq!(asked(" 0 ", now), seconds(0));
        // A date counts from the answer's own, whatever the local clock says.
        assert_eq!(asked("Mon, 23 Nov 2026 07:28:29 GMT", now), seconds(30));
        assert_eq!(asked("Mon, 23 Nov 2026 07:00:00 GMT", now), seconds(0));
        assert_eq!(asked("Sun, 06 Nov 1994 08:49:37 GMT", None), seconds(0));
        for nonsense in ["", "soon", "-1", "1.5", "99999999999999999999"] {
            assert_eq!(asked(nonsense, now), None, "{nonsense}");
        }
        assert_eq!(super::retry_after(&HeaderMap::new()), None);
    }
}
