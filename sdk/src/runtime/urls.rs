//! The URLs of calls.

use url::Url;

/// Returns the URL of a path. The path of the base URL, such as that of a proxy, stays in front.
pub(crate) fn url_of(base_url: &Url, path: &str) -> Url {
    let mut url = base_url.clone();
    match base_url.path().trim_end_matches('/') {
        "" => url.set_path(path),
        prefix => url.set_path(&format!("{prefix}{path}")),
    }
    url
}
