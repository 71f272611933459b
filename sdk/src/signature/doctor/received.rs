//! Parses a received signature: the digest's bytes, and mistakes in how they are written.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

use super::cause::Cause;
use crate::signature::Digest;

/// A parsed signature.
pub(super) struct Received {
    pub(super) digest: Digest,
    pub(super) bytes: Vec<u8>,
    /// What is wrong with how it is written.
    pub(super) causes: Vec<Cause>,
}

/// Parses a signature. The error says why it is not one.
pub(super) fn read(sign: &str) -> Result<Received, Cause> {
    let mut causes = Vec::new();
    let mut mend = |cause: Cause, before: &str, after: String| {
        if before != after {
            causes.push(cause);
        }
        after
    };
    let decoded = percent_decode_str(sign).decode_utf8_lossy().into_owned();
    let text = mend(Cause::SignatureEncoded, sign, decoded);
    // A space within it was a `+`, unlike one around it; a space at the start may be either.
    let text = if is_signature(text.trim()) {
        let trimmed = text.trim().to_owned();
        mend(Cause::SignatureSpaced, &text, trimmed)
    } else {
        let joined = text.replace(' ', "+");
        mend(Cause::SignaturePlusLost, &text, joined)
    };
    let trimmed = text.trim().to_owned();
    let text = mend(Cause::SignatureSpaced, &text, trimmed);
    if let Some((digest, bytes)) = from_hex(text.as_bytes()) {
        causes.push(Cause::SignatureInHex);
        return Ok(Received {
            digest,
            bytes,
            causes,
        });
    }
    let standard = text.replace('-', "+").replace('_', "/");
    let text = mend(Cause::SignatureUrlSafe, &text, standard);
    let padded = match text.len() % 4 {
        2 => format!("{text}=="),
        3 => format!("{text}="),
        _ => text.clone(),
    };
    let text = mend(Cause::SignatureUnpadded, &text, padded);
    let bytes = STANDARD
        .decode(text)
        .map_err(|_| Cause::NoDigest { bytes: None })?;
    let (digest, bytes) = match from_hex(&bytes) {
        Some(read) => {
            causes.push(Cause::SignatureOfHex);
            read
        }
        None => match digest_of(&bytes) {
            Some(digest) => (digest, bytes),
            None => {
                let bytes = Some(bytes.len());
                return Err(Cause::NoDigest { bytes });
            }
        },
    };
    Ok(Received {
        digest,
        bytes,
        causes,
    })
}

fn is_signature(text: &str) -> bool {
    from_hex(text.as_bytes()).is_some()
        || STANDARD
            .decode(text)
            .is_ok_and(|bytes| digest_of(&bytes).is_some() || from_hex(&bytes).is_some())
}

/// Returns the digest that has this number of bytes.
fn digest_of(bytes: &[u8]) -> Option<Digest> {
    match bytes.len() {
        20 => Some(Digest::HmacSha1),
        32 => Some(Digest::HmacSha256),
        _ => None,
    }
}

/// Parses a digest in hexadecimal digits.
fn from_hex(text: &[u8]) -> Option<(Digest, Vec<u8>)> {
    let digit = |byte: u8| {
        let digit = char::from(byte).to_digit(16)?;
        u8::try_from(digit).ok()
    };
    let pairs = text.chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    });
    let bytes: Vec<u8> = pairs.collect::<Option<_>>()?;
    Some((digest_of(&bytes)?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn causes(sign: &str) -> Vec<Cause> {
        match read(sign) {
            Ok(received) => received.causes,
            Err(cause) => vec![cause],
        }
    }

    #[test]
    fn sees_how_a_signature_is_written() {
        let right = "RGcuTalBtsF5Fv8lYNYwZ/xi+kQ=";
        assert_eq!(causes(right), []);
        assert_eq!(
            causes("RGcuTalBtsF5Fv8lYNYwZ/xi+kQ"),
            [Cause::SignatureUnpadded]
        );
        assert_eq!(
            causes("RGcuTalBtsF5Fv8lYNYwZ_xi-kQ="),
            [Cause::SignatureUrlSafe]
        );
        assert_eq!(
            causes("RGcuTalBtsF5Fv8lYNYwZ/xi kQ="),
            [Cause::SignaturePlusLost]
        );
        assert_eq!(
            causes("RGcuTalBtsF5Fv8lYNYwZ%2Fxi%2BkQ%3D"),
            [Cause::SignatureEncoded]
        );
        assert_eq!(
            causes("RGcuTalBtsF5Fv8lYNYwZ/xi+kQ=\n"),
            [Cause::SignatureSpaced]
        );
        assert_eq!(
            causes(" RGcuTalBtsF5Fv8lYNYwZ/xi+kQ= "),
            [Cause::SignatureSpaced]
        );
        let bytes = STANDARD.decode(right).expect("Base64");
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(causes(&hex), [Cause::SignatureInHex]);
        assert_eq!(causes(&hex.to_uppercase()), [Cause::SignatureInHex]);
        assert_eq!(causes(&STANDARD.encode(&hex)), [Cause::SignatureOfHex]);
        for written in [hex.clone(), STANDARD.encode(&hex), right.replace('+', " ")] {
            assert_eq!(
                read(&written).map(|read| read.bytes).ok(),
                Some(bytes.clone())
            );
        }
    }

    #[test]
    fn a_plus_at_the_start_may_be_lost_too() {
        assert_eq!(
            causes(" GcuTalBtsF5Fv8lYNYwZ/xi kQ="),
            [Cause::SignaturePlusLost]
        );
        assert_eq!(
            causes(" GcuTalBtsF5Fv8lYNYwZ/xiKkQ="),
            [Cause::SignaturePlusLost]
        );
    }

    #[test]
    fn says_what_is_no_signature() {
        assert_eq!(causes(""), [Cause::NoDigest { bytes: Some(0) }]);
        assert_eq!(causes("???"), [Cause::NoDigest { bytes: None }]);
        assert_eq!(
            causes("1B2M2Y8AsgTpgAmY7PhCfg=="),
            [Cause::NoDigest { bytes: Some(16) }]
        );
    }
}
