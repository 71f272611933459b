//! The client, and what its calls share.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use reqwest::Url;
use tracing::Instrument;

use super::builder::ClientBuilder;
use super::call::{Call, Options};
use super::clock::{Clock, Stamp};
use super::endpoint::Request;
use super::error::{Delivery, Error, ErrorKind, Result};
use super::fields::Fields;
use super::http::Http;
use super::nonce::Nonce;
use super::post::Post;
use super::retry::{self, Backoff, Budget, Policy};
use super::signer::{Signed, Signer};
use super::transport::{Answer, Sending};
use super::urls::Urls;
use super::watch::Watcher;

/// A client of the platform.
///
/// It has one method for each call, under the name that the platform's documentation uses. A clone is cheap and
/// shares connections, credentials and settings with the original, so create one client and clone it.
///
/// ```
/// # #[cfg(feature = "mock")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = bge_private_sdk::mock::MockPlatform::start().await?;
/// use bge_private_sdk::Client;
/// use bge_private_sdk::service::Region;
///
/// let client = Client::builder().app_key("my-key").app_secret("my-secret").build()?;
/// # let client = mock.client();
/// let signed = client.sign_url("ods/a.tsv").region(Region::Domestic).expiration_time(3600).await?;
/// println!("works until {}", signed.expires);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "mock"))]
/// # fn main() {}
/// ```
///
/// # Runtimes
///
/// A client works in any number of tokio runtimes, one after the other or at once, so it can be a `static` that
/// all tests of a program use. Runtimes do not share connections: a runtime that ends or is not polled does not
/// break the calls of another. A forked process must call from a new runtime.
///
/// # Time limits
///
/// A limit is checked when the runtime polls the call, so it is noticed late while other code blocks the
/// thread. The HTTP library itself blocks it while a server sends 1xx answers without end: it reads for seconds
/// before it yields. A runtime with several threads is affected too if nothing else wakes it.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) http: Http,
    pub(crate) urls: Urls,
    pub(crate) signer: Signer,
    pub(crate) clock: Clock,
    pub(super) settings: Settings,
    pub(super) budget: Budget,
    #[cfg(feature = "record")]
    pub(super) tape: Option<crate::record::Tape>,
    pub(super) watcher: Watcher,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) retries: u32,
    pub(super) backoff: Backoff,
    pub(super) attempt_timeout: Duration,
    pub(super) call_timeout: Duration,
    pub(super) max_response_bytes: u64,
}

/// A call that succeeded, before its answer is decoded.
pub(crate) struct Done {
    pub(crate) answer: Answer,
    pub(crate) attempts: u32,
    /// Needed to decode the answer.
    pub(crate) shared: Arc<Shared>,
}

impl Client {
    /// Returns a builder.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Creates a client from the environment variables `BGE_PRIVATE_APP_KEY`, `BGE_PRIVATE_APP_SECRET` and
    /// `BGE_PRIVATE_BASE_URL`. The last one is optional and defaults to the production environment.
    ///
    /// # Errors
    /// Returns a setup error that names the variable that is missing or not valid.
    pub fn from_env() -> Result<Self> {
        Self::builder().from_env()?.build()
    }

    /// Creates a call from a request.
    pub fn call<R: Request>(&self, request: R) -> Call<R> {
        Call::new(self.clone(), request)
    }

    /// Creates a call that the spec does not describe, from its path, such as `/openbge/user/profile`.
    ///
    /// ```no_run
    /// # async fn example(client: bge_private_sdk::Client) -> Result<(), bge_private_sdk::Error> {
    /// let reply = client.post("/openbge/user/profile").field("user_id", "u-1").await?;
    /// let profile: serde_json::Value = reply.json()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn post(&self, path: impl Into<String>) -> Call<Post> {
        self.call(Post::new(path))
    }

    /// Returns the base URL.
    #[must_use]
    pub fn base_url(&self) -> &Url {
        self.0.urls.base()
    }
}

impl Shared {
    /// Returns the signed form body of a call without sending it.
    pub(crate) fn signed_form(&self, fields: &Fields) -> Result<String> {
        match self.sign(fields) {
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

    /// Carries a call out: signs and sends it, retries it if that is allowed, and opens the envelope.
    ///
    /// Owns everything the call needs, because moving it into nested futures makes the future larger.
    pub(crate) fn exchange(
        self: Arc<Self>,
        fields: Box<Fields>,
        options: Options,
    ) -> impl Future<Output = Result<Done>> + Send + 'static {
        let settings = self.settings;
        let policy = Policy {
            retries: options.retries.unwrap_or(settings.retries),
            safe: options.safe.unwrap_or_else(|| fields.is_safe()),
            attempt_timeout: options.attempt_timeout.unwrap_or(settings.attempt_timeout),
            call_timeout: options.call_timeout.unwrap_or(settings.call_timeout),
            backoff: settings.backoff,
        };
        let limit = options
            .max_response_bytes
            .unwrap_or(settings.max_response_bytes);
        let sending = Sending {
            shared: self,
            fields,
            limit,
        };
        async move {
            let shared = &*sending.shared;
            let span = sending.span();
            #[cfg(feature = "record")]
            let ended = match &shared.tape {
                Some(tape) => {
                    let attempts = tape.attempts(&policy, &shared.budget, &sending);
                    Box::pin(attempts.instrument(span.clone())).await
                }
                None => {
                    retry::run(&policy, &shared.budget, &mut &sending)
                        .instrument(span.clone())
                        .await
                }
            };
            #[cfg(not(feature = "record"))]
            let ended = retry::run(&policy, &shared.budget, &mut &sending)
                .instrument(span.clone())
                .await;
            match ended.result {
                Ok(answer) => Ok(Done {
                    answer,
                    attempts: ended.attempts,
                    shared: sending.shared,
                }),
                Err(kind) => {
                    let name = sending.fields.name().clone();
                    let error = Error::new(name, kind, ended.attempts, ended.delivery);
                    span.record("error.type", error.kind_name());
                    span.in_scope(
                        || tracing::debug!(%error, delivery = ?error.delivery(), "call failed"),
                    );
                    shared.watcher.error(&error);
                    Err(error)
                }
            }
        }
    }

    /// Signs a call for one attempt, with a new nonce and the platform's time.
    pub(crate) fn sign(&self, fields: &Fields) -> Result<(Signed, Stamp), ErrorKind> {
        let since_1970 = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let local = i64::try_from(since_1970.as_secs()).unwrap_or(i64::MAX);
        let nonce = Nonce::new(since_1970).ok_or_else(|| {
            let problem = "the system has no random numbers for a nonce".to_owned();
            ErrorKind::Setup {
                problem,
                source: None,
            }
        })?;
        let stamp = self.clock.stamp(local);
        Ok((self.signer.sign(fields, nonce, stamp.unix()), stamp))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.0.urls.base().as_str())
            .field("app_key", &self.0.signer.app_key())
            .field("app_secret", &format_args!("[redacted]"))
            .field("settings", &self.0.settings)
            .finish_non_exhaustive()
    }
}
