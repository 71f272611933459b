//! State of a mock platform, shared by all its connections.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use super::clients::Clients;
use super::log::Log;
use super::refusal::{Reason, Refusal};
use super::rules::Rules;
use super::settings::{Settings, locked};
use super::tasks::Tasks;
use super::verify::Gate;
use crate::runtime::{Client, ClientBuilder};

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) settings: Settings,
    pub(crate) gate: Gate,
    pub(crate) rules: Arc<Rules>,
    pub(crate) clients: Clients,
    pub(crate) log: Mutex<Log>,
    pub(crate) tasks: Tasks,
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
            tasks: Tasks::default(),
            panics: Mutex::default(),
        }
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
