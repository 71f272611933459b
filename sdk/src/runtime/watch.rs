//! Observers of a client: they see each attempt and each error.

use std::fmt;
use std::sync::Arc;

use super::error::Error;

/// Observes a client.
pub(crate) trait Watch: Send + Sync {
    /// Called when the attempt with this nonce starts. The returned value is dropped when the attempt ends.
    fn attempt(&self, nonce: &str) -> Option<Box<dyn Send>>;

    /// Called with each error before it is returned from a call or from building the client.
    fn error(&self, error: &Error);
}

/// The observer, if there is one.
#[derive(Clone, Default)]
pub(crate) struct Watcher(pub(crate) Option<Arc<dyn Watch>>);

impl Watcher {
    pub(crate) fn attempt(&self, nonce: &str) -> Option<Box<dyn Send>> {
        self.0.as_ref()?.attempt(nonce)
    }

    pub(crate) fn error(&self, error: &Error) {
        if let Some(watch) = &self.0 {
            watch.error(error);
        }
    }
}

impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Watcher")
    }
}
