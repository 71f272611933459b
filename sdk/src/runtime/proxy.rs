//! The proxy that the system or the environment sets for the platform.

use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

use super::error::{Error, Result};

/// A proxy, without its user name and password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proxy {
    scheme: String,
    url: String,
}

impl Proxy {
    /// Returns the proxy that reqwest uses for this base URL; it uses the same matcher.
    pub(super) fn of_system(base_url: &Url) -> Option<Self> {
        Self::of(&Matcher::from_system(), base_url)
    }

    fn of(matcher: &Matcher, base_url: &Url) -> Option<Self> {
        let proxy = matcher.intercept(&base_url.as_str().parse().ok()?)?;
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
        if cfg!(feature = "socks") || !self.scheme.starts_with("socks") {
            return Ok(());
        }
        let url = &self.url;
        Err(Error::setup(format!(
            "the proxy {url} of the environment requires the feature `socks`; turn it on, or ignore the proxy \
             with `no_proxy`"
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxy(all: &str, no: &str, base_url: &str) -> Option<Proxy> {
        let matcher = Matcher::builder().all(all).no(no).build();
        Proxy::of(&matcher, &Url::parse(base_url).expect(base_url))
    }

    #[test]
    fn is_named_without_its_password() {
        let named = |all: &str| proxy(all, "", "https://platform.example/bge");
        let url = |all: &str| named(all).map(|proxy| proxy.url().to_owned());
        let expected = Some("socks5h://proxy.example:1080".to_owned());
        assert_eq!(url("socks5h://user:made-up@proxy.example:1080/"), expected);
        let expected = Some("http://proxy.example:3128".to_owned());
        assert_eq!(url("proxy.example:3128"), expected);
        assert!(named("https://proxy.example").is_some_and(|proxy| proxy.has_tls()));
        assert_eq!(url(""), None);
    }

    #[test]
    fn a_platform_may_be_excepted() {
        let base_url = "https://api.platform.example";
        assert!(proxy("http://proxy.example", "other.example", base_url).is_some());
        assert!(proxy("http://proxy.example", "platform.example", base_url).is_none());
    }

    #[test]
    fn socks_requires_its_feature() {
        for scheme in ["socks4", "socks4a", "socks5", "socks5h"] {
            let all = format!("{scheme}://proxy.example:1080");
            let found = proxy(&all, "", "https://platform.example").expect(&all);
            let problem = found.check().err().map(|error| error.to_string());
            let names_both =
                |problem: String| problem.contains(&all) && problem.contains("`socks`");
            assert_eq!(
                problem.map(names_both),
                (!cfg!(feature = "socks")).then_some(true)
            );
        }
        let http = proxy("http://proxy.example", "", "https://platform.example");
        assert!(http.is_some_and(|proxy| proxy.check().is_ok()));
    }
}
