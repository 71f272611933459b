//! Signing the client's own calls, in one pass: what is signed, percent-encoded once, is the form body.
//!
//! [`crate::signature`] says the same in plain steps, and tests hold the two together.

use super::fields::Fields;
use super::nonce::Nonce;
use crate::generated::platform::PLATFORM;
use crate::signature::{Digest, KeyedMac, SignatureText};

/// The client's credentials, prepared once: the key schedule is done and the message's head taken in.
#[derive(Clone)]
pub(crate) struct Signer {
    app_key: String,
    mac: KeyedMac,
}

/// A call signed for one attempt.
pub(crate) struct Signed {
    /// Fields and signature as a form body.
    pub(crate) form: Vec<u8>,
    /// The signature.
    pub(crate) signature: SignatureText,
    /// The nonce.
    pub(crate) nonce: Nonce,
    /// The time of signing, as sent.
    pub(crate) timestamp: Timestamp,
    /// The same in seconds since 1970.
    pub(crate) signed_at: i64,
}

impl Signer {
    pub(crate) fn new(digest: Digest, app_key: String, app_secret: &str) -> Self {
        let mut mac = KeyedMac::new(digest, app_secret);
        mac.update(PLATFORM.prefix.as_bytes());
        mac.update(b"&");
        Self { app_key, mac }
    }

    pub(crate) fn app_key(&self) -> &str {
        &self.app_key
    }

    pub(crate) fn sign(&self, fields: &Fields, nonce: Nonce, signed_at: i64) -> Signed {
        let timestamp = Timestamp::from_unix(signed_at);
        let mut own = [
            (PLATFORM.key_field, self.app_key.as_str()),
            (PLATFORM.nonce_field, nonce.as_str()),
            (PLATFORM.timestamp_field, timestamp.as_str()),
        ];
        own.sort_unstable();
        let mut own = own.into_iter().peekable();
        let mut form = Form::new(self.mac.clone(), fields.text_len() * 3 / 2 + 256);
        for (name, value) in fields.iter() {
            while let Some((name, value)) = own.next_if(|(own, _)| *own < name) {
                form.push_pair(name, value);
            }
            form.push_pair(name, value);
        }
        for (name, value) in own {
            form.push_pair(name, value);
        }
        let (mut form, signature) = form.finish();
        push_signature(&mut form, signature.as_str());
        Signed {
            form,
            signature,
            nonce,
            timestamp,
            signed_at,
        }
    }
}

/// Adds the signature, whose alphabet has three characters that are encoded.
fn push_signature(form: &mut Vec<u8>, signature: &str) {
    form.push(b'&');
    form.extend_from_slice(PLATFORM.signature_field.as_bytes());
    form.push(b'=');
    for byte in signature.bytes() {
        match byte {
            b'+' => form.extend_from_slice(b"%2B"),
            b'/' => form.extend_from_slice(b"%2F"),
            b'=' => form.extend_from_slice(b"%3D"),
            other => form.push(other),
        }
    }
}

/// A form in the making: encoded once for the wire, and on its way into the digest encoded twice.
struct Form {
    once: Vec<u8>,
    twice: [u8; 512],
    /// How much of `twice` waits for the digest.
    waiting: usize,
    mac: KeyedMac,
}

impl Form {
    fn new(mac: KeyedMac, room: usize) -> Self {
        Self {
            once: Vec::with_capacity(room),
            twice: [0; 512],
            waiting: 0,
            mac,
        }
    }

    fn push_pair(&mut self, name: &str, value: &str) {
        if !self.once.is_empty() {
            self.push(b"&", b"%26");
        }
        self.push_encoded(name, true);
        self.push(b"=", b"%3D");
        self.push_encoded(value, false);
    }

    /// Percent-encodes by RFC 3986, copying whole runs of what stays. In a name, a space becomes `+`, as the
    /// reference implementation writes it.
    fn push_encoded(&mut self, text: &str, is_name: bool) {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        let mut rest = text.as_bytes();
        loop {
            let run = rest
                .iter()
                .position(|byte| !is_unreserved(*byte))
                .unwrap_or(rest.len());
            let (stays, tail) = rest.split_at(run);
            self.push(stays, stays);
            let Some((byte, after)) = tail.split_first() else {
                return;
            };
            rest = after;
            if is_name && *byte == b' ' {
                self.push(b"+", b"%2B");
                continue;
            }
            let digit = |nibble: u8| HEX.get(usize::from(nibble)).copied().unwrap_or(b'0');
            let (high, low) = (digit(byte >> 4), digit(byte & 15));
            self.push(&[b'%', high, low], &[b'%', b'2', b'5', high, low]);
        }
    }

    fn push(&mut self, once: &[u8], twice: &[u8]) {
        self.once.extend_from_slice(once);
        match self.twice.get_mut(self.waiting..self.waiting + twice.len()) {
            Some(room) => {
                room.copy_from_slice(twice);
                self.waiting += twice.len();
            }
            None => {
                self.flush();
                self.mac.update(twice);
            }
        }
    }

    fn flush(&mut self) {
        self.mac
            .update(self.twice.get(..self.waiting).unwrap_or_default());
        self.waiting = 0;
    }

    /// The form so far, and its signature.
    fn finish(mut self) -> (Vec<u8>, SignatureText) {
        self.flush();
        (self.once, self.mac.finish())
    }
}

fn is_unreserved(byte: u8) -> bool {
    #[allow(clippy::indexing_slicing, reason = "it runs in the compiler")]
    const UNRESERVED: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte: u8 = 0;
        loop {
            table[byte as usize] =
                byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
            if byte == u8::MAX {
                break table;
            }
            byte += 1;
        }
    };
    UNRESERVED.get(usize::from(byte)).copied().unwrap_or(false)
}

/// A time of signing: `2026-11-23T07:27:59Z`.
#[derive(Clone, Copy)]
pub(crate) struct Timestamp([u8; 20]);

impl Timestamp {
    /// From seconds since 1970; the years beyond 9999 have no such text and become the last one that has.
    pub(crate) fn from_unix(seconds: i64) -> Self {
        const LAST: i64 = 253_402_300_799;
        let time = time::UtcDateTime::from_unix_timestamp(seconds.clamp(0, LAST))
            .unwrap_or(time::UtcDateTime::UNIX_EPOCH);
        let (hour, minute, second) = time.as_hms();
        let year = u16::try_from(time.year()).unwrap_or(0);
        let digits =
            |number: u16, place: u16| b'0' + u8::try_from(number / place % 10).unwrap_or(0);
        let two = |number: u8| [digits(number.into(), 10), digits(number.into(), 1)];
        let [month, day] = [two(time.month().into()), two(time.day())];
        let [hour, minute, second] = [two(hour), two(minute), two(second)];
        let [y1, y2, y3, y4] = [1000, 100, 10, 1].map(|place| digits(year, place));
        Self([
            y1, y2, y3, y4, b'-', month[0], month[1], b'-', day[0], day[1], b'T', hour[0], hour[1],
            b':', minute[0], minute[1], b':', second[0], second[1], b'Z',
        ])
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}
