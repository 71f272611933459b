//! The underlying HTTP client: its options, and how it is built for each runtime.

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use reqwest::Url;
use tokio::runtime::{Handle, Id};
use url::Host;

use super::error::{Error, Result};
use super::proxy::Proxy;
use super::tls::Tls;
use super::tls::certificates::{Identity, SystemCertificates};
use crate::generated::platform::PLATFORM;

/// Maximum number of runtimes, besides the first, that keep their connections.
const RUNTIMES: usize = 64;

/// The options of the HTTP client.
#[derive(Clone, Debug, Default)]
pub(super) struct HttpOptions {
    pub(super) connect_timeout: Option<Duration>,
    pub(super) user_agent: Option<String>,
    pub(super) no_proxy: bool,
    pub(super) configure: Option<Configure>,
    pub(super) root_certificates: Vec<Vec<u8>>,
    pub(super) identity: Option<Identity>,
}

/// The user's settings of the HTTP client.
#[derive(Clone)]
pub(super) struct Configure(Arc<ConfigureFn>);

type ConfigureFn = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

impl Configure {
    pub(super) fn new(
        configure: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(configure))
    }
}

impl fmt::Debug for Configure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Configure")
    }
}

impl HttpOptions {
    pub(super) fn build(self, base_url: &Url) -> Result<Http> {
        let direct = self.no_proxy || is_loopback(base_url);
        // It is unknown whether the user's settings replace the system's proxy.
        let proxy = if direct || self.configure.is_some() {
            None
        } else {
            Proxy::of_system(base_url)
        };
        if let Some(proxy) = &proxy {
            proxy.check()?;
        }
        let certificates = self.system_certificates(base_url, proxy.as_ref());
        let tls = Tls::new(
            &self.root_certificates,
            self.identity.as_ref(),
            certificates,
        )?;
        let route = proxy.as_ref().map(|proxy| match self.configure {
            None => format!(" through the proxy {}", proxy.url()),
            // The user's function may have replaced it.
            Some(_) => format!(" (the environment names the proxy {})", proxy.url()),
        });
        let recipe = Recipe {
            connect_timeout: self.connect_timeout.unwrap_or(PLATFORM.connect_timeout),
            user_agent: self.user_agent,
            configure: self.configure,
            direct,
            tls,
        };
        Ok(Http {
            client: recipe.build().map_err(unbuildable)?,
            runtime: OnceLock::new(),
            others: Mutex::default(),
            recipe,
            route,
        })
    }

    /// Reading the system's certificates takes most of the time of building a client. If the platform does not
    /// use TLS, only a proxy with TLS needs them.
    fn system_certificates(&self, base_url: &Url, proxy: Option<&Proxy>) -> SystemCertificates {
        let is_certain = self.configure.is_none();
        if base_url.scheme() != "http" || (is_certain && proxy.is_some_and(Proxy::has_tls)) {
            SystemCertificates::Required
        } else if self.configure.is_some() {
            SystemCertificates::Optional
        } else {
            SystemCertificates::Unused
        }
    }
}

fn unbuildable(error: reqwest::Error) -> Error {
    Error::setup_from("the HTTP client cannot be built", error)
}

/// Builds reqwest clients, as often as needed.
struct Recipe {
    connect_timeout: Duration,
    user_agent: Option<String>,
    configure: Option<Configure>,
    direct: bool,
    tls: Tls,
}

impl Recipe {
    fn build(&self) -> reqwest::Result<reqwest::Client> {
        let mut builder = reqwest::Client::builder().connect_timeout(self.connect_timeout);
        if self.direct {
            builder = builder.no_proxy();
        }
        if let Some(user_agent) = &self.user_agent {
            builder = builder.user_agent(user_agent);
        }
        if let Some(Configure(configure)) = &self.configure {
            builder = configure(builder);
        }
        // A redirect or a retry would send a signed call again, and `connection_verbose` logs its content.
        self.tls
            .apply(builder)
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
    recipe: Recipe,
    /// What an error says about the proxy of the environment.
    route: Option<String>,
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
        let known = |others: &Vec<(Id, reqwest::Client)>| {
            let found = others.iter().rfind(|(other, _)| *other == id);
            found.map(|(_, client)| client.clone())
        };
        let lock = || self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = known(&lock()) {
            return Ok(client);
        }
        // Built without holding the lock, because it is slow and calls the user's function.
        let client = self.recipe.build()?;
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

    /// Returns what an error says about the proxy of the environment.
    pub(crate) fn route(&self) -> Option<&str> {
        self.route.as_deref()
    }
}

/// Returns whether a host is this machine; a proxy would resolve the name to itself.
fn is_loopback(base_url: &Url) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_has_several_names() {
        let here = |url: &str| is_loopback(&Url::parse(url).expect(url));
        for url in [
            "http://localhost:8080",
            "http://LOCALHOST.",
            "https://mock.localhost",
            "http://127.0.0.2",
            "http://[::1]:8080",
        ] {
            assert!(here(url), "{url}");
        }
        for url in [
            "https://localhost.example",
            "https://notlocalhost",
            "http://10.0.0.1",
            "http://[2001:db8::1]",
        ] {
            assert!(!here(url), "{url}");
        }
    }
}
