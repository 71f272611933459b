//! Tests of the tables of synonyms.

use super::{ADVICE, SAME};
use crate::spec::model::TypeExpr;
use crate::spec::schema::schema;

fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    let advice = ADVICE.iter().map(|(words, known, _)| (*words, *known));
    SAME.iter().copied().chain(advice)
}

/// The words that are suggested are keys, built-in types or `list` and `map`.
#[test]
fn known_words_are_of_the_spec_language() {
    let schema = schema();
    for (_, known) in entries() {
        let is_key = schema.contains(&format!("\"{known}\":"));
        let mut types = TypeExpr::builtins().map(|(name, _)| name);
        let is_type = types.any(|name| name == known);
        let is_collection = matches!(known, "list" | "map");
        assert!(is_key || is_type || is_collection, "{known}");
    }
}

/// An entry is reached: no earlier one has its word for the same known word.
#[test]
fn no_word_has_two_meanings_in_one_place() {
    let pairs =
        entries().flat_map(|(words, known)| words.split(' ').map(move |word| (word, known)));
    let mut pairs: Vec<_> = pairs.collect();
    let all = pairs.len();
    pairs.sort_unstable();
    pairs.dedup();
    assert_eq!(pairs.len(), all);
}
