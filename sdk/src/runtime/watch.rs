//! What may look on while a client works: it sees each attempt and each error.

use std::fmt;
use std::sync::Arc;

use super::error::Error;

/// Sees what a client does.
pub(crate) trait Watch: Send + Sync {
    /// Called when the attempt with this nonce begins. What it returns is dropped when the attempt ends.
    fn attempt(&self, nonce: &str) -> Option<Box<dyn Send>>;

    /// Called with each error before a call, or the building of the client, returns it.
    fn error(&self, error: &Error);
}

/// Whoever looks on, if anyone.
#[derive(Clone, Default)]
pub(crate) struct Watcher(Option<Arc<dyn Watch>>);

impl Watcher {
    #[cfg(feature = "mock")]
    pub(crate) fn new(watch: impl Watch + 'static) -> Self {
        Self(Some(Arc::new(watch)))
    }

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
