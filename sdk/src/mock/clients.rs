//! What the mock platform observes of its own clients.

use std::sync::Arc;

use super::client_errors::ClientErrors;
use super::paused::PausedAttempts;
use crate::runtime::watch::{Watch, Watcher};
use crate::runtime::{ClientBuilder, Error};

/// Shared by the mock platform and its clients. Contains no client, because a client may outlive the mock
/// platform.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clients {
    pub(crate) errors: Arc<ClientErrors>,
    pub(crate) paused: Arc<PausedAttempts>,
}

impl Watch for Clients {
    fn attempt(&self, nonce: &str) -> Option<Box<dyn Send>> {
        self.paused.begin(nonce)
    }

    fn error(&self, error: &Error) {
        self.errors.push(error);
    }
}

impl ClientBuilder {
    /// Sets the observer of every attempt and every error.
    pub(crate) fn watch(mut self, clients: Clients) -> Self {
        self.asked.watcher = Watcher(Some(Arc::new(clients)));
        self
    }
}
