//! `platform.yaml`: the settings of all calls.

use super::{Spanned, Text};
use crate::spec::object::{spec_objects, spec_words};

spec_objects! {
    /// `platform.yaml`: the settings of all calls.
    pub struct Platform {
        /// Short name, in kebab case. The prefix of environment variables is derived from it.
        pub platform: Spanned<String>,
        /// Name for people.
        pub title: Text,
        /// Address of the platform's documentation. The `see` of an endpoint is appended to it.
        pub documentation: Spanned<String>,
        /// The platform's environments, by name. Users select one.
        pub environments: Vec<(Spanned<String>, Environment)>,
        /// The default environment of a client.
        pub default_environment: Spanned<String>,
        /// How calls are signed.
        pub signature: Signature,
        /// How answers are wrapped.
        pub envelope: Envelope,
        /// The offset of the platform's zone from UTC, like `+08:00`, in which it writes values of the type
        /// `local_time`. Defaults to UTC.
        pub utc_offset: Option<Spanned<String>>,
        /// The endpoint that tests credentials, after the name of its client and a dot if it has one. It is safe to
        /// repeat and requires no argument.
        pub probe: Option<Spanned<String>>,
        /// Default settings of a client.
        pub defaults: Defaults,
    }

    /// An environment of the platform.
    pub struct Environment {
        /// Base URL, without a trailing slash.
        pub url: Spanned<String>,
        /// What it is for.
        pub doc: Text,
    }
}

spec_words! {
    /// The digest of the signature.
    pub enum Digest {
        /// `hmac-sha1`
        HmacSha1 = "hmac-sha1",
        /// `hmac-sha256`
        HmacSha256 = "hmac-sha256",
    }
}

spec_objects! {
    /// How calls are signed.
    pub struct Signature {
        /// The keyed digest that the platform verifies.
        pub digest: Spanned<Digest>,
        /// Text before the first `&` of the signed message.
        pub prefix: Spanned<String>,
        /// Seconds after which a timestamp is refused.
        pub max_age: Spanned<u64>,
        /// Names of the fields that carry the signature.
        pub fields: SignatureFields,
    }

    /// Names of the fields that the signature adds to every call.
    pub struct SignatureFields {
        /// The field with the app key.
        pub key: Spanned<String>,
        /// The field with the nonce.
        pub nonce: Spanned<String>,
        /// The field with the time of signing.
        pub timestamp: Spanned<String>,
        /// The field with the signature itself.
        pub signature: Spanned<String>,
    }
}

impl SignatureFields {
    /// Returns the names of all fields.
    #[must_use]
    pub fn names(&self) -> [&Spanned<String>; 4] {
        [&self.key, &self.nonce, &self.timestamp, &self.signature]
    }
}

spec_objects! {
    /// Names of the members of the envelope.
    pub struct Envelope {
        /// The member with the code: 0 for success.
        pub code: Spanned<String>,
        /// The member with the message.
        pub message: Spanned<String>,
        /// The member with the result.
        pub data: Spanned<String>,
        /// The member with the position of a page in a longer list.
        pub pagination: Spanned<String>,
    }
}

impl Envelope {
    /// Returns the names of all members.
    #[must_use]
    pub fn names(&self) -> [&Spanned<String>; 4] {
        [&self.code, &self.message, &self.data, &self.pagination]
    }
}

spec_objects! {
    /// Default settings of a client.
    pub struct Defaults {
        /// Maximum number of retries.
        pub retries: Spanned<u64>,
        /// Time limit for making a connection, in seconds.
        pub connect_timeout: Spanned<u64>,
        /// Time limit for one attempt, in seconds.
        pub attempt_timeout: Spanned<u64>,
        /// Time limit for the whole call with all attempts, in seconds.
        pub call_timeout: Spanned<u64>,
        /// Maximum size of an answer, in bytes.
        pub max_response_bytes: Spanned<u64>,
    }
}
