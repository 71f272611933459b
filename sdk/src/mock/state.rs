//! State of a mock platform, shared by all its connections.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::clients::Clients;
use super::log::Log;
use super::panics::Panics;
use super::refusal::{Reason, Refusal};
use super::rules::Rules;
use super::settings::Settings;
use super::verify::Gate;
use crate::runtime::ClientBuilder;

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) gate: Gate,
    log: Mutex<Log>,
    pub(crate) rules: Arc<Rules>,
    pub(crate) panics: Panics,
    pub(crate) clients: Clients,
}

impl State {
    pub(crate) fn new(settings: Settings) -> Self {
        Self {
            gate: Gate::new(settings.clone()),
            settings,
            log: Mutex::default(),
            rules: Arc::default(),
            panics: Panics::default(),
            clients: Clients::default(),
        }
    }

    /// Returns a builder of an observed client.
    pub(crate) fn client_builder(&self, address: SocketAddr) -> ClientBuilder {
        let builder = self.settings.client_builder(address);
        builder.watch(self.clients.clone())
    }

    pub(crate) fn with_log<T>(&self, f: impl FnOnce(&mut Log) -> T) -> T {
        f(&mut self.log.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Notes that the test's code panicked, and refuses the call.
    pub(crate) fn panicked(&self, what: &str, message: &str) -> Refusal {
        let message = format!("{what} panicked: {message}");
        self.panics.push(message.clone());
        Refusal::new(Reason::Panicked, message)
    }
}
