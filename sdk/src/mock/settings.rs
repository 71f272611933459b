//! The settings of a mock platform, and what its state is made of: functions of the test, and locks.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use super::calls::ReceivedCall;
use crate::generated::platform::PLATFORM;
use crate::runtime::Secret;
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

impl Settings {
    /// Returns the time by the clock of the test.
    pub(crate) fn now(&self) -> SystemTime {
        (self.clock.0)()
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

/// Locks a value, even if code that held the lock panicked.
pub(crate) fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}
