//! Computes the digest of a text, with the right key or with mistakes in the key.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::zeroize::Zeroizing;
use sha1::Sha1;
use sha2::Sha256;

use super::diagnosis::Cause;
use crate::runtime::secret::constant_time_eq;
use crate::signature::mac::{Digest, KeyedMac, key_of};

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
    let text = |text: &str| Text::new(text.to_owned());
    let none = Text::default;
    let hmac = |mistakes: &[(&'static str, &'static str)], key| (mistakes.to_vec(), Key::Hmac(key));
    let plain = |before, after| (vec![PLAIN], Key::Plain(before, after));
    let trimmed = app_secret.trim_end_matches(['\r', '\n']);
    let line_breaks = ["", "\n", "\r\n"]
        .map(|end| Text::new([trimmed, end].concat()))
        .into_iter()
        .filter(|other| **other != app_secret)
        .map(|other| hmac(&[LINE_BREAK], key_of(&other)));
    let ways = [
        hmac(&[], key_of(app_secret)),
        hmac(&[NO_AMPERSAND], text(app_secret)),
        hmac(&[APP_KEY], key_of(app_key)),
        hmac(&[APP_KEY, NO_AMPERSAND], text(app_key)),
    ];
    let plain = [
        plain(none(), none()),
        plain(text(app_secret), none()),
        plain(key_of(app_secret), none()),
        plain(none(), text(app_secret)),
        plain(none(), key_of(app_secret)),
    ];
    let ways = ways.into_iter().chain(line_breaks).chain(plain);
    let cause = |(code, sentence)| Cause::new(code, sentence);
    ways.map(|(mistakes, key)| Way {
        causes: mistakes.into_iter().map(cause).collect(),
        key,
    })
    .collect()
}

impl Way {
    /// Returns whether this way results in this signature.
    pub(super) fn gives(&self, digest: Digest, text: &str, signature: &str) -> bool {
        let made = match (&self.key, digest) {
            (Key::Hmac(key), _) => KeyedMac::with_key(digest, key.as_bytes()).sign(text.as_bytes()),
            (Key::Plain(before, after), Digest::HmacSha1) => plain::<Sha1>([before, text, after]),
            (Key::Plain(before, after), Digest::HmacSha256) => {
                plain::<Sha256>([before, text, after])
            }
        };
        constant_time_eq(made.as_bytes(), signature.as_bytes())
    }
}

fn plain<H: sha2::Digest>(parts: [&str; 3]) -> String {
    let hash = parts.into_iter().fold(H::new(), H::chain_update);
    STANDARD.encode(hash.finalize())
}
