//! Values that are never shown: secrets, and URLs whose query is one.

use std::fmt;
use std::str::FromStr;

use secrecy::zeroize::Zeroizing;
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
    /// Copies the text to a place of its own and wipes the string, whose spare room would otherwise be given back
    /// with a copy in it.
    fn from(secret: String) -> Self {
        let secret = Zeroizing::new(secret);
        Self::from(secret.as_str())
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
/// It is kept as it came, to the letter: what was signed must not be written in another way. It is known to be
/// a URL, so parsing its text does not fail. `Debug` shows it with `[redacted]` in place of the query.
///
/// ```
/// use bge_private_sdk::{ExposeSecret, SecretUrl, Url};
///
/// let url: SecretUrl = "https://files.example/a.tsv?Signature=made-up".parse()?;
/// assert_eq!(url.expose_secret(), "https://files.example/a.tsv?Signature=made-up");
/// assert_eq!(url.without_query(), "https://files.example/a.tsv");
/// let parsed: Url = url.expose_secret().parse()?;
/// # assert_eq!(parsed.query(), Some("Signature=made-up"));
/// # Ok::<(), url::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SecretUrl(String);

impl SecretUrl {
    /// The URL without user name, password, query and fragment, which may be shown.
    #[must_use]
    pub fn without_query(&self) -> String {
        let end = self.0.find(['?', '#']).unwrap_or(self.0.len());
        let shown = self.0.get(..end).unwrap_or_default();
        let Some((scheme, rest)) = shown.split_once("://") else {
            // Without a host, all that follows the scheme may be data.
            let scheme = shown.split(':').next().unwrap_or_default();
            return format!("{scheme}:");
        };
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let host = authority.rsplit('@').next().unwrap_or_default();
        format!("{scheme}://{host}{path}")
    }
}

impl ExposeSecret<str> for SecretUrl {
    fn expose_secret(&self) -> &str {
        &self.0
    }
}

impl From<Url> for SecretUrl {
    fn from(url: Url) -> Self {
        Self(url.into())
    }
}

impl FromStr for SecretUrl {
    type Err = url::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // This is done for every answer that holds such a URL, so the common case is made short.
        if is_plain_http(text) {
            Ok(Self(text.to_owned()))
        } else {
            Url::parse(text).map(Self::from)
        }
    }
}

/// Whether this is a URL of HTTP with nothing but a plain host name before its path: behind
/// the host, nothing can be wrong any more.
fn is_plain_http(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else { return false };
    let is_odd = |byte: u8| byte <= b' ' || byte == b'\\';
    // Without a way out of the loop, many bytes are looked at at a time.
    if text.bytes().fold(false, |odd, byte| odd | is_odd(byte)) {
        return false;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // What begins with a digit may be an IPv4 address, what begins with `xn--` is encoded Unicode.
    let is_label = |label: &str| {
        label.starts_with(|first: char| first.is_ascii_lowercase())
            && !label.starts_with("xn--")
            && label
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    host.split('.').all(is_label)
}

impl fmt::Debug for SecretUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query = if self.0.contains('?') {
            "?[redacted]"
        } else {
            ""
        };
        write!(f, "\"{}{query}\"", self.without_query())
    }
}
