//! Creates and verifies the platform's signatures.
//!
//! The [`Client`](crate::Client) signs its own calls. This module is for programs that receive or forward
//! signed calls, such as services, proxies and tests.
//!
//! The fields of a call, without the signature, are sorted by name and percent-encoded (RFC 3986: everything
//! except `A-Z a-z 0-9 - . _ ~`; in a name, a space becomes `+`). They are joined as `name=value` with `&`, and
//! the result is percent-encoded again. The message is a fixed text of 52 letters, `&`, and that result. The
//! key is the app secret and `&`. The signature is the Base64 of the HMAC. The spec selects the digest: the
//! platform verifies HMAC-SHA1 today; a deployment that uses another one sets `hmac-sha256` in `platform.yaml`.
//!
//! ```
//! use bge_private_sdk::signature::SigningKey;
//!
//! let key = SigningKey::new("secret");
//! let fields = [
//!     ("app_key", "key"),
//!     ("signature_nonce", "5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6"),
//!     ("timestamp", "2026-11-23T07:27:59Z"),
//! ];
//! assert_eq!(key.sign(fields), "RGcuTalBtsF5Fv8lYNYwZ/xiKkQ=");
//! ```

#[cfg(feature = "doctor")]
pub mod doctor;

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use secrecy::zeroize::Zeroizing;
use sha1::Sha1;
use sha2::Sha256;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::generated::platform::PLATFORM;
use crate::runtime::{Nonce, Timestamp, constant_time_eq};

/// Everything except the unreserved characters of RFC 3986.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

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

/// An app secret, prepared to sign and verify. `Debug` does not show it.
#[derive(Clone)]
pub struct SigningKey {
    mac: KeyedMac,
    max_age: Duration,
}

/// A keyed digest.
#[derive(Clone)]
pub(crate) enum KeyedMac {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
}

impl KeyedMac {
    /// Creates a digest with the platform's key: the app secret and `&`. HMAC accepts keys of any length.
    pub(crate) fn new(digest: Digest, app_secret: &str) -> Self {
        let key = key_of(app_secret);
        match digest {
            Digest::HmacSha1 => Self::Sha1(hmac_with_key(key.as_bytes())),
            Digest::HmacSha256 => Self::Sha256(hmac_with_key(key.as_bytes())),
        }
    }

    #[inline]
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Sha1(mac) => mac.update(bytes),
            Self::Sha256(mac) => mac.update(bytes),
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

impl SigningKey {
    /// Creates a key from an app secret, with the platform's digest.
    #[must_use]
    pub fn new(app_secret: &str) -> Self {
        Self::with_digest(PLATFORM.digest, app_secret)
    }

    /// Creates a key from an app secret, with another digest.
    #[must_use]
    pub fn with_digest(digest: Digest, app_secret: &str) -> Self {
        Self {
            mac: KeyedMac::new(digest, app_secret),
            max_age: PLATFORM.max_age,
        }
    }

    /// Sets the age at which [`verify`](Self::verify) refuses a timestamp. Defaults to 300 seconds.
    #[must_use]
    pub fn max_age(mut self, max_age: Duration) -> Self {
        self.max_age = max_age;
        self
    }

    /// Returns the signature of these fields, in any order. A field named `sign` is ignored.
    pub fn sign<N: AsRef<str>, V: AsRef<str>>(
        &self,
        fields: impl IntoIterator<Item = (N, V)>,
    ) -> String {
        let mut mac = self.mac.clone();
        mac.update(string_to_sign(fields).as_bytes());
        mac.finish().as_str().to_owned()
    }

    /// Verifies the `sign` of these fields, and that their `timestamp` is recent.
    ///
    /// The comparison takes constant time. A timestamp in the future is accepted, as on the platform. The
    /// caller must check whether the nonce was used before.
    ///
    /// # Errors
    /// Returns what is missing, malformed, too old or wrong.
    pub fn verify<N: AsRef<str>, V: AsRef<str>>(
        &self,
        fields: impl IntoIterator<Item = (N, V)>,
        now: SystemTime,
    ) -> Result<(), VerifyError> {
        let fields: Vec<(N, V)> = fields.into_iter().collect();
        let find = |wanted: &'static str| {
            let found = fields.iter().find(|(name, _)| name.as_ref() == wanted);
            found
                .map(|(_, value)| value.as_ref())
                .ok_or(VerifyError::Missing(wanted))
        };
        let given = find(PLATFORM.signature_field)?;
        let signed_at = parse_timestamp(find(PLATFORM.timestamp_field)?)
            .ok_or(VerifyError::IllFormedTimestamp)?;
        let expected = self.sign(
            fields
                .iter()
                .map(|(name, value)| (name.as_ref(), value.as_ref())),
        );
        if !constant_time_eq(expected.as_bytes(), given.as_bytes()) {
            return Err(VerifyError::Mismatch);
        }
        match now.duration_since(signed_at) {
            Ok(age) if age > self.max_age => Err(VerifyError::Expired {
                age,
                max_age: self.max_age,
            }),
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digest = match self.mac {
            KeyedMac::Sha1(_) => Digest::HmacSha1,
            KeyedMac::Sha256(_) => Digest::HmacSha256,
        };
        f.debug_struct("SigningKey")
            .field("digest", &digest)
            .field("secret", &format_args!("[redacted]"))
            .field("max_age", &self.max_age)
            .finish()
    }
}

/// Returns the whole message that is signed, for debugging. A field named `sign` is ignored.
///
/// It contains the values of all fields, so it is as secret as they are.
pub fn string_to_sign<N: AsRef<str>, V: AsRef<str>>(
    fields: impl IntoIterator<Item = (N, V)>,
) -> String {
    let mut pairs: Vec<(String, String)> = fields
        .into_iter()
        .filter(|(name, _)| name.as_ref() != PLATFORM.signature_field)
        .map(|(name, value)| (name.as_ref().to_owned(), value.as_ref().to_owned()))
        .collect();
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    let encoded: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", encoded_name(name), percent_encoded(value)))
        .collect();
    format!(
        "{}&{}",
        PLATFORM.prefix,
        percent_encoded(&encoded.join("&"))
    )
}

/// Returns the names and values of the fields that every call has besides its parameters and the signature: the
/// app key, a new nonce and the time of signing. Returns `None` if the system has no random numbers.
#[must_use]
pub fn own_fields(app_key: &str, now: SystemTime) -> Option<[(&'static str, String); 3]> {
    let since_1970 = now
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    let nonce = Nonce::new(since_1970)?;
    let seconds = i64::try_from(since_1970.as_secs()).unwrap_or(i64::MAX);
    let timestamp = Timestamp::from_unix(seconds);
    Some([
        (PLATFORM.key_field, app_key.to_owned()),
        (PLATFORM.nonce_field, nonce.as_str().to_owned()),
        (PLATFORM.timestamp_field, timestamp.as_str().to_owned()),
    ])
}

/// The reference implementation encodes a space in a name as `+`, unlike one in a value.
pub(crate) fn encoded_name(name: &str) -> String {
    percent_encoded(name).replace("%20", "+")
}

pub(crate) fn percent_encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// Parses `2026-11-23T07:27:59Z`: whole seconds, UTC, and no other form.
pub(crate) fn parse_timestamp(text: &str) -> Option<SystemTime> {
    let time = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let canonical = Timestamp::from_unix(time.unix_timestamp());
    (canonical.as_str() == text).then(|| SystemTime::from(time))
}

/// Why a signature is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyError {
    /// A required field is missing.
    Missing(&'static str),
    /// The timestamp does not have the form `2026-11-23T07:27:59Z`.
    IllFormedTimestamp,
    /// The signature is right, but too old.
    Expired {
        /// Its age.
        age: Duration,
        /// The maximum age.
        max_age: Duration,
    },
    /// The signature does not match the fields, the secret and the digest.
    Mismatch,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(field) => write!(f, "the field `{field}` is missing"),
            Self::IllFormedTimestamp => {
                f.write_str("the timestamp is not of the form 2026-11-23T07:27:59Z")
            }
            Self::Expired { age, max_age } => {
                write!(
                    f,
                    "the timestamp is {} s old, more than {} s",
                    age.as_secs(),
                    max_age.as_secs()
                )
            }
            Self::Mismatch => f.write_str("the signature does not match the fields"),
        }
    }
}

impl std::error::Error for VerifyError {}
