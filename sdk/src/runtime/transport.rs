//! Performs attempts over HTTP: signs a call, sends it, and reads its answer within limits.

use std::time::SystemTime;

use bytes::{Bytes, BytesMut};
use reqwest::header::{AGE, CONTENT_TYPE, DATE, HeaderMap, HeaderValue};
use reqwest::multipart::{Form, Part};
use reqwest::{Body, Method, Response};
use tracing::Span;
use url::Url;

use super::answer;
use super::clock::{Clock, Moment, Stamp, unix_seconds};
use super::decode::Content;
use super::download::Download;
use super::error::ErrorKind;
use super::exchange::{Answer, Attempt, Attempted, Exchange, Exchanging, impossible, unclear};
use super::fields::Fields;
use super::handover::Handover;
use super::http::Http;
use super::nonce::Nonce;
use super::retry::{Cause, Failed};
use super::signer::{Signed, Signer};
use super::watch::Watcher;
use crate::generated::platform::PLATFORM;

pub(crate) struct Transport {
    pub(crate) http: Http,
    pub(crate) signer: Signer,
    pub(crate) clock: Clock,
    pub(crate) watcher: Watcher,
}

/// What an attempt received within its time limit.
enum Received {
    Answer(Answer),
    /// The head of a file, and when the call was signed.
    File(Box<(Response, Stamp)>),
}

impl Exchange for Transport {
    fn exchange<'a>(&'a self, attempt: Attempt<'a>) -> Exchanging<'a> {
        Box::pin(async move {
            let handover = Handover::default();
            let limit = attempt.deadline.limit;
            let exchange = self.send_and_read(attempt, &handover);
            let timed = tokio::time::timeout_at(attempt.deadline.at, exchange);
            let received = timed
                .await
                .unwrap_or_else(|_| Err(unclear(ErrorKind::Timeout { limit: Some(limit) })));
            let result = match received {
                Ok(Received::Answer(answer)) => Ok(answer),
                Ok(Received::File(file)) => Box::pin(self.open_file(attempt, *file)).await,
                Err(failed) => Err(failed),
            };
            result.map_err(|mut failed| {
                if let Cause::Unknown { after } = failed.cause
                    && handover.give_up()
                {
                    failed.cause = Cause::NotSent { after };
                }
                failed
            })
        })
    }
}

impl Transport {
    /// Signs a call for one attempt, with a new nonce and the platform's time.
    pub(crate) fn sign(&self, fields: &Fields) -> Result<(Signed, Stamp), ErrorKind> {
        let nonce = Nonce::new()
            .ok_or_else(|| ErrorKind::setup("the system has no random numbers for a nonce"))?;
        let stamp = self.clock.stamp(unix_seconds(SystemTime::now()));
        Ok((self.signer.sign(fields, nonce, stamp.unix()), stamp))
    }

    async fn send_and_read(
        &self,
        attempt: Attempt<'_>,
        handover: &Handover,
    ) -> Result<Received, Failed<ErrorKind>> {
        let (signed, stamp) = self.sign(attempt.fields).map_err(impossible)?;
        let watcher = self.watcher.as_ref();
        let _watched = watcher.and_then(|watcher| watcher.attempt(signed.nonce.as_str()));
        let http = self.http.client();
        let http = http.map_err(|error| impossible(cannot_be_made(error)))?;
        // A value that lives across an await increases the size of every attempt's future: a form is built in
        // place, and the rare multipart body in a separate future.
        let sending = {
            let mut request = if attempt.fields.files.is_empty() {
                plain_request(&attempt, signed)?
            } else {
                Box::pin(self.multipart_request(&http, attempt, signed)).await?
            };
            if let Some(body) = request.body_mut().take() {
                *request.body_mut() = Some(Body::wrap(handover.track(body)));
            }
            http.execute(request)
        };
        let sent = sending.await;
        let mut response = sent.map_err(|error| self.send_failure(error, handover))?;
        let status = response.status();
        Span::current().record("http.response.status_code", status.as_u16());
        if attempt.streams() && status.is_success() {
            return Ok(Received::File(Box::new((response, stamp))));
        }
        let body = read(&mut response, attempt.max_response_bytes).await?;
        let headers = std::mem::take(response.headers_mut());
        match answer::judge(&attempt, status, &headers, &body) {
            Ok(content) => {
                self.clock.accepted();
                Ok(Received::Answer(Answer {
                    status,
                    headers,
                    body,
                    content,
                }))
            }
            Err(failed) => Err(self.refused(failed, stamp, &headers)),
        }
    }

    /// Reads the start of a file, which may be a refusal instead. No limit but that of each chunk applies.
    async fn open_file(
        &self,
        attempt: Attempt<'_>,
        (mut response, stamp): (Response, Stamp),
    ) -> Attempted {
        let (status, length) = (response.status(), response.content_length());
        let headers = std::mem::take(response.headers_mut());
        let watcher = self.watcher.clone();
        let mut file = Download::new(&attempt, &headers, length, response.into(), watcher);
        match file.refusal().await {
            Ok(None) => {
                self.clock.accepted();
                Ok(Answer {
                    status,
                    headers,
                    body: Bytes::new(),
                    content: Content::file(file),
                })
            }
            Ok(Some(envelope)) => {
                let failed = answer::no_file(&attempt, status, envelope);
                Err(self.refused(failed, stamp, &headers))
            }
            Err(error) => Err(Failed {
                error,
                cause: Cause::BrokenFile,
            }),
        }
    }

    /// Returns the failure for a refused call. Its cause is the clock if the platform refused the call and its
    /// timestamp was too old.
    fn refused(
        &self,
        mut failed: Failed<ErrorKind>,
        stamp: Stamp,
        headers: &HeaderMap,
    ) -> Failed<ErrorKind> {
        let is_refusal = failed.cause == Cause::Rejected && failed.error.code().is_some();
        // An answer with an `Age` is not the platform's answer to this signature.
        let is_own = !headers.contains_key(AGE);
        if is_refusal && is_own && self.clock.refused(stamp, date(headers), Moment::now()) {
            failed.cause = Cause::Clock;
        }
        failed
    }

    async fn multipart_request(
        &self,
        http: &reqwest::Client,
        attempt: Attempt<'_>,
        signed: Signed,
    ) -> Result<reqwest::Request, Failed<ErrorKind>> {
        let form = self.multipart(attempt.fields, &signed).await?;
        let request = http.post(url(&attempt)?).multipart(form);
        request
            .build()
            .map_err(|error| impossible(cannot_be_made(error)))
    }

    async fn multipart(&self, fields: &Fields, signed: &Signed) -> Result<Form, Failed<ErrorKind>> {
        let mut form = Form::new().percent_encode_noop();
        let own = [
            &self.signer.app_key,
            signed.nonce.as_str(),
            signed.timestamp.as_str(),
            signed.signature.as_str(),
        ];
        let own = PLATFORM.own_fields().into_iter().zip(own);
        for (name, value) in own.chain(fields.iter()) {
            form = form.text(part_name(name)?, value.to_owned());
        }
        for (name, file) in &fields.files {
            let body = file.body().await.map_err(|error| {
                let problem = format!("cannot be read: {error}");
                impossible(ErrorKind::argument(name.clone(), problem))
            })?;
            let part = Part::stream_with_length(body, file.length())
                .file_name(file.name().to_owned())
                .mime_str(file.media_type())
                .map_err(|error| impossible(cannot_be_made(error)))?;
            form = form.part(part_name(name)?, part);
        }
        Ok(form)
    }

    /// Interprets a failure of the HTTP library. Only our own record decides whether the call was sent, because
    /// the library reports the same kinds of errors after it has sent a body. `exchange` replaces the cause then.
    fn send_failure(&self, error: reqwest::Error, handover: &Handover) -> Failed<ErrorKind> {
        let is_unsent = handover.give_up();
        if is_unsent && error.is_builder() {
            return impossible(cannot_be_made(error));
        }
        if !is_unsent || !error.is_connect() {
            return unclear(ErrorKind::broken("the connection broke", error));
        }
        let route = self.http.route.as_deref().unwrap_or_default();
        unclear(ErrorKind::Transport {
            problem: format!("no connection{route}").into(),
            connect: true,
            source: error.into(),
        })
    }
}

/// Returns the URL of a call. The HTTP library panics if it is longer than `http::Uri` can be.
fn url(attempt: &Attempt<'_>) -> Result<Url, Failed<ErrorKind>> {
    const MAX_BYTES: usize = 65_534;
    let url = attempt.url();
    if url.as_str().len() <= MAX_BYTES {
        return Ok(url);
    }
    let in_path = attempt.fields.in_path.first();
    let name = in_path.map_or("path", |(name, _)| *name);
    let problem = format!("makes the URL longer than {MAX_BYTES} bytes");
    Err(impossible(ErrorKind::argument(name, problem)))
}

/// Returns a request whose body is a form or JSON.
fn plain_request(
    attempt: &Attempt<'_>,
    signed: Signed,
) -> Result<reqwest::Request, Failed<ErrorKind>> {
    const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
    const JSON: HeaderValue = HeaderValue::from_static("application/json");
    let is_json = attempt.fields.endpoint.json_body;
    let mut request = reqwest::Request::new(Method::POST, url(attempt)?);
    let content_type = if is_json { JSON } else { FORM };
    request.headers_mut().insert(CONTENT_TYPE, content_type);
    *request.body_mut() = Some(Body::from(signed.body));
    Ok(request)
}

/// Returns the name of a part. It is written between quotes, where these characters have no agreed escape.
fn part_name(name: &str) -> Result<String, Failed<ErrorKind>> {
    if name
        .chars()
        .any(|c| c.is_control() || matches!(c, '"' | '\\'))
    {
        let problem = "has a name that a multipart body cannot carry";
        return Err(impossible(ErrorKind::argument(name.to_owned(), problem)));
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
    let mut body = BytesMut::new();
    while declared != Some(length(&body)) {
        let chunk = response.chunk().await.map_err(|error| {
            let problem = "the connection broke while the answer was read";
            unclear(ErrorKind::broken(problem, error))
        })?;
        let Some(chunk) = chunk else { break };
        if length(&body).saturating_add(length(&chunk)) > limit {
            return Err(too_large());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

fn cannot_be_made(error: reqwest::Error) -> ErrorKind {
    ErrorKind::setup_from("the request cannot be made", error)
}

/// Returns the date of an answer, if there is exactly one.
fn date(headers: &HeaderMap) -> Option<&str> {
    let mut dates = headers.get_all(DATE).iter();
    match (dates.next(), dates.next()) {
        (Some(date), None) => date.to_str().ok(),
        _ => None,
    }
}
