//! Tests of values as Python writes them, with texts and signatures that Python 3.11 and the platform's client made.

use serde_json::Value;

use crate::runtime::python::text;
use crate::signature::SigningKey;

fn vectors(key: &str) -> Vec<Value> {
    let all = include_str!("../../../../tests/vectors/python-repr.json");
    let all: Value = serde_json::from_str(all).expect("the vectors are JSON");
    all[key].as_array().expect("a list").clone()
}

fn member<'a>(vector: &'a Value, name: &str) -> &'a str {
    vector[name].as_str().expect("a text")
}

#[test]
fn values_are_written_like_python() {
    for vector in vectors("values") {
        let json = member(&vector, "json");
        assert_eq!(text(json), member(&vector, "python"), "{json}");
    }
}

/// Returns whether a character is written as it is.
fn is_kept(c: char) -> bool {
    let json = serde_json::to_string(&[c.to_string()]).expect("a list of texts");
    let kept = [
        format!("['{c}']"),
        format!("[\"{c}\"]"),
        "['\\\\']".to_owned(),
    ];
    kept.contains(&text(&json))
}

#[test]
fn characters_are_escaped_like_python() {
    for (key, expected) in [("printable", true), ("not_printable", false)] {
        for range in vectors(key) {
            let [first, last] = [0, 1].map(|end| range[end].as_u64().expect("a number"));
            for code in first..=last {
                let c = u32::try_from(code).ok().and_then(char::from_u32);
                let kept = c.map(is_kept);
                assert!(kept.is_none_or(|kept| kept == expected), "U+{code:04X}");
            }
        }
    }
}

#[test]
fn signatures_are_those_of_the_python_client() {
    for vector in vectors("signed") {
        let items = text(member(&vector, "data_items"));
        let sign = SigningKey::new("example-secret").sign([
            ("app_key", "example-key"),
            ("signature_nonce", "0123"),
            ("timestamp", "2026-11-23T07:27:59Z"),
            ("batch_no", member(&vector, "batch_no")),
            ("data_items", &items),
        ]);
        assert_eq!(sign, member(&vector, "sign"));
    }
}

#[test]
fn deep_json_is_written() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(text(&deep), deep);
}
