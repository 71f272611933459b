//! The keyed digest of a signature.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::zeroize::Zeroizing;
use sha1::Sha1;
use sha2::Sha256;

use crate::generated::platform::PLATFORM;

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
    /// Creates a digest with the platform's key, of the start of every message.
    pub(crate) fn new(digest: Digest, app_secret: &str) -> Self {
        let start = [PLATFORM.prefix, "&"].concat();
        match Self::with_key(digest, key_of(app_secret).as_bytes()) {
            Self::Sha1(mac) => Self::Sha1(mac.chain_update(start)),
            Self::Sha256(mac) => Self::Sha256(mac.chain_update(start)),
        }
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

    /// Returns the signature of a message that goes on with this text: Base64 with padding.
    pub(crate) fn sign(&self, text: &[u8]) -> String {
        match self.clone() {
            Self::Sha1(mac) => STANDARD.encode(mac.chain_update(text).finalize().into_bytes()),
            Self::Sha256(mac) => STANDARD.encode(mac.chain_update(text).finalize().into_bytes()),
        }
    }
}

/// Returns the platform's key in a buffer that is wiped when dropped and never reallocated.
pub(crate) fn key_of(app_secret: &str) -> Zeroizing<String> {
    Zeroizing::new([app_secret, "&"].concat())
}

fn hmac_with_key<M: KeyInit + Mac>(key: &[u8]) -> M {
    // HMAC accepts a key of any length, so this does not fail; the empty key is a fallback.
    <M as KeyInit>::new_from_slice(key).unwrap_or_else(|_| <M as KeyInit>::new(&Default::default()))
}
