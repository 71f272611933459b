//! The keyed digest of a signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::zeroize::Zeroizing;
use sha1::Sha1;
use sha2::Sha256;

use super::form::SignedText;

/// The digest of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Digest {
    /// HMAC-SHA1.
    HmacSha1,
    /// HMAC-SHA256.
    HmacSha256,
}

impl Digest {
    #[cfg(feature = "doctor")]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::HmacSha1 => "HMAC-SHA1",
            Self::HmacSha256 => "HMAC-SHA256",
        }
    }
}

/// A keyed digest.
#[derive(Clone)]
pub(crate) enum KeyedMac {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
}

impl KeyedMac {
    /// Creates a digest with the platform's key: the app secret and `&`.
    pub(crate) fn new(digest: Digest, app_secret: &str) -> Self {
        Self::with_key(digest, key_of(app_secret).as_bytes())
    }

    /// Creates a digest with any key.
    pub(crate) fn with_key(digest: Digest, key: &[u8]) -> Self {
        match digest {
            Digest::HmacSha1 => Self::Sha1(hmac_with_key(key)),
            Digest::HmacSha256 => Self::Sha256(hmac_with_key(key)),
        }
    }

    pub(crate) fn digest(&self) -> Digest {
        match self {
            Self::Sha1(_) => Digest::HmacSha1,
            Self::Sha256(_) => Digest::HmacSha256,
        }
    }

    /// Returns the signature: Base64 with padding.
    pub(crate) fn finish(self) -> SignatureText {
        match self {
            Self::Sha1(mac) => SignatureText::new(&mac.finalize().into_bytes()),
            Self::Sha256(mac) => SignatureText::new(&mac.finalize().into_bytes()),
        }
    }
}

impl SignedText for KeyedMac {
    #[inline]
    fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(mac) => mac.update(bytes),
            Self::Sha256(mac) => mac.update(bytes),
        }
    }
}

/// A signature as sent, without a heap allocation.
#[derive(Clone, Copy)]
pub(crate) struct SignatureText {
    base64: [u8; 44],
    length: usize,
}

impl SignatureText {
    fn new(digest: &[u8]) -> Self {
        let mut base64 = [0; 44];
        // The longest digest has 32 bytes, which are 44 characters.
        let length = STANDARD.encode_slice(digest, &mut base64).unwrap_or(0);
        Self { base64, length }
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.base64.get(..self.length).unwrap_or_default()
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }
}

/// Returns the platform's key in a buffer that is wiped when dropped and never reallocated.
pub(crate) fn key_of(app_secret: &str) -> Zeroizing<String> {
    let mut key = Zeroizing::new(String::with_capacity(app_secret.len() + 1));
    key.push_str(app_secret);
    key.push('&');
    key
}

fn hmac_with_key<M: KeyInit + Mac>(key: &[u8]) -> M {
    // HMAC accepts a key of any length, so this does not fail; the empty key is a fallback.
    <M as KeyInit>::new_from_slice(key).unwrap_or_else(|_| <M as KeyInit>::new(&Default::default()))
}
