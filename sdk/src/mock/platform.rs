//! The mock platform and its builder.

use std::fmt;
use std::io;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use secrecy::ExposeSecret;

use super::calls::ReceivedCall;
use super::examples::examples;
use super::expectation::Expectation;
use super::mockable::{self, Mockable};
use super::report::{Report, Unmet};
use super::server::Server;
use super::settings::{Function, Settings, locked};
use super::state::State;
use crate::runtime::{Client, ClientBuilder, Secret};
use crate::signature::Digest;

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
        &self.state.settings.app_key
    }

    /// Returns the secret of the app key.
    #[must_use]
    pub fn app_secret(&self) -> &str {
        self.state.settings.app_secret.expose_secret()
    }

    /// Returns a client of it, with its credentials. All clones share one connection pool.
    #[must_use]
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Returns a builder of a client of it, to change its settings.
    pub fn client_builder(&self) -> ClientBuilder {
        self.state.client_builder(self.server.address)
    }

    /// Returns a blocking client of it, with its credentials. To change its settings, use
    /// `client_builder().blocking()`.
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::mock::MockPlatform;
    ///
    /// let platform = MockPlatform::start_blocking()?;
    /// let client = platform.blocking_client()?;
    /// let signed = client.sign_url("ods/a.tsv").send()?;
    /// assert_eq!(signed.expires.unix_timestamp(), 1_573_026_921);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Returns a setup error if the client's thread cannot be started.
    #[cfg(feature = "blocking")]
    pub fn blocking_client(&self) -> crate::runtime::Result<crate::blocking::Client> {
        self.client_builder().blocking().build()
    }

    /// Creates an expectation: calls to this endpoint are expected, and answered as it sets.
    #[track_caller]
    pub fn on<R: Mockable>(&self) -> Expectation<R> {
        let number = self.state.rules.add(R::ENDPOINT, Location::caller());
        Expectation::new(Arc::clone(&self.state.rules), number)
    }

    /// Creates an expectation for the call with this name in the platform's documentation, such as `sign_url`, or
    /// `account.login` for a call of a client within the client. Returns `None` if there is no such call.
    #[track_caller]
    pub fn on_named(&self, name: &str) -> Option<Expectation<()>> {
        let mut endpoints = examples().map(|example| example.endpoint);
        let endpoint = endpoints.find(|endpoint| endpoint.name == name)?;
        let number = self.state.rules.add(endpoint, Location::caller());
        Some(Expectation::new(Arc::clone(&self.state.rules), number))
    }

    /// Returns the requests to one endpoint received so far, in the order they were answered. It contains each
    /// attempt, and refused ones unless they cannot be decoded.
    ///
    /// Details that are not sent are lost: fractions of a second if only whole seconds are sent, and the
    /// difference between an empty optional list and no list if each item is a separate field. A file is in
    /// memory up to [`ReceivedFile::KEPT`](super::ReceivedFile::KEPT) bytes; see [`File::bytes`](crate::File::bytes).
    #[must_use]
    pub fn calls<R: Mockable>(&self) -> Vec<R> {
        self.received()
            .iter()
            .filter_map(mockable::request)
            .collect()
    }

    /// Returns all calls received so far, in the order they were answered, including refused ones.
    #[must_use]
    pub fn received(&self) -> Vec<ReceivedCall> {
        locked(&self.state.log).calls()
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
            panics: &locked(&self.state.panics).clone(),
            errors: &locked(&self.state.clients.errors).clone(),
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
            .field("settings", &self.state.settings)
            .finish_non_exhaustive()
    }
}

/// Builder of a [`MockPlatform`]. Everything has a default.
#[must_use = "a builder does nothing until `start` is called"]
#[derive(Clone, Debug, Default)]
pub struct MockPlatformBuilder(Settings);

impl MockPlatformBuilder {
    /// Sets the app key that it accepts. Defaults to `mock-app-key`.
    pub fn app_key(mut self, app_key: impl Into<String>) -> Self {
        self.0.app_key = app_key.into();
        self
    }

    /// Sets the secret of the app key. Defaults to `mock-app-secret`.
    pub fn app_secret(mut self, app_secret: impl Into<Secret>) -> Self {
        self.0.app_secret = app_secret.into();
        self
    }

    /// Sets the digest of the signatures that it accepts. Defaults to that of the spec.
    pub fn digest(mut self, digest: Digest) -> Self {
        self.0.digest = digest;
        self
    }

    /// Sets the port to listen on. Defaults to a free port.
    pub fn port(mut self, port: u16) -> Self {
        self.0.port = port;
        self
    }

    /// Sets the age at which it refuses a timestamp. Defaults to that of the spec: 300 seconds.
    pub fn max_age(mut self, max_age: Duration) -> Self {
        self.0.max_age = max_age;
        self
    }

    /// Sets how long a connection may be idle, or take to send the head of a request, before it is closed.
    /// Defaults to two minutes, which is longer than this library's clients keep an idle connection.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.0.idle_timeout = limit;
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
        self.0.clock = Function(Arc::new(clock));
        self
    }

    /// Calls this function with each call just before it is answered, for example to log it. If it panics, the
    /// call is answered with HTTP status 500, and [`MockPlatform::verify`] fails with the panic's message.
    pub fn on_call(mut self, observe: impl Fn(&ReceivedCall) + Send + Sync + 'static) -> Self {
        self.0.observer = Function(Arc::new(observe));
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
        let port = self.0.port;
        let state = Arc::new(State::new(self.0));
        let server = Server::start(port, Arc::clone(&state))?;
        let client = state.client_builder(server.address).build();
        Ok(MockPlatform {
            client: client.map_err(io::Error::other)?,
            server,
            state,
            is_told: AtomicBool::new(false),
        })
    }
}
