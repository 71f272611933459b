//! A call that is not sent yet: its request and options, and the future it returns.

use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

use super::client::Client;
use super::decode::{Content, Notes, Payload};
use super::engine::{Done, Engine};
use super::envelope;
use super::error::{Error, Result};
use super::fields::Fields;
use super::pagination::Pagination;
use super::request::Request;
use super::retry::Policy;

/// A call that is not sent yet. `.await` it to send it.
///
/// Setters are named after the optional parameters. Options of the call itself start with `with_`.
///
/// `C` is the client that sends it.
#[must_use = "a call does nothing until it is awaited or sent"]
#[derive(Clone, Debug)]
pub struct Call<R, C = Client> {
    pub(super) client: C,
    request: R,
    pub(super) policy: Policy,
}

impl<R: Request, C> Call<R, C> {
    pub(super) fn new(client: C, request: R, policy: Policy) -> Self {
        Self {
            client,
            request,
            policy,
        }
    }

    /// Limits the time of the whole call: all attempts and the delays between them. Defaults to the limit of
    /// the client. For a [`Download`](crate::Download), it ends when the answer begins.
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.policy.call_timeout = limit;
        self
    }

    /// Limits the time of one attempt, from connecting to the last byte of the answer. Defaults to the limit of
    /// the client. For a [`Download`](crate::Download), it ends when the answer begins, and then limits the wait for
    /// each chunk.
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.policy.attempt_timeout = limit;
        self
    }

    /// Sets the maximum number of retries of this call; 0 disables retries. Defaults to that of the client.
    pub fn with_retries(mut self, retries: u32) -> Self {
        self.policy.retries = retries;
        self
    }

    /// Sets whether this call may be sent again if it is unknown whether it was carried out. Defaults to what
    /// the spec says about the endpoint.
    pub fn with_safe_to_repeat(mut self, safe: bool) -> Self {
        self.policy.safe = Some(safe);
        self
    }

    /// Limits the size of the answer, in bytes. Defaults to the limit of the client. A
    /// [`Download`](crate::Download) may have any size.
    pub fn with_max_response_bytes(mut self, limit: u64) -> Self {
        self.policy.max_response_bytes = limit;
        self
    }

    /// Sets an optional parameter if there is a value.
    ///
    /// ```
    /// # fn sign(client: &bge_private_sdk::Client, region: Option<bge_private_sdk::service::Region>) {
    /// let call = client.sign_url("ods/a.tsv").maybe(region, |call, region| call.region(region));
    /// # }
    /// ```
    pub fn maybe<T>(self, value: Option<T>, set: impl FnOnce(Self, T) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }

    /// Returns the request.
    pub fn request(&self) -> &R {
        &self.request
    }

    /// Returns the request for modification.
    pub fn request_mut(&mut self) -> &mut R {
        &mut self.request
    }

    /// Returns the request, to store it or to send it later with [`Client::call`].
    pub fn into_request(self) -> R {
        self.request
    }
}

impl Client {
    /// Creates a call from a request.
    pub fn call<R: Request>(&self, request: R) -> Call<R> {
        Call::new(self.clone(), request, self.0.policy)
    }
}

impl<R: Request> Call<R> {
    /// Sends the call and returns the typed answer. `.await` does the same.
    pub fn send(self) -> Answering<R::Response> {
        begin(self, response::<R>)
    }

    /// Sends the call and returns the typed answer with its status, headers and body.
    pub fn detailed(self) -> Answering<Detailed<R::Response>> {
        begin(self, detailed::<R>)
    }

    /// Returns the signed body without sending it. It is valid for 300 seconds, contains every parameter
    /// and the signature, and no files.
    ///
    /// # Errors
    /// Returns an error if an argument is not valid, as when sending.
    pub fn signed_form(&self) -> Result<String> {
        let fields = fields_of(self, &self.client.0)?;
        self.client.0.signed_form(&fields)
    }
}

// A method of `Call` could be mistaken for the setter of a parameter, even if it is private.

fn begin<R: Request, T>(call: Call<R>, finish: Finish<T>) -> Answering<T> {
    let exchange: Pin<Box<dyn Future<Output = Result<Done>> + Send>> =
        match fields_of(&call, &call.client.0) {
            Ok(fields) => Box::pin(call.client.0.call(fields, call.policy, decode::<R>)),
            Err(error) => Box::pin(std::future::ready(Err(error))),
        };
    Answering { exchange, finish }
}

pub(super) fn fields_of<R: Request, C>(call: &Call<R, C>, engine: &Engine) -> Result<Box<Fields>> {
    let mut fields = Fields::new(R::ENDPOINT);
    call.request.encode(&mut fields);
    fields.finish().inspect_err(|error| engine.report(error))
}

/// Decodes an answer for its notes alone.
pub(crate) fn decode<R: Request>(payload: Payload<'_>) {
    drop(R::decode(payload));
}

impl<R: Request> IntoFuture for Call<R> {
    type Output = Result<R::Response>;
    type IntoFuture = Answering<R::Response>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

/// Future returned by [`Call::send`] and [`Call::detailed`].
#[must_use = "futures do nothing unless polled"]
pub struct Answering<T> {
    exchange: Pin<Box<dyn Future<Output = Result<Done>> + Send>>,
    finish: Finish<T>,
}

/// Converts an answer to what the caller asked for.
type Finish<T> = fn(Done) -> Result<T>;

impl<T> Future for Answering<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let finish = self.finish;
        self.exchange
            .as_mut()
            .poll(context)
            .map(|done| finish(done?))
    }
}

impl<T> std::fmt::Debug for Answering<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answering")
    }
}

/// A typed answer with its status, headers and body.
#[derive(Clone)]
#[non_exhaustive]
pub struct Detailed<T> {
    /// The typed answer.
    pub response: T,
    /// The HTTP status, 2xx.
    pub status: StatusCode,
    /// The headers of the answer.
    pub headers: HeaderMap,
    /// Number of attempts.
    pub attempts: u32,
    /// The body as received, including the envelope. It may contain secrets; `Debug` shows only its length. Empty if
    /// the answer is a [`Download`](crate::Download).
    pub body: Bytes,
    /// The place of a page in a longer list: from the envelope and, for [`Call::pages`], from the fields of the
    /// answer.
    pub pagination: Option<Pagination>,
    /// JSON paths of the fields that the spec does not describe, at most 100.
    ///
    /// A name that does not look like an identifier is shown as `[redacted]`, because it may be data.
    pub unknown_fields: Vec<String>,
}

impl<T: std::fmt::Debug> std::fmt::Debug for Detailed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Detailed")
            .field("response", &self.response)
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .field("pagination", &self.pagination)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("unknown_fields", &self.unknown_fields.len())
            .finish_non_exhaustive()
    }
}

pub(super) fn response<R: Request>(done: Done) -> Result<R::Response> {
    typed::<R>(&done, false).map(|(response, _)| response)
}

fn detailed<R: Request>(done: Done) -> Result<Detailed<R::Response>> {
    detailed_as::<R, _>(done, |response| response)
}

/// Also converts the typed answer.
pub(super) fn detailed_as<R: Request, T>(
    done: Done,
    convert: impl FnOnce(R::Response) -> T,
) -> Result<Detailed<T>> {
    let (response, unknown_fields) = typed::<R>(&done, true)?;
    let pagination = envelope::pagination(&done.answer);
    Ok(Detailed {
        response: convert(response),
        status: done.answer.status,
        headers: done.answer.headers,
        attempts: done.attempts,
        pagination,
        body: done.answer.body,
        unknown_fields,
    })
}

/// Reads an answer as its type. Also returns the paths of unknown fields if `collects_unknown` is set.
fn typed<R: Request>(done: &Done, collects_unknown: bool) -> Result<(R::Response, Vec<String>)> {
    let notes = Notes::of_answer(R::ENDPOINT.name, collects_unknown);
    let content = &done.answer.content;
    if notes.wants_unknown() && matches!(content, Content::Data(_) | Content::Nothing) {
        envelope::note_unknown_members(&done.answer.body, &notes);
    }
    let response = R::decode(Payload::new(content, &notes));
    match notes.finish() {
        Ok(unknown) => Ok((response, unknown)),
        Err(problem) => {
            let answer = (done.answer.status, &done.answer.body);
            let error = Error::decode(R::ENDPOINT.name, answer, problem, done.attempts);
            done.engine.report(&error);
            Err(error)
        }
    }
}
