//! The proxy for the platform: one that the user sets, or that of the system or the environment.

use hyper_util::client::proxy::matcher::Matcher;
use secrecy::ExposeSecret;
use url::Url;

use super::error::{Error, Result};
use super::secret::Secret;

const SUPPORTS_SOCKS: bool = cfg!(feature = "socks");

/// Returns the URL of the proxy that reqwest uses for this base URL, without user name and password. It uses
/// the same matcher.
pub(super) fn of_system(base_url: &Url) -> Result<Option<String>> {
    let Ok(destination) = base_url.as_str().parse() else {
        return Ok(None);
    };
    let Some(proxy) = Matcher::from_system().intercept(&destination) else {
        return Ok(None);
    };
    let url = proxy.uri().to_string();
    let url = url.trim_end_matches('/');
    check_socks(
        url,
        "; turn it on, or ignore the proxy of the environment with `no_proxy`",
    )?;
    Ok(Some(url.to_owned()))
}

/// Returns the URL of a proxy that the user sets, without user name and password.
pub(super) fn given(url: &Secret) -> Result<String> {
    let mut url = Url::parse(url.expose_secret())
        .map_err(|error| Error::setup_from("the proxy is not a URL", error))?;
    if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") {
        let problem = "the proxy must begin with http://, https://, socks5:// or socks5h://";
        return Err(Error::setup(problem));
    }
    // A URL with a host, as these are, can have both.
    let _ = url.set_username("").and_then(|()| url.set_password(None));
    let shown = url.as_str().trim_end_matches('/');
    check_socks(shown, "")?;
    Ok(shown.to_owned())
}

/// Refuses a SOCKS proxy without the feature `socks`, because reqwest would speak HTTP to it.
fn check_socks(url: &str, hint: &str) -> Result<()> {
    if url.starts_with("socks") && !SUPPORTS_SOCKS {
        return Err(Error::setup(format!(
            "the proxy {url} requires the feature `socks`{hint}"
        )));
    }
    Ok(())
}
