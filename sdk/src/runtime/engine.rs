//! Carries out calls: one attempt after another, until one succeeds or none may follow.

use std::sync::Arc;

use tracing::{Instrument, Span};
use url::Url;

use super::decode::Payload;
use super::error::{Error, Result};
use super::exchange::{Answer, Attempt, Exchange};
use super::fields::Fields;
use super::retry::{self, Budget, Policy};
use super::transport::Transport;

pub(crate) struct Engine {
    pub(super) base_url: Url,
    pub(super) transport: Arc<Transport>,
    /// Performs attempts: the transport, or what wraps or replaces it.
    pub(super) exchange: Arc<dyn Exchange>,
    pub(super) policy: Policy,
    pub(super) budget: Budget,
}

/// A call that succeeded, before its answer is decoded.
pub(crate) struct Done {
    pub(crate) answer: Answer,
    pub(crate) attempts: u32,
    /// Needed to decode the answer.
    pub(crate) engine: Arc<Engine>,
}

impl Engine {
    /// Returns the signed body of a call without sending it.
    pub(crate) fn signed_form(&self, fields: &Fields) -> Result<String> {
        match self.transport.sign(fields) {
            // A form is ASCII, and JSON is written as text.
            Ok((signed, _)) => Ok(String::from_utf8(signed.body).unwrap_or_default()),
            Err(kind) => Err(Error::unsent(fields.name.clone(), kind)),
        }
    }

    pub(super) fn report(&self, error: &Error) {
        if let Some(watcher) = &self.transport.watcher {
            watcher.error(error);
        }
    }

    /// Carries a call out: signs and sends it, retries it if that is allowed, and opens the envelope.
    ///
    /// Owns everything the call needs, because moving it into nested futures makes the future larger.
    pub(crate) fn call(
        self: Arc<Self>,
        fields: Box<Fields>,
        mut policy: Policy,
        decode: fn(Payload<'_>),
    ) -> impl Future<Output = Result<Done>> + Send + 'static {
        policy.safe.get_or_insert_with(|| fields.is_safe());
        async move {
            let span = self.span(&fields);
            let attempt = |number, deadline| {
                let attempt = Attempt {
                    base_url: &self.base_url,
                    fields: &fields,
                    decode,
                    deadline,
                    max_response_bytes: policy.max_response_bytes,
                    number,
                    chunk_timeout: policy.attempt_timeout,
                };
                let exchange = self.exchange.exchange(attempt);
                exchange.instrument(attempt_span(number))
            };
            let ended = retry::run(&fields.name, &policy, &self.budget, attempt)
                .instrument(span.clone())
                .await;
            match ended {
                Ok((answer, attempts)) => Ok(Done {
                    answer,
                    attempts,
                    engine: self,
                }),
                Err(error) => {
                    span.record("error.type", error.kind_name());
                    span.in_scope(
                        || tracing::debug!(%error, delivery = ?error.delivery(), "call failed"),
                    );
                    self.report(&error);
                    Err(error)
                }
            }
        }
    }

    fn span(&self, fields: &Fields) -> Span {
        tracing::info_span!(
            "call",
            "otel.name" = %fields.name,
            "otel.kind" = "client",
            "http.request.method" = "POST",
            "server.address" = self.base_url.host_str(),
            "server.port" = self.base_url.port_or_known_default(),
            "url.path" = fields.path.as_ref(),
            "error.type" = tracing::field::Empty,
        )
    }
}

fn attempt_span(number: u32) -> Span {
    tracing::debug_span!(
        "attempt",
        "http.request.resend_count" = number - 1,
        "http.response.status_code" = tracing::field::Empty,
    )
}
