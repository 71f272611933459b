//! The proxy that the system or the environment sets for the platform.

use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

use super::error::{Error, Result};

const SUPPORTS_SOCKS: bool = cfg!(feature = "socks");

/// Returns the URL of the proxy that reqwest uses for this base URL, without user name and password. It uses
/// the same matcher.
///
/// A SOCKS proxy without the feature `socks` is an error, because reqwest would speak HTTP to it.
pub(super) fn of_system(base_url: &Url) -> Result<Option<String>> {
    let Ok(destination) = base_url.as_str().parse() else {
        return Ok(None);
    };
    let Some(proxy) = Matcher::from_system().intercept(&destination) else {
        return Ok(None);
    };
    let url = proxy.uri().to_string();
    let url = url.trim_end_matches('/');
    if url.starts_with("socks") && !SUPPORTS_SOCKS {
        return Err(Error::setup(format!(
            "the proxy {url} of the environment requires the feature `socks`; turn it on, or ignore the proxy \
             with `no_proxy`"
        )));
    }
    Ok(Some(url.to_owned()))
}
