//! Signs the client's own calls.

use super::fields::Fields;
use super::json_body;
use super::nonce::Nonce;
use crate::generated::platform::PLATFORM;
use crate::signature::form::Form;
use crate::signature::mac::{Digest, KeyedMac};
use crate::signature::timestamp;

/// The client's credentials, prepared once: the key schedule is computed, and the start of the message is digested.
#[derive(Clone)]
pub(crate) struct Signer {
    pub(crate) app_key: String,
    mac: KeyedMac,
}

/// A call signed for one attempt.
pub(crate) struct Signed {
    /// Body with fields and signature: a form, or JSON.
    pub(crate) body: Vec<u8>,
    pub(crate) signature: String,
    pub(crate) nonce: Nonce,
    /// The time of signing, as sent.
    pub(crate) timestamp: String,
}

impl Signer {
    pub(crate) fn new(digest: Digest, app_key: String, app_secret: &str) -> Self {
        let mac = KeyedMac::new(digest, app_secret);
        Self { app_key, mac }
    }

    pub(crate) fn sign(&self, fields: &Fields, nonce: Nonce, signed_at: i64) -> Signed {
        let timestamp = timestamp::of_unix(signed_at);
        let mut own = [
            (PLATFORM.key_field, self.app_key.as_bytes()),
            (PLATFORM.nonce_field, nonce.as_str().as_bytes()),
            (PLATFORM.timestamp_field, timestamp.as_bytes()),
        ];
        own.sort_unstable_by_key(|(name, _)| *name);
        let mut own = own.into_iter().peekable();
        let mut form = Form::with_capacity(fields.text_len() * 3 / 2 + 256);
        for (name, value) in fields.iter() {
            while let Some((own, value)) = own.next_if(|(own, _)| *own < name) {
                form.push_field(own, value);
            }
            if !fields.endpoint.json_body {
                form.push_field(name, value.as_bytes());
            } else if let Some(text) = json_body::signed_text(fields, name, value) {
                form.push_field(name, text.as_bytes());
            }
        }
        for (name, value) in own {
            form.push_field(name, value);
        }
        let signature = self.mac.sign(form.signed_fields());
        let body = if fields.endpoint.json_body {
            let own = [&self.app_key, nonce.as_str(), &timestamp, &signature];
            let own: Vec<_> = PLATFORM.own_fields().into_iter().zip(own).collect();
            json_body::write(fields, &own)
        } else {
            form.signed(&signature)
        };
        Signed {
            body,
            signature,
            nonce,
            timestamp,
        }
    }
}
