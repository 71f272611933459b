//! Computes the digest of a text, with the right key or with mistakes in the key.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::zeroize::Zeroizing;
use sha1::Sha1;
use sha2::Sha256;

use super::diagnosis::Cause;
use crate::runtime::secret::constant_time_eq;
use crate::signature::mac::{Digest, hmac_with_key, key_of};

/// A way to compute a digest, and what is wrong with it.
pub(super) struct Way {
    pub(super) causes: Vec<Cause>,
    key: Key,
}

enum Key {
    Hmac(Text),
    /// A plain digest of a text between these two.
    Plain(Text, Text),
}

/// A text that is wiped when dropped.
type Text = Zeroizing<String>;

const NO_AMPERSAND: (&str, &str) = (
    "secret-without-ampersand",
    "the key lacks the `&` after the app secret; append it",
);
const APP_KEY: (&str, &str) = (
    "app-key-as-secret",
    "the key is the app key; use the app secret",
);
const LINE_BREAK: (&str, &str) = (
    "secret-with-line-break",
    "the app secret ends with a line break; remove it",
);
const PLAIN: (&str, &str) = (
    "plain-digest",
    "a plain digest was used; use HMAC with the app secret and `&` as its key",
);

/// Returns the right way first, then the wrong ones.
pub(super) fn ways(app_secret: &str, app_key: &str) -> Vec<Way> {
    let way = |mistakes: &[(&'static str, &'static str)], key: Key| Way {
        causes: mistakes
            .iter()
            .map(|(code, sentence)| Cause::new(code, *sentence))
            .collect(),
        key,
    };
    let text = |text: &str| Text::new(text.to_owned());
    let none = Text::default;
    let mut ways = vec![
        way(&[], Key::Hmac(key_of(app_secret))),
        way(&[NO_AMPERSAND], Key::Hmac(text(app_secret))),
        way(&[APP_KEY], Key::Hmac(key_of(app_key))),
        way(&[APP_KEY, NO_AMPERSAND], Key::Hmac(text(app_key))),
    ];
    let trimmed = app_secret.trim_end_matches(['\r', '\n']);
    for end in ["", "\n", "\r\n"] {
        let mut other = Text::new(String::with_capacity(trimmed.len() + end.len()));
        other.push_str(trimmed);
        other.push_str(end);
        if *other != app_secret {
            ways.push(way(&[LINE_BREAK], Key::Hmac(key_of(&other))));
        }
    }
    let plain = [
        (none(), none()),
        (text(app_secret), none()),
        (key_of(app_secret), none()),
        (none(), text(app_secret)),
        (none(), key_of(app_secret)),
    ];
    ways.extend(plain.map(|(before, after)| way(&[PLAIN], Key::Plain(before, after))));
    ways
}

impl Way {
    /// Returns whether this way results in these bytes.
    pub(super) fn gives(&self, digest: Digest, text: &str, bytes: &[u8]) -> bool {
        let made = match digest {
            Digest::HmacSha1 => self.digest::<Hmac<Sha1>, Sha1>(text),
            Digest::HmacSha256 => self.digest::<Hmac<Sha256>, Sha256>(text),
        };
        constant_time_eq(&made, bytes)
    }

    fn digest<M: KeyInit + Mac, H: sha2::Digest>(&self, text: &str) -> Vec<u8> {
        match &self.key {
            Key::Hmac(key) => {
                let mac = hmac_with_key::<M>(key.as_bytes());
                mac.chain_update(text).finalize().into_bytes().to_vec()
            }
            Key::Plain(before, after) => {
                let hash = H::new().chain_update(before.as_str());
                hash.chain_update(text)
                    .chain_update(after.as_str())
                    .finalize()
                    .to_vec()
            }
        }
    }
}
