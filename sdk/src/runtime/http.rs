//! The HTTP client below a client: its options, and how it is built.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use url::Host;

use super::error::{Error, Result};
use super::secret::Secret;
use super::tls::{SystemCertificates, Tls};
use crate::generated::platform::PLATFORM;

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

/// A client certificate with its chain, and its private key; PEM.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) certificates: Vec<u8>,
    pub(super) private_key: Secret,
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
    pub(super) fn build(&self, base_url: &Url) -> Result<reqwest::Client> {
        let direct = self.no_proxy || is_loopback(base_url);
        let tls = Tls::new(
            &self.root_certificates,
            self.identity.as_ref(),
            self.system_certificates(base_url, direct),
        )?;
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout.unwrap_or(PLATFORM.connect_timeout));
        if direct {
            builder = builder.no_proxy();
        }
        if let Some(user_agent) = &self.user_agent {
            builder = builder.user_agent(user_agent);
        }
        if let Some(Configure(configure)) = &self.configure {
            builder = configure(builder);
        }
        // A redirect or a retry would send a signed call again, and `connection_verbose` logs what it holds.
        tls.apply(builder)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .connection_verbose(false)
            .build()
            .map_err(|error| Error::setup_from("the HTTP client cannot be built", error))
    }

    /// Reading the system's certificates takes most of the time that building a client takes. A platform without
    /// TLS needs them only for a proxy that has it.
    fn system_certificates(&self, base_url: &Url, direct: bool) -> SystemCertificates {
        if base_url.scheme() != "http" {
            SystemCertificates::Required
        } else if !direct || self.configure.is_some() {
            SystemCertificates::Optional
        } else {
            SystemCertificates::Unused
        }
    }
}

/// Whether a host is this machine, which a proxy would take for itself.
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
