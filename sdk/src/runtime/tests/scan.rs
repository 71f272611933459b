//! Tests of splitting lists and objects.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::runtime::decode::scan::{items, members};

/// Texts of JSON, each of them well-formed, of some depth.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "null",
        "true",
        "-1.5e+7",
        "0",
        r#""""#,
        r#""a,b:c]d}e""#,
        r#""\"""#,
        r#""\\""#,
        r#""\\\"{[""#,
        r#""é😀\u00e9\ud83d\ude00""#,
        "[]",
        "{}",
        "[ ]",
        "{\n}",
    ]
    .map(str::to_owned)
    .into();
    for _ in 0..2 {
        let list = texts.join(" ,\t");
        let keys = ["a", "", "\\\"", "\\u0061b", "é]", "}:"].iter().cycle();
        let entries = texts.iter().zip(keys).enumerate();
        let object: Vec<_> = entries
            .map(|(i, (text, key))| format!("\"{key}{i}\" : {text}\r\n"))
            .collect();
        texts.push(format!("[{list}]"));
        texts.push(format!("{{ {}}}", object.join(",")));
    }
    texts
}

#[test]
fn parts_are_those_that_serde_json_finds() {
    let mut count = 0;
    for text in texts() {
        if text.starts_with('[') {
            let expected: Vec<&RawValue> = serde_json::from_str(&text).expect("a list");
            let expected: Vec<_> = expected.iter().map(|raw| raw.get()).collect();
            assert_eq!(items(&text), expected);
            count += expected.len();
        } else if text.starts_with('{') {
            let expected: BTreeMap<String, &RawValue> =
                serde_json::from_str(&text).expect("an object");
            let found: BTreeMap<String, &str> = members(&text)
                .into_iter()
                .map(|(key, raw)| (key.into_owned(), raw))
                .collect();
            let expected: BTreeMap<String, &str> = expected
                .into_iter()
                .map(|(key, raw)| (key, raw.get()))
                .collect();
            assert_eq!(found, expected);
            count += expected.len();
        }
    }
    assert_eq!(count, 60);
}

#[test]
fn what_is_not_json_ends_all_the_same() {
    for text in texts() {
        for (end, _) in text.char_indices() {
            let cut = text.get(..end).expect("a boundary");
            assert!(items(cut).len() <= cut.len());
            assert!(members(cut).len() <= cut.len());
        }
    }
    for text in [
        "", "[", "[}", "]", "[]]", "{\"a\"", "[\"\\", "{:,:", "é", "[é", "{{{{", "]]]]",
    ] {
        items(text);
        members(text);
    }
}
