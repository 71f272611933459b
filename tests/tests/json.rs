//! JSON of unspecified shape is compared by value: the order of members and the notation of numbers are
//! ignored.

use bge_private_sdk::Json;

fn same_json(one: &str, other: &str) -> bool {
    let json = |text: &str| Json::from_text(text).unwrap();
    json(one) == json(other)
}

#[test]
fn values_are_compared() {
    for (one, other) in [
        (
            r#"{"a":1,"b":[2,{"c":3,"d":4}]}"#,
            r#" { "b" : [2, {"d":4,"c":3}], "a":1 } "#,
        ),
        (r#""\u00e9\/""#, "\"é/\""),
        ("1.50", "15e-1"),
        ("-0", "0.00"),
        ("100", "1E2"),
        (
            "123456789012345678901234567890",
            "123456789012345678901234567890.0",
        ),
    ] {
        assert!(same_json(one, other), "{one} {other}");
    }
    for (one, other) in [
        ("[1,2]", "[2,1]"),
        (r#"{"a":1}"#, r#"{"a":"1"}"#),
        (r#"{"a":1}"#, r#"{"a":1,"b":null}"#),
        (r#"{"a":1,"a":2}"#, r#"{"a":2,"a":1}"#),
        ("1", "-1"),
        ("18446744073709551616", "18446744073709551617"),
        ("1e99999999999999999999", "1e99999999999999999998"),
        (r#"["a","b"]"#, r#"["a,b"]"#),
    ] {
        assert!(!same_json(one, other), "{one} {other}");
    }
}

#[test]
fn deep_values_are_compared() {
    let deep = |inner: &str| "[".repeat(100_000) + inner + &"]".repeat(100_000);
    assert!(same_json(&deep("1"), &deep("1")));
    assert!(!same_json(&deep("1"), &deep("2")));
}
