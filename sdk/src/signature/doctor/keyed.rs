//! The digest of a text, with the right key or with mistakes in the key.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

use super::cause::Cause;
use crate::runtime::constant_time_eq;
use crate::signature::{Digest, hmac_with_key};

/// A way to make a digest, and what is wrong with it.
pub(super) struct Keyed {
    pub(super) causes: Vec<Cause>,
    way: Way,
}

enum Way {
    Hmac(String),
    Plain { before: String, after: String },
}

/// The right way first, then the wrong ones.
pub(super) fn ways(app_secret: &str, app_key: &str) -> Vec<Keyed> {
    let keyed = |causes: &[Cause], key: String| Keyed {
        causes: causes.to_vec(),
        way: Way::Hmac(key),
    };
    let plain = |before: String, after: String| Keyed {
        causes: vec![Cause::PlainDigest],
        way: Way::Plain { before, after },
    };
    let mut ways = vec![
        keyed(&[], format!("{app_secret}&")),
        keyed(&[Cause::SecretWithoutAmpersand], app_secret.to_owned()),
        keyed(&[Cause::AppKeyAsSecret], format!("{app_key}&")),
        keyed(
            &[Cause::AppKeyAsSecret, Cause::SecretWithoutAmpersand],
            app_key.to_owned(),
        ),
    ];
    let trimmed = app_secret.trim_end_matches(['\r', '\n']);
    for end in ["", "\n", "\r\n"] {
        let other = format!("{trimmed}{end}");
        if other != app_secret {
            ways.push(keyed(&[Cause::SecretWithLineBreak], format!("{other}&")));
        }
    }
    let key = format!("{app_secret}&");
    ways.extend([
        plain(String::new(), String::new()),
        plain(app_secret.to_owned(), String::new()),
        plain(key.clone(), String::new()),
        plain(String::new(), app_secret.to_owned()),
        plain(String::new(), key),
    ]);
    ways
}

impl Keyed {
    /// Whether this way gives the bytes.
    pub(super) fn gives(&self, digest: Digest, text: &str, bytes: &[u8]) -> bool {
        let made = match digest {
            Digest::HmacSha1 => self.mac::<Hmac<Sha1>, Sha1>(text),
            Digest::HmacSha256 => self.mac::<Hmac<Sha256>, Sha256>(text),
        };
        constant_time_eq(&made, bytes)
    }

    fn mac<M: KeyInit + Mac, H: sha2::Digest>(&self, text: &str) -> Vec<u8> {
        match &self.way {
            Way::Hmac(key) => {
                let mut mac: M = hmac_with_key(key.as_bytes());
                mac.update(text.as_bytes());
                mac.finalize().into_bytes().to_vec()
            }
            Way::Plain { before, after } => {
                let mut hash = H::new();
                for part in [before, text, after] {
                    hash.update(part);
                }
                hash.finalize().to_vec()
            }
        }
    }
}
