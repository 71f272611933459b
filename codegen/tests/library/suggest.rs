//! Tests of suggestions for unknown words.

use bge_private_codegen::diagnostics::{Suggestion, nearest, suggestion};

#[test]
fn suggests_only_what_is_near() {
    let keys = ["args", "kwargs", "response", "retry"];
    assert_eq!(nearest("kwarg", keys), Some("kwargs"));
    assert_eq!(nearest("Respone", keys), Some("response"));
    assert_eq!(nearest("kwrags", keys), Some("kwargs"));
    assert_eq!(nearest("timeout", keys), None);
    assert_eq!(nearest("", keys), None);
    assert_eq!(nearest("x", ["f", "t"]), None);
    assert_eq!(nearest("Itme", ["time", "Item"]), Some("Item"));
    assert_eq!(nearest(&"x".repeat(100_000), keys), None);
}

#[test]
fn suggests_what_other_languages_call_differently() {
    let word = |word, known: &[&'static str]| {
        suggestion(word, known.iter().copied()).and_then(Suggestion::word)
    };
    assert_eq!(word("returns", &["retry", "response"]), Some("response"));
    assert_eq!(word("INT", &["integer", "Unit"]), Some("integer"));
    // A name of the spec comes first, and a word that is not known here is never suggested.
    assert_eq!(word("number", &["decimal", "Number"]), Some("Number"));
    assert_eq!(word("returns", &["path"]), None);
    let required = suggestion("required", ["optional", "secret"]).unwrap();
    assert!(required.to_string().contains("`optional: true`"));
    assert_eq!(suggestion("required", ["path"]), None);
}
