//! The encoding of a signature, and changes of a value between signing and receiving.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::doctor;
use crate::planted::{codes, fields};
use crate::with_sign;
use bge_private_sdk::signature::doctor::Doctor;

/// A signature that contains every character that may be lost.
const RIGHT: &str = "RGcuTalBtsF5Fv8lYNYwZ/xi+kQ=";

/// Returns the codes of the causes, except `other-secret-or-fields`.
fn written(sign: &str) -> Vec<&'static str> {
    let diagnosis = doctor().diagnose(with_sign(&fields(), sign.to_owned()));
    let diagnosis = diagnosis.expect("a wrong signature");
    let mut codes = codes(diagnosis.causes());
    codes.retain(|code| *code != "other-secret-or-fields");
    codes
}

#[test]
fn sees_how_a_signature_is_written() {
    let bytes = STANDARD.decode(RIGHT).expect("Base64");
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let cases = [
        (RIGHT, None),
        ("RGcuTalBtsF5Fv8lYNYwZ/xi+kQ", Some("signature-unpadded")),
        ("RGcuTalBtsF5Fv8lYNYwZ_xi-kQ=", Some("signature-url-safe")),
        ("RGcuTalBtsF5Fv8lYNYwZ/xi kQ=", Some("signature-plus-lost")),
        (
            "RGcuTalBtsF5Fv8lYNYwZ%2Fxi%2BkQ%3D",
            Some("signature-encoded"),
        ),
        ("RGcuTalBtsF5Fv8lYNYwZ/xi+kQ=\n", Some("signature-spaced")),
        (" RGcuTalBtsF5Fv8lYNYwZ/xi+kQ= ", Some("signature-spaced")),
        // A plus at the start may also be lost.
        (" GcuTalBtsF5Fv8lYNYwZ/xi kQ=", Some("signature-plus-lost")),
        (" GcuTalBtsF5Fv8lYNYwZ/xiKkQ=", Some("signature-plus-lost")),
        (&hex, Some("signature-in-hex")),
        (&hex.to_uppercase(), Some("signature-in-hex")),
        (&STANDARD.encode(&hex), Some("signature-of-hex")),
    ];
    for (sign, code) in cases {
        assert_eq!(written(sign), Vec::from_iter(code), "{sign:?}");
    }
}

#[test]
fn says_what_is_no_signature() {
    let lengths = |bytes| {
        format!("the signature has {bytes} bytes, but HMAC-SHA1 has 20 and HMAC-SHA256 has 32")
    };
    let not_base64 = "the signature is not Base64; write the digest's bytes as Base64".to_owned();
    let cases = [
        ("", lengths(0)),
        ("1B2M2Y8AsgTpgAmY7PhCfg==", lengths(16)),
        ("???", not_base64.clone()),
        ("?", not_base64),
    ];
    for (sign, sentence) in cases {
        let diagnosis = doctor().diagnose(with_sign(&fields(), sign.to_owned()));
        let diagnosis = diagnosis.expect("a wrong signature");
        assert_eq!(codes(diagnosis.causes()), ["no-digest"]);
        assert_eq!(diagnosis.to_string(), sentence, "{sign:?}");
    }
}

#[test]
fn knows_how_a_value_changed() {
    // The received value, the signed value, and the change between them.
    let cases = [
        ("a b", "a+b", "its `+` was received as a space"),
        ("a%2Fb", "a/b", "it was percent-encoded once more"),
        ("a/b", "a%2Fb", "it was percent-decoded once too often"),
        (" a\n", "a", "whitespace was added around it"),
        ("a\r\nb", "a\nb", "its line feeds became CR LF"),
        ("a\nb", "a\r\nb", "its CR LF became line feeds"),
        (
            r#"{"a": "b: \", c", "d": [1, 2]}"#,
            r#"{"a":"b: \", c","d":[1,2]}"#,
            "its JSON was rewritten with spaces",
        ),
        (
            r#"{"a":[1,2]}"#,
            r#"{"a": [1, 2]}"#,
            "its JSON was rewritten without spaces",
        ),
        ("1.50", "1.5", "zeros were added after the decimal point"),
        ("1.00", "1", "zeros were added after the decimal point"),
        ("1", "1.0", "a zero after the decimal point was removed"),
        ("0.5", "0.50", "a zero after the decimal point was removed"),
        // None of the known changes explains these differences.
        ("100", "1", "its value differs"),
        ("v1", "v1.0", "its value differs"),
        ("{a: 1}", "{a:1}", "its value differs"),
        ("a%FF", "a\u{FFFD}", "its value differs"),
    ];
    for (received, signed, change) in cases {
        let call = |value: &str| {
            let mut call = fields();
            call.push(("value".to_owned(), value.to_owned()));
            call
        };
        // With another secret, only the signed text shows what happened.
        let text = bge_private_sdk::signature::string_to_sign(call(signed));
        let doctor = Doctor::new("secret").signed_text(text);
        let diagnosis = doctor.diagnose(with_sign(&call(received), RIGHT.to_owned()));
        let diagnosis = diagnosis.expect("a wrong signature").to_string();
        let sentence = format!("the field `value` was changed after signing: {change}");
        assert!(diagnosis.starts_with(&sentence), "{diagnosis}");
    }
}
