//! The signature doctor: each mistake is named and no other, over the mock platform too; a right signature has none.
#![allow(clippy::expect_used, clippy::indexing_slicing)] // a failed test may panic

mod bounds;
mod planted;
mod platform;
mod properties;
mod texts;

use std::time::{Duration, SystemTime};

use bge_private_sdk::signature::doctor::{Cause, Diagnosis, Doctor};
use bge_private_sdk::signature::{Digest, SigningKey};
use planted::{Fields, Planted, SECRET, Signing, beside_the_text, fields, in_the_text};

pub(crate) fn doctor() -> Doctor {
    Doctor::new(SECRET)
        .digest(Digest::HmacSha1)
        .possible_fields(["object_name", "region", "size"])
        .file("image", "图 1.png")
}

pub(crate) fn with_sign(fields: &Fields, sign: String) -> Fields {
    let mut all = fields.clone();
    all.push(("sign".to_owned(), sign));
    all
}

fn diagnosed(fields: &Fields, sign: String) -> Diagnosis {
    let diagnosis = doctor().diagnose(with_sign(fields, sign));
    diagnosis.expect("a wrong signature")
}

fn planted_sign(planted: &Planted, fields: &Fields) -> (String, String) {
    let mut signing = Signing::right(fields);
    (planted.make)(&mut signing);
    (signing.text(), signing.sign())
}

#[test]
fn names_each_mistake() {
    let fields = fields();
    let right = Signing::right(&fields).text();
    for planted in in_the_text() {
        let (text, sign) = planted_sign(&planted, &fields);
        assert_ne!(text, right, "{:?} shows", planted.cause);
        let diagnosis = diagnosed(&fields, sign);
        assert_eq!(diagnosis.causes(), std::slice::from_ref(&planted.cause));
        let difference = diagnosis.difference().expect("the texts differ");
        let at = right.chars().zip(text.chars()).position(|(a, b)| a != b);
        assert_eq!(Some(difference.position() - 1), at, "{diagnosis}");
        assert!(diagnosis.is_complete());
    }
    for planted in beside_the_text() {
        let (_, sign) = planted_sign(&planted, &fields);
        let diagnosis = diagnosed(&fields, sign);
        assert_eq!(diagnosis.causes(), std::slice::from_ref(&planted.cause));
        assert_eq!(diagnosis.difference(), None);
    }
}

#[test]
fn says_each_mistake_in_its_own_words() {
    let mut causes: Vec<Cause> = Vec::new();
    for planted in in_the_text().into_iter().chain(beside_the_text()) {
        if !causes.contains(&planted.cause) {
            causes.push(planted.cause);
        }
    }
    let mut words: Vec<String> = causes.iter().map(ToString::to_string).collect();
    let is_sentence = |words: &String| words.len() > 30 && !words.contains('\n');
    assert!(words.iter().all(is_sentence), "{words:#?}");
    words.sort();
    words.dedup();
    assert_eq!(words.len(), causes.len());
}

#[test]
fn names_two_mistakes_at_once() {
    let fields = fields();
    let pairs = [
        (Cause::PlusForSpace, Cause::StarKept),
        (Cause::EncodedOnce, Cause::LowerCaseHex),
        (Cause::EncodedOnce, Cause::SecretWithoutAmpersand),
        (Cause::LowerCaseHex, Cause::LocalTime { offset: 480 }),
        (Cause::SignatureInHex, Cause::SecretWithoutAmpersand),
        (Cause::SignatureUnpadded, Cause::PrefixMissing),
    ];
    for (one, other) in pairs {
        let mut signing = Signing::right(&fields);
        let all = || in_the_text().into_iter().chain(beside_the_text());
        match (&one, &other) {
            // Both are one function.
            (Cause::PlusForSpace, Cause::StarKept) => signing = Signing::form_encoded(&fields),
            (Cause::EncodedOnce, Cause::LowerCaseHex) => {
                for cause in [&other, &one] {
                    all()
                        .filter(|planted| planted.cause == *cause)
                        .for_each(|planted| (planted.make)(&mut signing));
                }
            }
            _ => {
                let both = all().filter(|planted| planted.cause == one || planted.cause == other);
                both.for_each(|planted| (planted.make)(&mut signing));
            }
        }
        let diagnosis = diagnosed(&fields, signing.sign());
        let causes = diagnosis.causes();
        assert!(
            causes.len() == 2 && causes.contains(&one) && causes.contains(&other),
            "{causes:?}"
        );
    }
}

#[test]
fn knows_what_libraries_call_encoding() {
    let fields = fields();
    let signing = Signing::java(&fields);
    let causes = diagnosed(&fields, signing.sign()).causes().to_vec();
    assert_eq!(
        causes,
        [Cause::PlusForSpace, Cause::StarKept, Cause::TildeEncoded]
    );
}

#[test]
fn a_lost_plus_and_the_alphabet_of_urls_show_in_signatures_that_have_them() {
    let key = SigningKey::with_digest(Digest::HmacSha1, SECRET);
    let mut fields = fields();
    let mut sign = String::new();
    for number in 0.. {
        fields[0].1 = number.to_string();
        sign = key.sign(fields.clone());
        if sign.contains('+') && sign.contains('/') {
            break;
        }
    }
    assert_eq!(
        diagnosed(&fields, sign.replace('+', " ")).causes(),
        [Cause::SignaturePlusLost]
    );
    let url_safe = sign.replace('+', "-").replace('/', "_");
    assert_eq!(
        diagnosed(&fields, url_safe).causes(),
        [Cause::SignatureUrlSafe]
    );
}

#[test]
fn has_nothing_to_say_of_what_the_reference_signed() {
    let vectors: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../../vectors/signature-sha1.json")).expect("JSON");
    assert_eq!(vectors.len(), 81);
    for vector in vectors {
        let mut fields = Fields::new();
        for (name, value) in vector["params"].as_object().expect("an object") {
            let text = match value {
                serde_json::Value::Null => continue,
                serde_json::Value::Bool(true) => "True".to_owned(),
                serde_json::Value::Bool(false) => "False".to_owned(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            fields.push((name.clone(), text));
        }
        let text = |key: &str| vector[key].as_str().expect("a text");
        assert_eq!(Signing::right(&fields).text(), text("string_to_sign"));
        let doctor = Doctor::new(text("app_secret")).digest(Digest::HmacSha1);
        let signed = with_sign(&fields, text("sign").to_owned());
        assert_eq!(doctor.diagnose(signed), None, "{}", vector["name"]);
    }
}

#[test]
fn says_what_is_missing() {
    let all = with_sign(&fields(), "x".to_owned());
    for name in ["app_key", "signature_nonce", "timestamp", "sign"] {
        let fields = all.iter().filter(|(field, _)| field != name).cloned();
        let diagnosis = doctor().diagnose(fields).expect("a field is missing");
        assert_eq!(diagnosis.causes(), [Cause::MissingField(name)]);
    }
    let fields = fields();
    assert_eq!(
        diagnosed(&fields, String::new()).causes(),
        [Cause::NoDigest { bytes: Some(0) }]
    );
    assert_eq!(
        diagnosed(&fields, "?".to_owned()).causes(),
        [Cause::NoDigest { bytes: None }]
    );
}

#[test]
fn judges_the_time_when_it_is_told_to() {
    let fields = fields();
    let signed = with_sign(&fields, Signing::right(&fields).sign());
    assert_eq!(doctor().diagnose(signed.clone()), None);
    let after = |seconds: u64| {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_418_879 + seconds);
        let diagnosis = doctor().now(now).diagnose(signed.clone())?;
        Some(diagnosis.causes().to_vec())
    };
    let expired = |seconds, offset| Cause::Expired {
        age: Duration::from_secs(seconds),
        max_age: Duration::from_secs(300),
        offset,
    };
    assert_eq!(after(300), None);
    assert_eq!(after(301), Some(vec![expired(301, None)]));
    assert_eq!(
        after(5 * 3600 + 59),
        Some(vec![expired(18_059, Some(-300))])
    );
    assert_eq!(after(5 * 3600 + 900), Some(vec![expired(18_900, None)]));
    let mut ill_formed = fields;
    ill_formed[17].1 = "now".to_owned();
    let signed = with_sign(&ill_formed, Signing::right(&ill_formed).sign());
    let diagnosis = doctor()
        .now(SystemTime::now())
        .diagnose(signed)
        .expect("no time");
    assert_eq!(diagnosis.causes(), [Cause::IllFormedTimestamp]);
}
