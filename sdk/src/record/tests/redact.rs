//! What is hidden in an answer.

use crate::record::format::REDACTED;
use crate::record::redact::{value, without_query};

#[test]
fn writes_json_to_be_read() {
    let text = r#"{"a":[1,2.50,{}],"b":"x\n","c":[],"d":{"e":null}}"#;
    let pretty = value(text, None, true);
    assert_eq!(
        pretty,
        "{\n  \"a\": [\n    1,\n    2.50,\n    {}\n  ],\n  \"b\": \"x\\n\",\n  \"c\": [],\n  \"d\": {\n    \"e\": null\n  }\n}"
    );
    let hidden = value(text, None, false);
    assert!(
        hidden.contains("\"b\": \"[redacted]\"") && !hidden.contains("2.50"),
        "{hidden}"
    );
}

#[test]
fn names_that_may_be_data_are_hidden_with_their_values() {
    let text = r#"{"a1b2c3d4e5f6":1,"user_id":{"17600000001":2,"小明":[]}}"#;
    let hidden = value(text, None, false);
    let read: serde_json::Value = serde_json::from_str(&hidden).expect("JSON");
    let expected = serde_json::json!({
        "[redacted 1]": 0,
        "user_id": {"[redacted 1]": 0, "[redacted 2]": []},
    });
    assert_eq!(read, expected);
    assert!(value(text, None, true).contains("小明"));
}

#[test]
fn shows_nothing_that_is_too_deep() {
    let deep = "[".repeat(100) + "\"x\"" + &"]".repeat(100);
    let shown = value(&deep, None, true);
    assert!(shown.contains(REDACTED) && !shown.contains('x'), "{shown}");
    let deeper = "[".repeat(100_000) + &"]".repeat(100_000);
    assert!(value(&deeper, None, true).len() < 10_000);
}

#[test]
fn shows_nothing_of_what_is_not_json() {
    for text in ["", "[", "{\"a\": 1", "secret", "1 2"] {
        assert_eq!(value(text, None, true), "\"[redacted]\"");
    }
}

#[test]
fn keeps_the_shape_of_a_url() {
    let cases = [
        (
            "\"https://h/p/q.tsv?Expires=1&Signature=s%3D\"",
            "\"https://h/p/q.tsv?Expires=redacted&Signature=redacted\"",
        ),
        ("\"https://h/p?token\"", "\"https://h/p?redacted\""),
        ("\"https://h/p#f\"", "\"https://h/p\""),
        (
            "\"https://u:p@h/p?a1b2c3d4=x&b=y\"",
            "\"https://h/p?redacted&b=redacted\"",
        ),
        ("\"mailto:u@h?x\"", "\"[redacted]\""),
        ("\"no URL\"", "\"[redacted]\""),
    ];
    for (url, shown) in cases {
        assert_eq!(format!("\"{}\"", without_query(url)), shown);
    }
}
