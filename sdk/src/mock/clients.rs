//! What the mock platform observes of its own clients.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use super::paused::PausedAttempts;
use super::settings::locked;
use crate::runtime::watch::Watch;
use crate::runtime::{ClientBuilder, Error};

/// Shared by the mock platform and its clients. Contains no client, because a client may outlive the mock
/// platform.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clients {
    pub(crate) errors: Arc<Mutex<LastErrors>>,
    pub(crate) paused: Arc<PausedAttempts>,
}

/// The last errors that the clients returned, for the report.
#[derive(Clone, Debug, Default)]
pub(crate) struct LastErrors {
    /// Number of earlier errors that were removed.
    pub(crate) forgotten: usize,
    pub(crate) lines: VecDeque<String>,
}

impl Watch for Clients {
    fn attempt(&self, nonce: &str) -> Option<Box<dyn Send>> {
        self.paused.begin(nonce)
    }

    fn error(&self, error: &Error) {
        const MOST: usize = 10;
        const LONGEST: usize = 1_000;
        let mut last = locked(&self.errors);
        let line = error.to_string().chars().take(LONGEST).collect();
        last.lines.push_back(line);
        if last.lines.len() > MOST {
            last.lines.pop_front();
            last.forgotten += 1;
        }
    }
}

impl ClientBuilder {
    /// Sets the observer of every attempt and every error.
    pub(crate) fn watch(mut self, clients: Clients) -> Self {
        self.asked.watcher = Some(Arc::new(clients));
        self
    }
}
