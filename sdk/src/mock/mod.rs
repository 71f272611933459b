//! A mock of the platform, generated from the same spec. It is a real HTTP server on loopback. It checks every
//! call like the platform, and answers it as the test says, or with the spec's example.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use bge_private_sdk::mock::MockPlatform;
//!
//! let platform = MockPlatform::start().await?;
//! let signed = platform.client().sign_url("ods/a.tsv").await?;
//! assert_eq!(signed.expires.unix_timestamp(), 1_573_026_921);
//!
//! use bge_private_sdk::service::SignUrl;
//!
//! assert_eq!(platform.calls::<SignUrl>(), [SignUrl::new("ods/a.tsv")]);
//! assert_eq!(platform.received()[0].field("object_name"), Some("ods/a.tsv"));
//! # Ok(())
//! # }
//! ```
//!
//! [`MockPlatform::on`] sets what is expected and how it is answered. Responses are created like requests:
//! required fields are arguments of `new`, and optional fields have setters.

mod action;
#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod calls;
mod client_errors;
mod clients;
mod examples;
mod expectation;
mod form;
mod kinds;
mod lists;
mod mockable;
mod multipart;
mod panics;
mod parameters;
mod paused;
mod refusal;
mod report;
mod rules;
mod sent;
mod server;
pub(crate) mod similar;
mod times;
mod verify;
mod wanted;

use std::fmt;
use std::io;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

pub use calls::{ReceivedCall, ReceivedFile};
pub use examples::{Example, ExampleFile, Replaying, examples};
pub use expectation::Expectation;
pub use mockable::Mockable;
pub use refusal::{Reason, Refusal};
pub use report::Unmet;
pub use times::Times;

pub(crate) use examples::replay;
#[cfg(feature = "blocking")]
pub(crate) use examples::replay_blocking;
pub(crate) use mockable::Answer;
pub(crate) use sent::Sent;

#[cfg(feature = "describe")]
pub(crate) use kinds::problem;

use crate::generated::platform::PLATFORM;
use crate::runtime::{Client, ClientBuilder, Secret};
use crate::signature::Digest;
use calls::Log;
use clients::Clients;
use panics::Panics;
use report::Report;
use rules::Rules;
use secrecy::ExposeSecret;
use server::{Observer, Server, State};
use verify::{Clock, Gate};

/// A mock of the platform. It listens on loopback until it is dropped.
///
/// It checks the method, the path, the type and the form of the body, duplicate fields, the app key, the age of
/// the timestamp, the nonce, the signature, and the parameters and files, in this order. The refusal says what
/// is wrong. A valid call is answered as [`on`](Self::on) sets. Otherwise the answer is the example in the spec
/// whose arguments are most like the call's, or the first example.
///
/// When it is dropped and an expectation is not met, it panics with the report of [`verify`](Self::verify),
/// unless the thread is already panicking.
///
/// It runs on a background thread and works with every async runtime and with blocking code. Any number can run
/// at the same time, each with its own port, nonces and calls.
///
/// Its clients also work if time is paused, as in `#[tokio::test(start_paused = true)]`. Then the clock stands
/// still during an attempt. Only a [`delay`](Expectation::delay) and the waits between attempts advance it, and
/// they take no real time. Other clients do not stop the clock: it jumps to their time limits while they wait
/// for the network.
///
/// A connection that is idle for two minutes is closed; see [`MockPlatformBuilder::idle_timeout`].
///
/// A file may have any size, because it is not held in memory as a whole. All other fields of a call together
/// may have 16 MiB. Up to 10,000 recent calls or 256 MiB are kept.
pub struct MockPlatform {
    server: Server,
    state: Arc<State>,
    client: Client,
    app_key: String,
    app_secret: Secret,
    digest: Digest,
    /// Whether the report was already returned to the test.
    is_told: AtomicBool,
}

impl MockPlatform {
    /// Starts a mock platform with made-up credentials on a free port.
    ///
    /// # Errors
    /// Returns an error if there is no free port or the thread cannot be started.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts it without async. It only waits until the thread runs.
    ///
    /// # Errors
    /// Returns the same errors as [`start`](Self::start).
    pub fn start_blocking() -> io::Result<Self> {
        Self::builder().start_blocking()
    }

    /// Returns a builder.
    pub fn builder() -> MockPlatformBuilder {
        MockPlatformBuilder::default()
    }

    /// Returns its base URL: `http://127.0.0.1:` and its port.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.server.address)
    }

    /// Returns the app key that it accepts.
    #[must_use]
    pub fn app_key(&self) -> &str {
        &self.app_key
    }

    /// Returns the secret of the app key.
    #[must_use]
    pub fn app_secret(&self) -> &str {
        self.app_secret.expose_secret()
    }

    /// Returns a client of it, with its credentials. All clones share one connection pool.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Returns a builder of a client of it, to change its settings.
    pub fn client_builder(&self) -> ClientBuilder {
        client_builder(&self.url(), &self.app_key, &self.app_secret, self.digest)
            .watch(self.state.clients.clone())
    }

    /// Creates an expectation: calls to this endpoint are expected, and answered as it sets.
    #[track_caller]
    pub fn on<R: Mockable>(&self) -> Expectation<R> {
        let number = self.state.rules.add(R::ENDPOINT, Location::caller());
        Expectation::new(Arc::clone(&self.state), number)
    }

    /// Returns the requests to one endpoint received so far, in the order they were answered. It contains each
    /// attempt, and refused ones unless they cannot be decoded.
    ///
    /// Details that are not sent are lost: fractions of a second if only whole seconds are sent, and the
    /// difference between an empty optional list and no list if each item is a separate field. A file is in
    /// memory up to [`ReceivedFile::KEPT`] bytes; see [`File::bytes`](crate::File::bytes).
    #[must_use]
    pub fn calls<R: Mockable>(&self) -> Vec<R> {
        self.received().iter().filter_map(sent::request).collect()
    }

    /// Returns all calls received so far, in the order they were answered, including refused ones.
    #[must_use]
    pub fn received(&self) -> Vec<ReceivedCall> {
        self.state.with_log(|log| log.calls())
    }

    /// Checks that all expectations are met so far, and that no function of the test, such as that of
    /// [`on_call`](MockPlatformBuilder::on_call), panicked. After this has failed, dropping the mock platform
    /// does not panic.
    ///
    /// # Errors
    /// Returns the report if an expectation is not met or a function panicked.
    pub fn verify(&self) -> Result<(), Unmet> {
        let report = Report {
            rules: &self.state.rules.all(),
            calls: &self.received(),
            panics: &self.state.panics.all(),
            errors: &self.state.clients.errors.last(),
        };
        let verified = report.verify();
        if verified.is_err() {
            self.is_told.store(true, Ordering::Relaxed);
        }
        verified
    }
}

impl Drop for MockPlatform {
    #[allow(
        clippy::panic,
        reason = "this is how the test fails that expected more"
    )]
    fn drop(&mut self) {
        if std::thread::panicking() || self.is_told.load(Ordering::Relaxed) {
            return;
        }
        if let Err(unmet) = self.verify() {
            panic!("{unmet}");
        }
    }
}

impl fmt::Debug for MockPlatform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockPlatform")
            .field("url", &self.url())
            .field("app_key", &self.app_key)
            .field("app_secret", &self.app_secret)
            .field("digest", &self.digest)
            .finish_non_exhaustive()
    }
}

fn client_builder(url: &str, app_key: &str, app_secret: &Secret, digest: Digest) -> ClientBuilder {
    Client::builder()
        .app_key(app_key)
        .app_secret(app_secret.clone())
        .digest(digest)
        .base_url(url)
}

/// Longer than clients keep an idle connection, so that none is closed when a call starts to use it.
const IDLE_TIMEOUT: Duration = Duration::from_secs(120);

/// Builder of a [`MockPlatform`]. Everything has a default.
#[must_use = "a builder does nothing until `start` is called"]
#[derive(Clone)]
pub struct MockPlatformBuilder {
    app_key: String,
    app_secret: Secret,
    digest: Digest,
    port: u16,
    max_age: Duration,
    idle_timeout: Duration,
    clock: Clock,
    observer: Observer,
}

impl Default for MockPlatformBuilder {
    fn default() -> Self {
        Self {
            app_key: "mock-app-key".to_owned(),
            app_secret: "mock-app-secret".into(),
            digest: PLATFORM.digest,
            port: 0,
            max_age: PLATFORM.max_age,
            idle_timeout: IDLE_TIMEOUT,
            clock: Clock(Arc::new(SystemTime::now)),
            observer: Observer::default(),
        }
    }
}

impl MockPlatformBuilder {
    /// Sets the app key that it accepts. Defaults to `mock-app-key`.
    pub fn app_key(mut self, app_key: impl Into<String>) -> Self {
        self.app_key = app_key.into();
        self
    }

    /// Sets the secret of the app key. Defaults to `mock-app-secret`.
    pub fn app_secret(mut self, app_secret: impl Into<Secret>) -> Self {
        self.app_secret = app_secret.into();
        self
    }

    /// Sets the digest of the signatures that it accepts. Defaults to that of the spec.
    pub fn digest(mut self, digest: Digest) -> Self {
        self.digest = digest;
        self
    }

    /// Sets the port to listen on. Defaults to a free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the age at which it refuses a timestamp. Defaults to that of the spec: 300 seconds.
    pub fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = max_age;
        self
    }

    /// Sets how long a connection may be idle, or take to send the head of a request, before it is closed.
    /// Defaults to two minutes, which is longer than this library's clients keep an idle connection.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = limit;
        self
    }

    /// Sets the clock for timestamps and for the `Date` of answers. Defaults to the system clock.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// use bge_private_sdk::mock::MockPlatform;
    /// use std::time::{Duration, SystemTime};
    ///
    /// let an_hour_ahead = || SystemTime::now() + Duration::from_secs(3600);
    /// let platform = MockPlatform::builder().clock(an_hour_ahead).start().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Clock(Arc::new(clock));
        self
    }

    /// Calls this function with each call just before it is answered, for example to log it. If it panics, the
    /// call is answered with HTTP status 500, and [`MockPlatform::verify`] fails with the panic's message.
    pub fn on_call(mut self, observe: impl Fn(&ReceivedCall) + Send + Sync + 'static) -> Self {
        self.observer = Observer(Arc::new(observe));
        self
    }

    /// Starts it.
    ///
    /// # Errors
    /// Returns an error if the port is in use or there is no free port, the thread cannot be started, or its
    /// client cannot be built, for example because the app key is empty.
    pub async fn start(self) -> io::Result<MockPlatform> {
        self.start_blocking()
    }

    /// Starts it without async. It only waits until the thread runs.
    ///
    /// # Errors
    /// Returns the same errors as [`start`](Self::start).
    pub fn start_blocking(self) -> io::Result<MockPlatform> {
        let Self {
            app_key,
            app_secret,
            digest,
            port,
            max_age,
            idle_timeout,
            clock,
            observer,
        } = self;
        let gate = Gate::new(
            &app_key,
            app_secret.expose_secret(),
            digest,
            max_age,
            clock.clone(),
        );
        let state = Arc::new(State {
            gate,
            clock,
            log: Mutex::new(Log::default()),
            observer,
            rules: Rules::default(),
            panics: Panics::default(),
            clients: Clients::default(),
            idle_timeout,
        });
        let server = Server::start(port, Arc::clone(&state))?;
        let url = format!("http://{}", server.address);
        let client = client_builder(&url, &app_key, &app_secret, digest)
            .watch(state.clients.clone())
            .build()
            .map_err(io::Error::other)?;
        Ok(MockPlatform {
            server,
            state,
            client,
            app_key,
            app_secret,
            digest,
            is_told: AtomicBool::new(false),
        })
    }
}

impl fmt::Debug for MockPlatformBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockPlatformBuilder")
            .field("app_key", &self.app_key)
            .field("app_secret", &self.app_secret)
            .field("digest", &self.digest)
            .field("port", &self.port)
            .field("max_age", &self.max_age)
            .field("idle_timeout", &self.idle_timeout)
            .finish_non_exhaustive()
    }
}
