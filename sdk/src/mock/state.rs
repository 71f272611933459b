//! Settings and state of a mock platform, shared by all its connections.

use std::fmt;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::calls::ReceivedCall;
use super::clients::Clients;
use super::log::Log;
use super::refusal::{Reason, Refusal};
use super::rules::Rules;
use super::verify::Gate;
use crate::generated::platform::PLATFORM;
use crate::runtime::{Client, ClientBuilder, Secret};
use crate::signature::Digest;

/// Longer than clients keep an idle connection, so that none is closed when a call starts to use it.
const IDLE_TIMEOUT: Duration = Duration::from_secs(120);

#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) app_key: String,
    pub(crate) app_secret: Secret,
    pub(crate) digest: Digest,
    /// The port to listen on; 0 selects a free one.
    pub(crate) port: u16,
    /// The age at which a timestamp is refused.
    pub(crate) max_age: Duration,
    /// How long a connection may be idle.
    pub(crate) idle_timeout: Duration,
    pub(crate) clock: Function<dyn Fn() -> SystemTime + Send + Sync>,
    /// Called with each call.
    pub(crate) observer: Function<dyn Fn(&ReceivedCall) + Send + Sync>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            app_key: "mock-app-key".to_owned(),
            app_secret: "mock-app-secret".into(),
            digest: PLATFORM.digest,
            port: 0,
            max_age: PLATFORM.max_age,
            idle_timeout: IDLE_TIMEOUT,
            clock: Function(Arc::new(SystemTime::now)),
            observer: Function(Arc::new(|_| {})),
        }
    }
}

/// A function of the test.
pub(crate) struct Function<F: ?Sized>(pub(crate) Arc<F>);

impl<F: ?Sized> Clone for Function<F> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<F: ?Sized> fmt::Debug for Function<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Function")
    }
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) gate: Gate,
    pub(crate) rules: Arc<Rules>,
    pub(crate) clients: Clients,
    pub(crate) log: Mutex<Log>,
    /// The first panics of the test's code.
    pub(crate) panics: Mutex<Vec<String>>,
}

impl State {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            gate: Gate::new(&settings),
            settings,
            rules: Arc::default(),
            clients: Clients::default(),
            log: Mutex::default(),
            panics: Mutex::default(),
        }
    }

    /// Returns the time by the clock of the test.
    pub(crate) fn now(&self) -> SystemTime {
        (self.settings.clock.0)()
    }

    /// Returns a builder of an observed client.
    pub(crate) fn client_builder(&self, address: SocketAddr) -> ClientBuilder {
        Client::builder()
            .app_key(&self.settings.app_key)
            .app_secret(self.settings.app_secret.clone())
            .digest(self.settings.digest)
            .base_url(format!("http://{address}"))
            .watch(self.clients.clone())
    }

    /// Notes that the test's code panicked, and refuses the call.
    pub(crate) fn panicked(&self, what: &str, message: &str) -> Refusal {
        /// Later panics are probably the same.
        const MOST: usize = 10;
        let message = format!("{what} panicked: {message}");
        let mut panics = locked(&self.panics);
        if panics.len() < MOST {
            panics.push(message.clone());
        }
        Refusal::new(Reason::Panicked, message)
    }
}

/// Locks a value, even if code that held the lock panicked.
pub(crate) fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
