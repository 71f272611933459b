//! Signs the client's own calls in one pass: the signed text, percent-encoded once, is the form body.

use std::cmp::Ordering;

use super::fields::Fields;
use super::nonce::Nonce;
use crate::generated::platform::PLATFORM;
use crate::signature::form::{Beginning, Form, push_prefix, push_signature};
use crate::signature::mac::{Digest, KeyedMac, SignatureText};
use crate::signature::timestamp::Timestamp;

/// The client's credentials, prepared once: the key schedule is computed, the start of the message is digested,
/// and the constant parts of every call are encoded.
#[derive(Clone)]
pub(crate) struct Signer {
    app_key: String,
    mac: KeyedMac,
    /// In signing order.
    own: [Own; 3],
}

/// A field that every signed call has.
#[derive(Clone)]
struct Own {
    name: &'static str,
    kind: OwnKind,
    beginning: Beginning,
}

#[derive(Clone, Copy)]
enum OwnKind {
    Key,
    Nonce,
    Timestamp,
}

/// A call signed for one attempt.
pub(crate) struct Signed {
    /// Form body with fields and signature.
    pub(crate) form: Vec<u8>,
    /// The signature.
    pub(crate) signature: SignatureText,
    /// The nonce.
    pub(crate) nonce: Nonce,
    /// The time of signing, as sent.
    pub(crate) timestamp: Timestamp,
}

impl Signer {
    pub(crate) fn new(digest: Digest, app_key: String, app_secret: &str) -> Self {
        let mut mac = KeyedMac::new(digest, app_secret);
        push_prefix(&mut mac);
        let mut own = [
            (PLATFORM.key_field, OwnKind::Key, app_key.as_str()),
            (PLATFORM.nonce_field, OwnKind::Nonce, ""),
            (PLATFORM.timestamp_field, OwnKind::Timestamp, ""),
        ]
        .map(|(name, kind, value)| Own {
            name,
            kind,
            beginning: Beginning::new(name, value),
        });
        own.sort_unstable_by_key(|own| own.name);
        Self { app_key, mac, own }
    }

    pub(crate) fn app_key(&self) -> &str {
        &self.app_key
    }

    pub(crate) fn sign(&self, fields: &Fields, nonce: Nonce, signed_at: i64) -> Signed {
        let timestamp = Timestamp::from_unix(signed_at);
        let push_own = |form: &mut Form<'_, KeyedMac>, own: &Own| {
            form.begin_field(&own.beginning);
            match own.kind {
                OwnKind::Key => {}
                OwnKind::Nonce => form.push_few(nonce.as_bytes(), nonce.as_bytes()),
                OwnKind::Timestamp => push_timestamp(form, &timestamp),
            }
            form.end_field();
        };
        let mut own = self.own.iter().peekable();
        let mut mac = self.mac.clone();
        let mut form = Form::new(&mut mac, fields.text_len() * 3 / 2 + 256);
        for (name, value) in fields.iter_bytes() {
            while let Some(own) = own.next_if(|own| comes_before(own.name, name)) {
                push_own(&mut form, own);
            }
            form.push_field(name, value);
        }
        for own in own {
            push_own(&mut form, own);
        }
        let mut form = form.finish();
        let signature = mac.finish();
        push_signature(&mut form, PLATFORM.signature_field, signature.as_bytes());
        Signed {
            form,
            signature,
            nonce,
            timestamp,
        }
    }
}

/// Compares names. In most cases the first letters differ.
fn comes_before(one: &str, other: &str) -> bool {
    let first = |name: &str| name.as_bytes().first().copied();
    match first(one).cmp(&first(other)) {
        Ordering::Equal => one < other,
        order => order.is_lt(),
    }
}

/// Adds the time to a form. Only its colons are encoded.
fn push_timestamp(form: &mut Form<'_, KeyedMac>, time: &Timestamp) {
    let [day_and_hour @ .., _, m1, m2, _, s1, s2, zone] = time.0;
    form.push_few(&day_and_hour, &day_and_hour);
    form.push_few(b"%3A", b"%253A");
    form.push_few(&[m1, m2], &[m1, m2]);
    form.push_few(b"%3A", b"%253A");
    form.push_few(&[s1, s2, zone], &[s1, s2, zone]);
}
