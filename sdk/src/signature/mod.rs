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
pub(crate) mod form;
mod key;
pub(crate) mod mac;
pub(crate) mod timestamp;

pub use form::string_to_sign;
pub use key::{SigningKey, VerifyError, own_fields};
pub use mac::Digest;
