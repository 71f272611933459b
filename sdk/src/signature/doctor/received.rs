//! Parses a received signature: its digest, and mistakes in how it is written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use super::diagnosis::Cause;
use crate::signature::mac::Digest;

/// A parsed signature.
pub(super) struct Received {
    pub(super) digest: Digest,
    /// As it should be written.
    pub(super) text: String,
    /// What is wrong with how it is written.
    pub(super) causes: Vec<Cause>,
}

/// The code of a mistake, its sentence, and how it is undone.
type Entry = (&'static str, &'static str, fn(&str) -> String);

/// Mistakes in how a signature is written. They are undone in this order.
const MISTAKES: &[Entry] = table! {
    "signature-encoded" => |text| percent_decode_str(text).decode_utf8_lossy().into_owned(),
        "the signature was percent-encoded twice on its way; encode the body once";
    "signature-plus-lost" => with_lost_plus,
        "a `+` of the signature was received as a space; percent-encode the signature in the body";
    "signature-spaced" => |text| text.trim().to_owned(),
        "the signature is surrounded by whitespace; remove it";
    "signature-url-safe" => |text| text.replace('-', "+").replace('_', "/"),
        "the signature has `-` and `_`; use the standard Base64 alphabet with `+` and `/`";
    "signature-unpadded" => padded,
        "the signature lacks the `=` at its end; use Base64 with padding";
    "signature-in-hex" => |text| from_hex(text.as_bytes()).unwrap_or_else(|| text.to_owned()),
        "the signature is hexadecimal; write the digest's bytes as Base64";
    "signature-of-hex" => base64_of_hex,
        "the signature is Base64 of hex digits; write the digest's bytes as Base64";
};

/// Parses a signature. The error says why it is not one.
pub(super) fn read(sign: &str) -> Result<Received, Cause> {
    let mut causes = Vec::new();
    let mut text = sign.to_owned();
    for (code, sentence, undo) in MISTAKES {
        let before = undo(&text);
        if before != text {
            causes.push(Cause::new(code, *sentence));
            text = before;
        }
    }
    let no_digest = |sentence: String| Cause::new("no-digest", sentence);
    let bytes = STANDARD.decode(&text).map_err(|_| {
        no_digest("the signature is not Base64; write the digest's bytes as Base64".to_owned())
    })?;
    let digest = digest_of(bytes.len()).ok_or_else(|| {
        no_digest(format!(
            "the signature has {} bytes, but HMAC-SHA1 has 20 and HMAC-SHA256 has 32",
            bytes.len()
        ))
    })?;
    Ok(Received {
        digest,
        text,
        causes,
    })
}

fn with_lost_plus(text: &str) -> String {
    // A space around it was not a `+`, unless the signature lacks a character without it.
    match STANDARD.decode(text.trim()) {
        Ok(bytes) if digest_of(bytes.len()).is_some() => text.to_owned(),
        Ok(_) | Err(_) => text.replace(' ', "+"),
    }
}

fn padded(text: &str) -> String {
    match text.len() % 4 {
        2 => format!("{text}=="),
        3 => format!("{text}="),
        _ => text.to_owned(),
    }
}

fn base64_of_hex(text: &str) -> String {
    let digits = STANDARD.decode(text).ok();
    let digest = digits.and_then(|digits| from_hex(&digits));
    digest.unwrap_or_else(|| text.to_owned())
}

/// Returns the Base64 form of a digest that is written in hexadecimal digits.
fn from_hex(text: &[u8]) -> Option<String> {
    let digit = |byte: &u8| u8::try_from(char::from(*byte).to_digit(16)?).ok();
    let pairs = text.chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(high)? << 4 | digit(low)?),
        _ => None,
    });
    let bytes: Vec<u8> = pairs.collect::<Option<_>>()?;
    digest_of(bytes.len()).map(|_| STANDARD.encode(bytes))
}

/// Returns the digest that has this number of bytes.
fn digest_of(bytes: usize) -> Option<Digest> {
    match bytes {
        20 => Some(Digest::HmacSha1),
        32 => Some(Digest::HmacSha256),
        _ => None,
    }
}
