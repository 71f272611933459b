//! Observers of a client: they see each attempt and each error.

use std::sync::Arc;

use super::error::Error;

pub(crate) trait Watch: Send + Sync {
    /// Called when the attempt with this nonce starts. The returned value is dropped when the attempt ends.
    fn attempt(&self, nonce: &str) -> Option<Box<dyn Send>>;

    /// Called with each error before it is returned from a call or from building the client.
    fn error(&self, error: &Error);
}

/// The observer, if there is one.
pub(crate) type Watcher = Option<Arc<dyn Watch>>;
