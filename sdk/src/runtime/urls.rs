//! The URL of each call, built once for each path in the spec.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::RwLock;

use url::Url;

/// The base URL, and the URLs built from it.
#[derive(Debug)]
pub(crate) struct Urls {
    base: Url,
    /// Keyed by the address and length of the path, which is a constant of the generated code.
    known: RwLock<BTreeMap<(usize, usize), Url>>,
}

impl Urls {
    pub(crate) fn new(base: Url) -> Self {
        Self {
            base,
            known: RwLock::default(),
        }
    }

    pub(crate) fn base(&self) -> &Url {
        &self.base
    }

    /// Returns the URL of a path, which starts with a slash.
    pub(crate) fn of(&self, path: Cow<'static, str>) -> Url {
        let Cow::Borrowed(path) = path else {
            return self.join(&path);
        };
        let key = (path.as_ptr().addr(), path.len());
        // Does not wait: in a forked process, the lock may be held by a thread that no longer exists.
        if let Ok(known) = self.known.try_read()
            && let Some(url) = known.get(&key)
        {
            return url.clone();
        }
        let url = self.join(path);
        if let Ok(mut known) = self.known.try_write() {
            known.insert(key, url.clone());
        }
        url
    }

    /// Keeps the path of the base URL, such as that of a proxy, in front.
    fn join(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        match self.base.path().trim_end_matches('/') {
            "" => url.set_path(path),
            prefix => url.set_path(&format!("{prefix}{path}")),
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_s_own_path_stays_in_front() {
        for (base, expected) in [
            ("https://example.com", "https://example.com/service/sms"),
            ("https://example.com/", "https://example.com/service/sms"),
            (
                "http://127.0.0.1:8080/bge",
                "http://127.0.0.1:8080/bge/service/sms",
            ),
            (
                "http://127.0.0.1:8080/bge/",
                "http://127.0.0.1:8080/bge/service/sms",
            ),
        ] {
            let urls = Urls::new(Url::parse(base).expect(base));
            for path in [
                Cow::Borrowed("/service/sms"),
                Cow::Owned("/service/sms".to_owned()),
            ] {
                assert_eq!(urls.of(path.clone()).as_str(), expected);
                assert_eq!(
                    urls.of(path.clone()).as_str(),
                    expected,
                    "the second time too"
                );
            }
        }
    }
}
