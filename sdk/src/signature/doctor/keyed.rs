//! Computes the digest of a text, with the right key or with mistakes in the key.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::zeroize::Zeroizing;
use sha1::Sha1;
use sha2::Sha256;

use super::cause::Cause;
use crate::runtime::constant_time_eq;
use crate::signature::{Digest, hmac_with_key, key_of};

/// A way to compute a digest, and what is wrong with it.
pub(super) struct Keyed {
    pub(super) causes: Vec<Cause>,
    way: Way,
}

enum Way {
    Hmac(Key),
    Plain { before: Key, after: Key },
}

/// A key, which is wiped when dropped.
type Key = Zeroizing<String>;

/// Returns the right way first, then the wrong ones.
pub(super) fn ways(app_secret: &str, app_key: &str) -> Vec<Keyed> {
    let text = |text: &str| Key::new(text.to_owned());
    let keyed = |causes: &[Cause], key: Key| Keyed {
        causes: causes.to_vec(),
        way: Way::Hmac(key),
    };
    let plain = |before: Key, after: Key| Keyed {
        causes: vec![Cause::PlainDigest],
        way: Way::Plain { before, after },
    };
    let mut ways = vec![
        keyed(&[], key_of(app_secret)),
        keyed(&[Cause::SecretWithoutAmpersand], text(app_secret)),
        keyed(&[Cause::AppKeyAsSecret], key_of(app_key)),
        keyed(
            &[Cause::AppKeyAsSecret, Cause::SecretWithoutAmpersand],
            text(app_key),
        ),
    ];
    let trimmed = app_secret.trim_end_matches(['\r', '\n']);
    for end in ["", "\n", "\r\n"] {
        let mut other = Key::new(String::with_capacity(trimmed.len() + end.len()));
        other.push_str(trimmed);
        other.push_str(end);
        if *other != app_secret {
            ways.push(keyed(&[Cause::SecretWithLineBreak], key_of(&other)));
        }
    }
    ways.extend([
        plain(Key::default(), Key::default()),
        plain(text(app_secret), Key::default()),
        plain(key_of(app_secret), Key::default()),
        plain(Key::default(), text(app_secret)),
        plain(Key::default(), key_of(app_secret)),
    ]);
    ways
}

impl Keyed {
    /// Returns whether this way results in these bytes.
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
                for part in [before.as_str(), text, after.as_str()] {
                    hash.update(part);
                }
                hash.finalize().to_vec()
            }
        }
    }
}
