//! What the mock platform observes of its own clients.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

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

/// The last errors that the clients returned, one line each, for the report.
#[derive(Debug, Default)]
pub(crate) struct ClientErrors(Mutex<Last>);

/// The errors that are kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Last {
    /// Number of earlier errors that were removed.
    pub(crate) forgotten: usize,
    pub(crate) lines: VecDeque<String>,
}

impl ClientErrors {
    const MOST: usize = 10;
    const LONGEST: usize = 1_000;

    pub(crate) fn push(&self, error: &Error) {
        let line: String = error.to_string().chars().take(Self::LONGEST).collect();
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.lines.push_back(line);
        if last.lines.len() > Self::MOST {
            last.lines.pop_front();
            last.forgotten += 1;
        }
    }

    pub(crate) fn last(&self) -> Last {
        let last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone()
    }
}
