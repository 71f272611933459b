//! Signs and verifies the fields of a call with an app secret.

use std::fmt;
use std::time::{Duration, SystemTime};

use super::form::Form;
use super::mac::{Digest, KeyedMac};
use super::timestamp;
use crate::generated::platform::PLATFORM;
use crate::runtime::clock::unix_seconds;
use crate::runtime::nonce::Nonce;
use crate::runtime::secret::constant_time_eq;

/// An app secret, prepared to sign and verify. `Debug` does not show it.
#[derive(Clone)]
pub struct SigningKey {
    mac: KeyedMac,
    max_age: Duration,
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
        self.mac.sign(Form::of(fields).signed_fields())
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
        let signed_at = timestamp::parse(find(PLATFORM.timestamp_field)?)
            .ok_or(VerifyError::IllFormedTimestamp)?;
        let borrowed = fields.iter().map(|(name, value)| (name, value));
        let expected = self.sign(borrowed);
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
        f.debug_struct("SigningKey")
            .field("digest", &self.mac.digest())
            .field("secret", &format_args!("[redacted]"))
            .field("max_age", &self.max_age)
            .finish()
    }
}

/// Returns the names and values of the fields that every call has besides its parameters and the signature: the
/// app key, a new nonce and the time of signing. Returns `None` if the system has no random numbers.
#[must_use]
pub fn own_fields(app_key: &str, now: SystemTime) -> Option<[(&'static str, String); 3]> {
    let nonce = Nonce::new()?;
    let time = timestamp::of_unix(unix_seconds(now));
    Some([
        (PLATFORM.key_field, app_key.to_owned()),
        (PLATFORM.nonce_field, nonce.as_str().to_owned()),
        (PLATFORM.timestamp_field, time),
    ])
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
                let (age, max_age) = (age.as_secs(), max_age.as_secs());
                write!(f, "the timestamp is {age} s old, more than {max_age} s")
            }
            Self::Mismatch => f.write_str("the signature does not match the fields"),
        }
    }
}

impl std::error::Error for VerifyError {}
