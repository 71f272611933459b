//! Tests of the table of synonyms.

use super::SYNONYMS;
use crate::spec::model::TypeExpr;
use crate::spec::schema::schema;

/// The words that are suggested are keys, built-in types or `list` and `map`.
#[test]
fn known_words_are_of_the_spec_language() {
    let schema = schema();
    for entry in SYNONYMS {
        let is_key = schema.contains(&format!("\"{}\":", entry.known));
        let mut types = TypeExpr::builtins().map(|(name, _)| name);
        let is_type = types.any(|name| name == entry.known);
        let is_collection = matches!(entry.known, "list" | "map");
        assert!(is_key || is_type || is_collection, "{}", entry.known);
    }
}

/// An entry is reached: no earlier one has its word for the same known word.
#[test]
fn no_word_has_two_meanings_in_one_place() {
    let pairs = SYNONYMS
        .iter()
        .flat_map(|entry| entry.words.iter().map(move |word| (*word, entry.known)));
    let mut pairs: Vec<_> = pairs.collect();
    let all = pairs.len();
    pairs.sort_unstable();
    pairs.dedup();
    assert_eq!(pairs.len(), all);
}
