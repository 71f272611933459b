//! Carries out calls: one attempt after another, until one succeeds or none may follow.

use std::sync::Arc;
use std::time::Duration;

use tracing::{Instrument, Span};
use url::Url;

use super::decode::Payload;
use super::error::{Delivery, Error, Result};
use super::exchange::{Answer, Attempt, Attempted, Exchange};
use super::fields::Fields;
use super::retry::{self, Budget, Deadline, Policy};
use super::transport::Transport;

/// What the calls of a client share.
pub(crate) struct Engine {
    pub(super) base_url: Url,
    pub(super) transport: Arc<Transport>,
    /// Performs attempts: the transport, or what wraps or replaces it.
    pub(super) exchange: Arc<dyn Exchange>,
    pub(super) settings: Settings,
    pub(super) budget: Budget,
}

/// Settings of a client.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) policy: Policy,
    pub(super) max_response_bytes: u64,
}

/// Options of a single call. They override the settings of the client.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Options {
    pub(crate) call_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) retries: Option<u32>,
    pub(crate) safe: Option<bool>,
    pub(crate) max_response_bytes: Option<u64>,
}

/// A call that succeeded, before its answer is decoded.
pub(crate) struct Done {
    pub(crate) answer: Answer,
    pub(crate) attempts: u32,
    /// Needed to decode the answer.
    pub(crate) engine: Arc<Engine>,
}

impl Engine {
    /// Returns the signed form body of a call without sending it.
    pub(crate) fn signed_form(&self, fields: &Fields) -> Result<String> {
        match self.transport.sign(fields) {
            // All bytes are ASCII.
            Ok((signed, _)) => Ok(String::from_utf8(signed.form).unwrap_or_default()),
            Err(kind) => Err(Error::new(
                fields.name().clone(),
                kind,
                0,
                Delivery::NotSent,
            )),
        }
    }

    /// Returns the URL of a path. The path of the base URL, such as that of a proxy, stays in front.
    pub(crate) fn url_of(&self, path: &str) -> Url {
        let mut url = self.base_url.clone();
        match self.base_url.path().trim_end_matches('/') {
            "" => url.set_path(path),
            prefix => url.set_path(&format!("{prefix}{path}")),
        }
        url
    }

    /// Reports an error to the client's observer.
    pub(super) fn report(&self, error: &Error) {
        self.transport.watcher.error(error);
    }

    /// Carries a call out: signs and sends it, retries it if that is allowed, and opens the envelope.
    ///
    /// Owns everything the call needs, because moving it into nested futures makes the future larger.
    pub(crate) fn call(
        self: Arc<Self>,
        fields: Box<Fields>,
        options: Options,
        decode: fn(Payload<'_>),
    ) -> impl Future<Output = Result<Done>> + Send + 'static {
        let policy = self.policy(&options, &fields);
        let max_response_bytes = options.max_response_bytes;
        let running = Running {
            url: self.url_of(fields.path()),
            fields,
            decode,
            max_response_bytes: max_response_bytes.unwrap_or(self.settings.max_response_bytes),
            engine: self,
        };
        async move {
            let span = running.span();
            let attempt = |number, deadline| running.attempt(number, deadline);
            let ended = retry::run(&policy, &running.engine.budget, attempt)
                .instrument(span.clone())
                .await;
            match ended.result {
                Ok(answer) => Ok(Done {
                    answer,
                    attempts: ended.attempts,
                    engine: running.engine,
                }),
                Err(kind) => {
                    let name = running.fields.name().clone();
                    let error = Error::new(name, kind, ended.attempts, ended.delivery);
                    span.record("error.type", error.kind_name());
                    span.in_scope(
                        || tracing::debug!(%error, delivery = ?error.delivery(), "call failed"),
                    );
                    running.engine.report(&error);
                    Err(error)
                }
            }
        }
    }

    fn policy(&self, options: &Options, fields: &Fields) -> Policy {
        let policy = self.settings.policy;
        Policy {
            retries: options.retries.unwrap_or(policy.retries),
            safe: options.safe.unwrap_or_else(|| fields.is_safe()),
            attempt_timeout: options.attempt_timeout.unwrap_or(policy.attempt_timeout),
            call_timeout: options.call_timeout.unwrap_or(policy.call_timeout),
            ..policy
        }
    }
}

/// A call that is being carried out.
struct Running {
    engine: Arc<Engine>,
    url: Url,
    fields: Box<Fields>,
    decode: fn(Payload<'_>),
    max_response_bytes: u64,
}

impl Running {
    /// Creates the span of the whole call.
    fn span(&self) -> Span {
        let base_url = &self.engine.base_url;
        tracing::info_span!(
            "call",
            "otel.name" = %self.fields.name(),
            "otel.kind" = "client",
            "http.request.method" = "POST",
            "server.address" = base_url.host_str(),
            "server.port" = base_url.port_or_known_default(),
            "url.path" = self.fields.path().as_ref(),
            "error.type" = tracing::field::Empty,
        )
    }

    /// Performs one attempt in a span of its own.
    fn attempt(&self, number: u32, deadline: Deadline) -> impl Future<Output = Attempted> + Send {
        let span = tracing::debug_span!(
            "attempt",
            "http.request.resend_count" = number - 1,
            "http.response.status_code" = tracing::field::Empty,
        );
        let attempt = Attempt {
            url: &self.url,
            fields: &self.fields,
            decode: self.decode,
            deadline,
            max_response_bytes: self.max_response_bytes,
        };
        self.engine.exchange.exchange(attempt).instrument(span)
    }
}
