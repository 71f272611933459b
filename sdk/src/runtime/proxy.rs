//! The proxy that the system or the environment sets for the platform.

use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

use super::error::{Error, Result};

const SUPPORTS_SOCKS: bool = cfg!(feature = "socks");

/// A proxy, without its user name and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proxy {
    scheme: String,
    url: String,
}

impl Proxy {
    /// Returns the proxy that reqwest uses for this base URL; it uses the same matcher.
    pub(super) fn of_system(base_url: &Url) -> Option<Self> {
        let proxy = Matcher::from_system().intercept(&base_url.as_str().parse().ok()?)?;
        let uri = proxy.uri();
        Some(Self {
            scheme: uri.scheme_str()?.to_owned(),
            url: uri.to_string().trim_end_matches('/').to_owned(),
        })
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Returns whether the connection to the proxy uses TLS.
    pub(super) fn has_tls(&self) -> bool {
        self.scheme == "https"
    }

    /// Returns an error for a SOCKS proxy without the feature `socks`, because reqwest would speak HTTP to it.
    pub(super) fn check(&self) -> Result<()> {
        if SUPPORTS_SOCKS || !self.scheme.starts_with("socks") {
            return Ok(());
        }
        let url = &self.url;
        Err(Error::setup(format!(
            "the proxy {url} of the environment requires the feature `socks`; turn it on, or ignore the proxy \
             with `no_proxy`"
        )))
    }
}
