//! Values that are never shown: secrets, and URLs whose query is one.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// A text that `Debug` shows as `[redacted]`, that is wiped from memory when dropped, and that is compared
/// in a time that does not depend on its content.
///
/// Read it with [`expose_secret`](secrecy::ExposeSecret::expose_secret), which makes each place that does
/// so easy to find.
///
/// ```
/// use bge_private_sdk::{ExposeSecret, Secret};
///
/// let token = Secret::from("0123456789abcdef");
/// assert_eq!(format!("{token:?}"), "[redacted]");
/// assert_eq!(token.expose_secret(), "0123456789abcdef");
/// ```
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl ExposeSecret<str> for Secret {
    fn expose_secret(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(secret.into())
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self(secret.into())
    }
}

impl From<SecretString> for Secret {
    fn from(secret: SecretString) -> Self {
        Self(secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        constant_time_eq(
            self.expose_secret().as_bytes(),
            other.expose_secret().as_bytes(),
        )
    }
}

impl Eq for Secret {}

/// Whether two texts are equal, in a time that depends on their lengths alone.
pub(crate) fn constant_time_eq(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len()
        && std::hint::black_box(a.iter().zip(b).fold(0, |acc, (x, y)| acc | (x ^ y))) == 0
}

/// A URL whose query lets whoever has it do something, such as a signed download URL.
///
/// `Debug` shows it with `[redacted]` in place of the query.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretUrl(Url);

impl SecretUrl {
    /// The URL without its query and fragment, which may be shown.
    #[must_use]
    pub fn without_query(&self) -> Url {
        let mut shown = self.0.clone();
        shown.set_query(None);
        shown.set_fragment(None);
        shown
    }
}

impl ExposeSecret<Url> for SecretUrl {
    fn expose_secret(&self) -> &Url {
        &self.0
    }
}

impl From<Url> for SecretUrl {
    fn from(url: Url) -> Self {
        Self(url)
    }
}

impl fmt::Debug for SecretUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}", self.without_query())?;
        f.write_str(if self.0.query().is_some() {
            "?[redacted]\""
        } else {
            "\""
        })
    }
}
