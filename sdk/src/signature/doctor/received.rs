//! Parses a received signature: the digest's bytes, and mistakes in how they are written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use super::diagnosis::Cause;
use crate::signature::mac::Digest;

/// A parsed signature.
pub(super) struct Received {
    pub(super) digest: Digest,
    pub(super) bytes: Vec<u8>,
    /// What is wrong with how it is written.
    pub(super) causes: Vec<Cause>,
}

/// The code of a mistake, its sentence, and how it is undone.
type Entry = (&'static str, &'static str, fn(&str) -> String);

/// Mistakes in how a signature is written. They are undone in this order.
const MISTAKES: [Entry; 5] = [
    (
        "signature-encoded",
        "the signature was percent-encoded twice on its way; encode the body once",
        |text| percent_decode_str(text).decode_utf8_lossy().into_owned(),
    ),
    (
        "signature-plus-lost",
        "a `+` of the signature was received as a space; percent-encode the signature in the body",
        // A space around it was not a `+`, unless the signature lacks a character without it.
        |text| match digest_in(text.trim()) {
            Some(_) => text.to_owned(),
            None => text.replace(' ', "+"),
        },
    ),
    (
        "signature-spaced",
        "the signature is surrounded by whitespace; remove it",
        |text| text.trim().to_owned(),
    ),
    (
        "signature-url-safe",
        "the signature has `-` and `_`; use the standard Base64 alphabet with `+` and `/`",
        |text| text.replace('-', "+").replace('_', "/"),
    ),
    (
        "signature-unpadded",
        "the signature lacks the `=` at its end; use Base64 with padding",
        |text| match text.len() % 4 {
            2 => format!("{text}=="),
            3 => format!("{text}="),
            _ => text.to_owned(),
        },
    ),
];

/// Parses a signature. The error says why it is not one.
pub(super) fn read(sign: &str) -> Result<Received, Cause> {
    let mut causes = Vec::new();
    let mut text = sign.to_owned();
    for (code, sentence, undo) in MISTAKES {
        let before = undo(&text);
        if before != text {
            causes.push(Cause::new(code, sentence));
            text = before;
        }
    }
    let ((digest, bytes), form) = digest_in(&text).ok_or_else(|| no_digest(&text))?;
    causes.extend(form);
    Ok(Received {
        digest,
        bytes,
        causes,
    })
}

fn no_digest(text: &str) -> Cause {
    let sentence = match STANDARD.decode(text) {
        Err(_) => "the signature is not Base64; write the digest's bytes as Base64".to_owned(),
        Ok(bytes) => format!(
            "the signature has {} bytes, but HMAC-SHA1 has 20 and HMAC-SHA256 has 32",
            bytes.len()
        ),
    };
    Cause::new("no-digest", sentence)
}

type Bytes = (Digest, Vec<u8>);

/// Returns the digest in a text, and what is wrong with the form.
fn digest_in(text: &str) -> Option<(Bytes, Option<Cause>)> {
    if let Some(bytes) = from_hex(text.as_bytes()) {
        let sentence = "the signature is hexadecimal; write the digest's bytes as Base64";
        return Some((bytes, Some(Cause::new("signature-in-hex", sentence))));
    }
    let bytes = STANDARD.decode(text).ok()?;
    if let Some(bytes) = from_hex(&bytes) {
        let sentence = "the signature is Base64 of hex digits; write the digest's bytes as Base64";
        return Some((bytes, Some(Cause::new("signature-of-hex", sentence))));
    }
    Some((digest(bytes)?, None))
}

/// Parses a digest in hexadecimal digits.
fn from_hex(text: &[u8]) -> Option<Bytes> {
    let digit = |byte: &u8| u8::try_from(char::from(*byte).to_digit(16)?).ok();
    let pairs = text.chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    });
    digest(pairs.collect::<Option<_>>()?)
}

/// Returns the digest that has this number of bytes.
fn digest(bytes: Vec<u8>) -> Option<Bytes> {
    match bytes.len() {
        20 => Some((Digest::HmacSha1, bytes)),
        32 => Some((Digest::HmacSha256, bytes)),
        _ => None,
    }
}
