//! The signature doctor names each mistake and no other, also over the mock platform. A correct signature has
//! no mistakes.
#![allow(clippy::expect_used, clippy::indexing_slicing)] // a failed test may panic

mod bounds;
mod planted;
mod platform;
mod properties;
mod texts;
mod written;

use std::time::{Duration, SystemTime};

use bge_private_sdk::signature::doctor::{Diagnosis, Doctor};
use bge_private_sdk::signature::{Digest, SigningKey};
use planted::{Fields, Planted, SECRET, Signing, beside_the_text, codes, fields, in_the_text};

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
        assert_ne!(text, right, "{} shows", planted.code);
        let diagnosis = diagnosed(&fields, sign);
        assert!(
            planted.is_all_of(diagnosis.causes()),
            "{}: {diagnosis}",
            planted.code
        );
        let difference = diagnosis.difference().expect("the texts differ");
        let at = right.chars().zip(text.chars()).position(|(a, b)| a != b);
        assert_eq!(Some(difference.position - 1), at, "{diagnosis}");
        assert!(diagnosis.is_complete());
    }
    for planted in beside_the_text() {
        let (_, sign) = planted_sign(&planted, &fields);
        let diagnosis = diagnosed(&fields, sign);
        assert!(
            planted.is_all_of(diagnosis.causes()),
            "{}: {diagnosis}",
            planted.code
        );
        assert_eq!(diagnosis.difference(), None);
    }
}

#[test]
fn says_each_mistake_in_its_own_words() {
    let fields = fields();
    let all = in_the_text().into_iter().chain(beside_the_text());
    let mut sentences: Vec<(String, &str)> = Vec::new();
    for planted in all {
        let (_, sign) = planted_sign(&planted, &fields);
        let diagnosis = diagnosed(&fields, sign);
        let told = (diagnosis.causes()[0].to_string(), planted.code);
        if !sentences.contains(&told) {
            sentences.push(told);
        }
    }
    let is_sentence = |told: &(String, &str)| told.0.len() > 30 && !told.0.contains('\n');
    assert!(sentences.iter().all(is_sentence), "{sentences:#?}");
    // A digest without a key can be made in several ways, which all have the same cause.
    assert_eq!(
        sentences.len(),
        in_the_text().len() + beside_the_text().len() - 4
    );
    sentences.sort();
    sentences.dedup_by(|one, other| one.0 == other.0);
    assert_eq!(
        sentences.len(),
        in_the_text().len() + beside_the_text().len() - 4
    );
}

#[test]
fn names_two_mistakes_at_once() {
    let fields = fields();
    let pairs = [
        ("plus-for-space", "star-kept"),
        ("encoded-once", "lower-case-hex"),
        ("encoded-once", "secret-without-ampersand"),
        ("lower-case-hex", "local-time"),
        ("signature-in-hex", "secret-without-ampersand"),
        ("signature-unpadded", "prefix-missing"),
    ];
    for (one, other) in pairs {
        let mut signing = Signing::right(&fields);
        let mut plant = |code: &str| {
            let mut all = in_the_text().into_iter().chain(beside_the_text());
            let planted = all.find(|planted| planted.code == code);
            (planted.expect("a mistake").make)(&mut signing);
        };
        match (one, other) {
            // Both mistakes are made by one encoding function.
            ("plus-for-space", "star-kept") => signing = Signing::form_encoded(&fields),
            // Applied last, `lower-case-hex` would encode the whole text again.
            ("encoded-once", "lower-case-hex") => [other, one].into_iter().for_each(plant),
            _ => {
                plant(one);
                plant(other);
            }
        }
        let diagnosis = diagnosed(&fields, signing.sign());
        let causes = codes(diagnosis.causes());
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
    assert_eq!(
        codes(diagnosed(&fields, signing.sign()).causes()),
        ["plus-for-space", "star-kept", "tilde-encoded"]
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
        codes(diagnosed(&fields, sign.replace('+', " ")).causes()),
        ["signature-plus-lost"]
    );
    let url_safe = sign.replace('+', "-").replace('/', "_");
    assert_eq!(
        codes(diagnosed(&fields, url_safe).causes()),
        ["signature-url-safe"]
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
        assert_eq!(codes(diagnosis.causes()), ["missing-field"]);
        assert_eq!(
            diagnosis.to_string(),
            format!("the field `{name}` is missing; every call has it")
        );
    }
}

#[test]
fn judges_the_time_when_it_is_told_to() {
    let fields = fields();
    let signed = with_sign(&fields, Signing::right(&fields).sign());
    assert_eq!(doctor().diagnose(signed.clone()), None);
    let after = |seconds: u64| {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_418_879 + seconds);
        let diagnosis = doctor().now(now).diagnose(signed.clone())?;
        assert_eq!(codes(diagnosis.causes()), ["expired"]);
        Some(diagnosis.to_string())
    };
    let expired =
        |seconds, advice| format!("the timestamp is {seconds} s old, more than 300 s; {advice}");
    let anew = "sign each attempt anew and set the clock";
    let local = "it looks like local time at UTC-05:00: send UTC";
    assert_eq!(after(300), None);
    assert_eq!(after(301), Some(expired(301, anew)));
    assert_eq!(after(5 * 3600 + 59), Some(expired(18_059, local)));
    assert_eq!(after(5 * 3600 + 900), Some(expired(18_900, anew)));
    let mut ill_formed = fields;
    ill_formed[17].1 = "now".to_owned();
    let signed = with_sign(&ill_formed, Signing::right(&ill_formed).sign());
    let diagnosis = doctor()
        .now(SystemTime::now())
        .diagnose(signed)
        .expect("no time");
    assert_eq!(codes(diagnosis.causes()), ["ill-formed-timestamp"]);
}
