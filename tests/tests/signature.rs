//! The signature: vectors of the reference implementation, which the client's one-pass signing must
//! reproduce.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use bge_private_sdk::signature::{Digest, SigningKey, VerifyError, string_to_sign};
use serde_json::Value;

/// Returns the vectors, with each value as the text that is sent.
fn vectors() -> Vec<(Value, BTreeMap<String, String>)> {
    let vectors: Vec<Value> =
        serde_json::from_str(include_str!("../vectors/signature-sha1.json")).unwrap();
    vectors
        .into_iter()
        .map(|vector| {
            let params = vector["params"].as_object().unwrap();
            let sent = params.iter().filter_map(|(name, value)| {
                let text = match value {
                    Value::Null => return None,
                    Value::Bool(true) => "True".to_owned(),
                    Value::Bool(false) => "False".to_owned(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                Some((name.clone(), text))
            });
            let sent = sent.collect();
            (vector, sent)
        })
        .collect()
}

#[test]
fn agrees_with_the_reference() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 81);
    for (vector, fields) in vectors {
        let name = &vector["name"];
        assert_eq!(
            string_to_sign(&fields),
            vector["string_to_sign"].as_str().unwrap(),
            "{name}"
        );
        let key = SigningKey::new(vector["app_secret"].as_str().unwrap());
        assert_eq!(
            key.sign(&fields),
            vector["sign"].as_str().unwrap(),
            "{name}"
        );
    }
}

#[test]
fn verifies_what_the_reference_signed_and_nothing_else() {
    for (vector, mut fields) in vectors() {
        let name = &vector["name"];
        let key = SigningKey::new(vector["app_secret"].as_str().unwrap())
            .max_age(Duration::from_secs(u64::MAX / 4));
        if !fields.contains_key("timestamp") {
            continue;
        }
        fields.insert(
            "sign".to_owned(),
            vector["sign"].as_str().unwrap().to_owned(),
        );
        let now = SystemTime::now();
        assert_eq!(key.verify(&fields, now), Ok(()), "{name}");
        for field in fields.keys() {
            let mut altered = fields.clone();
            altered.get_mut(field).unwrap().push('1');
            assert!(key.verify(&altered, now).is_err(), "{name}: {field}");
            altered.remove(field);
            assert!(
                key.verify(&altered, now).is_err(),
                "{name}: without {field}"
            );
        }
        assert_eq!(
            SigningKey::new("other").verify(&fields, now),
            Err(VerifyError::Mismatch),
            "{name}"
        );
    }
}

/// Returns a call signed at 2026-11-23T07:27:59Z, and that time.
fn signed(key: &SigningKey) -> (BTreeMap<&'static str, String>, SystemTime) {
    let mut fields = BTreeMap::from([
        ("app_key", "key".to_owned()),
        (
            "signature_nonce",
            "5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6".to_owned(),
        ),
        ("timestamp", "2026-11-23T07:27:59Z".to_owned()),
    ]);
    fields.insert("sign", key.sign(&fields));
    (
        fields,
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_418_879),
    )
}

#[test]
fn refuses_what_is_too_old_and_takes_the_future() {
    let key = SigningKey::new("secret");
    let (fields, then) = signed(&key);
    assert_eq!(fields["sign"], "RGcuTalBtsF5Fv8lYNYwZ/xiKkQ=");
    let second = Duration::from_secs(1);
    assert_eq!(key.verify(&fields, then), Ok(()));
    assert_eq!(key.verify(&fields, then + 300 * second), Ok(()));
    let (age, max_age) = (301 * second, 300 * second);
    assert_eq!(
        key.verify(&fields, then + age),
        Err(VerifyError::Expired { age, max_age })
    );
    assert_eq!(key.clone().max_age(age).verify(&fields, then + age), Ok(()));
    assert_eq!(key.verify(&fields, then - 86_400 * second), Ok(()));
}

#[test]
fn names_what_is_missing_or_ill_formed() {
    let key = SigningKey::new("secret");
    let (fields, then) = signed(&key);
    for name in ["sign", "timestamp"] {
        let mut without = fields.clone();
        without.remove(name);
        assert_eq!(key.verify(&without, then), Err(VerifyError::Missing(name)));
    }
    for timestamp in [
        "",
        "now",
        "2026-11-23 07:27:59",
        "2026-11-23T07:27:59",
        "2026-11-23T07:27:59+00:00",
        "2026-11-23T07:27:59.5Z",
        "2026-11-23t07:27:59z",
        "2026-13-23T07:27:59Z",
        "1795418879",
    ] {
        let mut altered = fields.clone();
        altered.insert("timestamp", timestamp.to_owned());
        altered.insert("sign", key.sign(&altered));
        assert_eq!(
            key.verify(&altered, then),
            Err(VerifyError::IllFormedTimestamp),
            "{timestamp}"
        );
    }
}

#[test]
fn knows_hmac_sha256_too() {
    let key = SigningKey::with_digest(Digest::HmacSha256, "secret");
    let (fields, then) = signed(&key);
    // Computed with Python: base64(hmac.new(b"secret&", string_to_sign, "sha256")).
    assert_eq!(
        fields["sign"],
        "8OubOnf5oEVnyfs2IX5rJry99wFLtIoRmoXoxCNBoLg="
    );
    assert_eq!(key.verify(&fields, then), Ok(()));
    assert_eq!(
        SigningKey::with_digest(Digest::HmacSha1, "secret").verify(&fields, then),
        Err(VerifyError::Mismatch)
    );
}

#[test]
fn does_not_show_the_secret() {
    let shown = format!("{:?}", SigningKey::new("hush-hush"));
    assert!(
        shown.contains("[redacted]") && !shown.contains("hush"),
        "{shown}"
    );
}
