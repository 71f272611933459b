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
    let trimmed = app_secret.trim_end_matches(['\r', '\n']);
    let line_breaks = ["", "\n", "\r\n"].map(|end| Text::new([trimmed, end].concat()));
    let line_breaks = line_breaks.iter().filter(|other| ***other != *app_secret);
    let mut ways = vec![
        Way::new(&[], Key::Hmac(key_of(app_secret))),
        Way::new(&[NO_AMPERSAND], Key::Hmac(text(app_secret))),
        Way::new(&[APP_KEY], Key::Hmac(key_of(app_key))),
        Way::new(&[APP_KEY, NO_AMPERSAND], Key::Hmac(text(app_key))),
    ];
    ways.extend(line_breaks.map(|other| Way::new(&[LINE_BREAK], Key::Hmac(key_of(other)))));
    let key = key_of(app_secret);
    let around = [
        ("", ""),
        (app_secret, ""),
        (&key, ""),
        ("", app_secret),
        ("", &key),
    ];
    let plain = around.map(|(before, after)| Key::Plain(text(before), text(after)));
    ways.extend(plain.map(|key| Way::new(&[PLAIN], key)));
    ways
}

impl Way {
    fn new(mistakes: &[(&'static str, &'static str)], key: Key) -> Self {
        let causes = mistakes.iter();
        let causes = causes.map(|(code, sentence)| Cause::new(code, *sentence));
        let causes = causes.collect();
        Self { causes, key }
    }

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
