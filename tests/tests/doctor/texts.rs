//! The doctor with the text that the other side reports as signed.

use crate::planted::{SECRET, Signing, codes, fields, in_the_text, planted};
use crate::{doctor, planted_sign, with_sign};
use bge_private_sdk::signature::doctor::{Cause, Diagnosis, Doctor};

fn compared(text: &str, sign: String) -> Diagnosis {
    let diagnosis = doctor()
        .signed_text(text)
        .diagnose(with_sign(&fields(), sign));
    diagnosis.expect("a wrong signature")
}

#[test]
fn the_same_text_leaves_the_secret() {
    let mut signing = Signing::right(&fields());
    let text = signing.text();
    signing.key_of("another");
    assert_eq!(
        codes(compared(&text, signing.sign()).causes()),
        ["other-secret"]
    );
    signing.key_of("mock-app-key");
    assert_eq!(
        codes(compared(&text, signing.sign()).causes()),
        ["app-key-as-secret"]
    );
}

#[test]
fn a_mistake_in_the_text_is_named_though_the_secret_is_another_one() {
    // Only some mistakes, because each one requires a complete search for a signature that cannot be found.
    for planted in in_the_text().into_iter().step_by(6) {
        let mut signing = Signing::right(&fields());
        (planted.make)(&mut signing);
        let text = signing.text();
        signing.key_of("another");
        let diagnosis = compared(&text, signing.sign());
        assert!(planted.is(&diagnosis.causes()[0]), "{diagnosis}");
        assert_eq!(codes(&diagnosis.causes()[1..]), ["other-secret"]);
        assert!(diagnosis.difference().is_some());
    }
}

#[test]
fn compares_field_by_field_what_no_signature_can_tell() {
    let mut signed = fields();
    signed[1].1 = "ods/b.tsv".to_owned();
    signed[14].1 = "other-hidden-value".to_owned();
    signed.retain(|(name, _)| name != "count");
    signed.push(("colour".to_owned(), "blue".to_owned()));
    let causes = [
        "the field `object_name` was changed after signing: its value differs;",
        "the field `count` was not signed;",
        "the field `password` was changed after signing: its value differs;",
        "the field `colour` was signed and not received;",
    ];
    let are_named = |named: &[Cause]| {
        let mut pairs = named.iter().zip(causes);
        named.len() == causes.len()
            && pairs.all(|(cause, sentence)| cause.to_string().starts_with(sentence))
    };
    let signing = Signing::right(&signed);
    let diagnosis = compared(&signing.text(), signing.sign());
    assert!(are_named(diagnosis.causes()), "{diagnosis}");

    // The same changes, together with a mistake in the encoding.
    let (text, sign) = planted_sign(&planted("encoded-once"), &signed);
    let diagnosis = compared(&text, sign);
    assert!(are_named(&diagnosis.causes()[..4]), "{diagnosis}");
    assert_eq!(codes(&diagnosis.causes()[4..]), ["encoded-once"]);
}

#[test]
fn any_text_will_do() {
    for text in [
        "",
        "&",
        "=",
        "abc",
        "%",
        "%3D%26%3d",
        "测=试&",
        &"&=%".repeat(1000),
    ] {
        let mut signing = Signing::right(&fields());
        signing.key_of("another");
        let diagnosis = compared(text, signing.sign());
        assert!(
            codes(diagnosis.causes()).contains(&"other-secret"),
            "{text:?}"
        );
        let difference = diagnosis.difference().expect("another text");
        assert!(difference.expected.chars().count() <= 66);
    }
}

#[test]
fn shows_values_only_of_fields_that_may_be() {
    let password = |signing: &mut Signing| signing.fields[14].1 = "hidden value".to_owned();
    let mut signing = Signing::right(&fields());
    password(&mut signing);
    let sign = with_sign(&fields(), signing.sign());
    let doctor = Doctor::new(SECRET).signed_text(signing.text());
    let diagnosis = doctor.diagnose(sign.clone()).expect("a wrong signature");
    let shown = format!(
        "{diagnosis} {diagnosis:?} {} {doctor:?}",
        diagnosis.summary()
    );
    assert!(shown.contains("password%3D[redacted]"), "{shown}");
    assert!(
        !shown.contains("hidden") && !shown.contains(SECRET),
        "{shown}"
    );
    let open = doctor
        .clone()
        .show(["password"])
        .diagnose(sign.clone())
        .expect("the same");
    assert!(open.to_string().contains("hidden%2520value"), "{open}");
    let open = doctor.show_all().diagnose(sign).expect("the same");
    assert!(open.to_string().contains("hidden%2520value"), "{open}");

    // Without encoding, part of a hidden value could look like a field that may be shown.
    let mut fields = fields();
    fields.retain(|(name, _)| ["app_key", "signature_nonce", "timestamp"].contains(&name.as_str()));
    fields.push(("a".to_owned(), "x&app_key=hidden-value".to_owned()));
    for planted in [planted("not-encoded"), planted("fields-not-encoded")] {
        let (_, sign) = planted_sign(&planted, &fields);
        let diagnosis = Doctor::new(SECRET).diagnose(with_sign(&fields, sign));
        let shown = format!("{diagnosis:?}");
        assert!(!shown.contains("hidden"), "{shown}");
    }
}

#[test]
fn reads_like_this() {
    let mut fields = fields();
    fields.retain(|(name, _)| {
        ["app_key", "signature_nonce", "timestamp", "object_name"].contains(&name.as_str())
    });
    let (_, sign) = planted_sign(&planted("plus-for-space"), &fields);
    let diagnosis = doctor()
        .show(["object_name"])
        .diagnose(with_sign(&fields, sign));
    let diagnosis = diagnosis.expect("a wrong signature");
    assert_eq!(
        diagnosis.to_string(),
        "a space in a value was signed as `+`; encode it as `%20`
the texts first differ at character 109, in the field `object_name`
  expected  …26object_name%3Dods%252F%252A~%2520%2521%2527%2528%2529%25E6%25B…
  signed    …26object_name%3Dods%252F%252A~%2B%2521%2527%2528%2529%25E6%25B5%…
                                             ^"
    );
}

#[test]
fn shows_the_field_and_the_place_in_both_texts() {
    let fields = vec![
        ("a".to_owned(), "1".to_owned()),
        ("app_key".to_owned(), "k".to_owned()),
        ("name".to_owned(), "x y".to_owned()),
        ("signature_nonce".to_owned(), "n".to_owned()),
        ("timestamp".to_owned(), "2026-11-23T07:27:59Z".to_owned()),
    ];
    let (_, sign) = planted_sign(&planted("plus-for-space"), &fields);
    let doctor = Doctor::new(SECRET);
    let found = |doctor: Doctor| {
        let diagnosis = doctor.diagnose(with_sign(&fields, sign.clone()));
        let diagnosis = diagnosis.expect("a wrong signature");
        diagnosis.difference().cloned().expect("the texts differ")
    };
    let shown = found(doctor.clone().show(["a", "name"]));
    assert_eq!((shown.position, shown.field.as_deref()), (86, Some("name")));
    assert_eq!(
        shown.to_string(),
        "the texts first differ at character 86, in the field `name`
  expected  …a%3D1%26app_key%3Dk%26name%3Dx%2520y%26signature_nonce%3Dn%26tim…
  signed    …a%3D1%26app_key%3Dk%26name%3Dx%2By%26signature_nonce%3Dn%26times…
                                             ^"
    );
    // If a value may not be shown, the position is the start of the value, and both texts look the same.
    let hidden = found(doctor);
    assert!(
        hidden
            .expected
            .contains("name%3D[redacted]%26signature_nonce"),
        "{hidden}"
    );
    assert_eq!(hidden.signed, hidden.expected);
    assert_eq!(
        hidden.expected.chars().nth(hidden.caret),
        Some('['),
        "{hidden}"
    );
}
