//! The underlying HTTP client: its options, and how it is built for each runtime.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use reqwest::Url;
use secrecy::ExposeSecret;
use tokio::runtime::{Handle, Id};
use url::Host;

use super::error::{Error, Result};
use super::proxy;
use super::secret::Secret;
use super::tls::{Certificates, SystemCertificates, Tls};
use crate::generated::platform::PLATFORM;

/// Maximum number of runtimes, besides the first, that keep their connections.
const RUNTIMES: usize = 64;

/// The options of the HTTP client.
#[derive(Clone, Default)]
pub(super) struct HttpOptions {
    pub(super) connect_timeout: Option<Duration>,
    pub(super) user_agent: Option<String>,
    pub(super) no_proxy: bool,
    pub(super) proxy: Option<Secret>,
    pub(super) configure: Option<Arc<Configure>>,
    pub(super) certificates: Certificates,
}

/// The user's settings of the HTTP client.
type Configure = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

impl HttpOptions {
    pub(super) fn build(mut self, base_url: &Url) -> Result<Http> {
        // A proxy would resolve the name to itself.
        self.no_proxy |= is_loopback(base_url);
        // It is unknown whether the user's settings replace the system's proxy.
        let proxy = match &self.proxy {
            Some(url) => Some(proxy::given(url)?),
            None if self.no_proxy || self.configure.is_some() => None,
            None => proxy::of_system(base_url)?,
        };
        // Reading the system's certificates takes most of the time of building a client.
        let has_tls = |url: &str| url.starts_with("https:");
        let system = if has_tls(base_url.as_str()) || proxy.as_deref().is_some_and(has_tls) {
            SystemCertificates::Required
        } else if self.configure.is_some() {
            SystemCertificates::Optional
        } else {
            SystemCertificates::Unused
        };
        let tls = Tls::new(&self.certificates, system)?;
        let client = self.client(&tls);
        Ok(Http {
            client: client
                .map_err(|error| Error::setup_from("the HTTP client cannot be built", error))?,
            runtime: OnceLock::new(),
            others: Mutex::default(),
            options: self,
            tls,
            route: proxy.map(|proxy| format!(" through the proxy {proxy}")),
        })
    }

    fn client(&self, tls: &Tls) -> reqwest::Result<reqwest::Client> {
        let connect_timeout = self.connect_timeout.unwrap_or(PLATFORM.connect_timeout);
        let mut builder = reqwest::Client::builder().connect_timeout(connect_timeout);
        if self.no_proxy {
            builder = builder.no_proxy();
        }
        if let Some(url) = &self.proxy {
            builder = builder.proxy(reqwest::Proxy::all(url.expose_secret())?);
        }
        if let Some(user_agent) = &self.user_agent {
            builder = builder.user_agent(user_agent);
        }
        if let Some(configure) = &self.configure {
            builder = configure(builder);
        }
        // A redirect or a retry would send a signed call again, and `connection_verbose` logs its content.
        tls.apply(builder)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connection_verbose(false)
            .build()
    }
}

/// A reqwest client for each runtime.
///
/// A connection is driven by the runtime in which it was made. It breaks when that runtime ends, and stalls
/// when that runtime is not polled. So runtimes do not share connections.
pub(crate) struct Http {
    /// The client of the first runtime.
    client: reqwest::Client,
    runtime: OnceLock<Id>,
    /// The clients of other runtimes, newest last.
    others: Mutex<Vec<(Id, reqwest::Client)>>,
    options: HttpOptions,
    tls: Tls,
    /// What an error says about the proxy of the environment.
    pub(crate) route: Option<String>,
}

impl Http {
    /// Returns the client of the current runtime.
    pub(crate) fn client(&self) -> reqwest::Result<reqwest::Client> {
        let id = Handle::current().id();
        if *self.runtime.get_or_init(|| id) == id {
            return Ok(self.client.clone());
        }
        self.client_of(id)
    }

    #[cold]
    fn client_of(&self, id: Id) -> reqwest::Result<reqwest::Client> {
        let known = |others: &[(Id, reqwest::Client)]| {
            let found = others.iter().rfind(|(other, _)| *other == id);
            found.map(|(_, client)| client.clone())
        };
        let lock = || self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = known(&lock()) {
            return Ok(client);
        }
        // Built without holding the lock, because it is slow and calls the user's function.
        let client = self.options.client(&self.tls)?;
        let mut others = lock();
        if let Some(client) = known(&others) {
            return Ok(client);
        }
        if others.len() >= RUNTIMES {
            others.remove(0);
        }
        others.push((id, client.clone()));
        Ok(client)
    }
}

/// Returns whether the host of a URL is this machine.
#[must_use]
pub fn is_loopback(base_url: &Url) -> bool {
    match base_url.host() {
        Some(Host::Domain(name)) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
