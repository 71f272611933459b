//! The URLs of calls.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::RwLock;

use url::Url;

use super::fields::Fields;

/// The base URL, and the URLs of endpoints that were called.
///
/// Building a URL for each call would make it 1 % slower (instructions, counted by callgrind).
pub(crate) struct Urls {
    pub(crate) base: Url,
    of_endpoints: RwLock<HashMap<&'static str, Url>>,
}

impl Urls {
    pub(crate) fn new(base: Url) -> Self {
        let of_endpoints = RwLock::default();
        Self { base, of_endpoints }
    }

    /// Returns the URL of a call. URLs of the spec's endpoints are kept, because these are few.
    pub(crate) fn of(&self, fields: &Fields) -> Url {
        let Cow::Borrowed(path) = fields.path else {
            return url_of(&self.base, &fields.path);
        };
        if let Ok(known) = self.of_endpoints.read()
            && let Some(url) = known.get(path)
        {
            return url.clone();
        }
        let url = url_of(&self.base, path);
        if let Ok(mut known) = self.of_endpoints.write() {
            known.insert(path, url.clone());
        }
        url
    }
}

/// Returns the URL of a path. The path of the base URL, such as that of a proxy, stays in front.
pub(crate) fn url_of(base_url: &Url, path: &str) -> Url {
    let mut url = base_url.clone();
    match base_url.path().trim_end_matches('/') {
        "" => url.set_path(path),
        prefix => url.set_path(&format!("{prefix}{path}")),
    }
    url
}
