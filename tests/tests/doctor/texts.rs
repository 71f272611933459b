//! With the text that the other side says it signed.

use crate::planted::{SECRET, Signing, fields, in_the_text};
use crate::{doctor, planted_sign, with_sign};
use bge_private_sdk::signature::doctor::{Cause, Change, Diagnosis, Doctor};

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
        compared(&text, signing.sign()).causes(),
        [Cause::OtherSecret]
    );
    signing.key_of("mock-app-key");
    assert_eq!(
        compared(&text, signing.sign()).causes(),
        [Cause::AppKeyAsSecret]
    );
}

#[test]
fn a_mistake_in_the_text_is_named_though_the_secret_is_another_one() {
    // A few of them: each takes a whole search for a signature that is not there.
    for planted in in_the_text().into_iter().step_by(6) {
        let mut signing = Signing::right(&fields());
        (planted.make)(&mut signing);
        let text = signing.text();
        signing.key_of("another");
        let diagnosis = compared(&text, signing.sign());
        assert_eq!(diagnosis.causes(), [planted.cause, Cause::OtherSecret]);
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
    let altered = |name: &str| Cause::FieldAltered {
        name: name.to_owned(),
        change: Change::Other,
    };
    let causes = [
        altered("object_name"),
        Cause::FieldNotSigned("count".to_owned()),
        altered("password"),
        Cause::FieldNotReceived("colour".to_owned()),
    ];
    let signing = Signing::right(&signed);
    let diagnosis = compared(&signing.text(), signing.sign());
    assert_eq!(diagnosis.causes(), causes);

    // The same, made in another way besides.
    let once = in_the_text()
        .into_iter()
        .find(|planted| planted.cause == Cause::EncodedOnce);
    let (text, sign) = planted_sign(&once.expect("a mistake"), &signed);
    let diagnosis = compared(&text, sign);
    assert_eq!(diagnosis.causes()[..4], causes);
    assert_eq!(diagnosis.causes()[4..], [Cause::EncodedOnce]);
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
        assert!(diagnosis.causes().contains(&Cause::OtherSecret), "{text:?}");
        let difference = diagnosis.difference().expect("another text");
        assert!(difference.expected().chars().count() <= 66);
    }
}

#[test]
fn shows_values_only_of_fields_that_may_be() {
    let planted = in_the_text();
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

    // Without encoding, a hidden value could pass for a field that may be shown.
    let mut fields = fields();
    fields.retain(|(name, _)| ["app_key", "signature_nonce", "timestamp"].contains(&name.as_str()));
    fields.push(("a".to_owned(), "x&app_key=hidden-value".to_owned()));
    let plain = |cause: &Cause| matches!(cause, Cause::NotEncoded | Cause::FieldsNotEncoded);
    for planted in planted.into_iter().filter(|planted| plain(&planted.cause)) {
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
    let plus = in_the_text()
        .into_iter()
        .find(|planted| planted.cause == Cause::PlusForSpace);
    let (_, sign) = planted_sign(&plus.expect("a mistake"), &fields);
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
