//! Suggests what to write instead of an unknown word.

use std::fmt;

use strsim::osa_distance;

use super::synonyms::{ADVICE, SAME};

/// Longer words, and further candidates, are ignored.
const MAX_LENGTH: usize = 48;
const MAX_CANDIDATES: usize = 1_000;

/// Returns the candidate that is nearest to `word`, if one is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.chars().nth(MAX_LENGTH).is_some() {
        return None;
    }
    let lower = word.to_lowercase();
    let length = lower.chars().count();
    candidates
        .into_iter()
        .take(MAX_CANDIDATES)
        .filter_map(|candidate| {
            let other = candidate.to_lowercase();
            let other_length = other.chars().count();
            let longest = length.max(other_length);
            let allowed = longest.div_ceil(3).min(longest.saturating_sub(1));
            if length.abs_diff(other_length) > allowed {
                return None;
            }
            let near = osa_distance(&lower, &other);
            (near <= allowed).then(|| ((near, osa_distance(word, candidate)), candidate))
        })
        .min_by_key(|(distances, _)| *distances)
        .map(|(_, candidate)| candidate)
}

/// What to write instead of an unknown word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suggestion<'a> {
    /// A known word.
    Word(&'a str),
    /// What no single word expresses.
    Advice(&'static str),
}

impl<'a> Suggestion<'a> {
    /// Returns the known word, if it is one.
    #[must_use]
    pub fn word(self) -> Option<&'a str> {
        match self {
            Self::Word(word) => Some(word),
            Self::Advice(_) => None,
        }
    }
}

impl fmt::Display for Suggestion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(word) => write!(f, "did you mean `{word}`?"),
            Self::Advice(advice) => f.write_str(advice),
        }
    }
}

/// Suggests the candidate that differs only in case, or else has the same meaning in another language, or else is
/// nearest.
pub fn suggestion<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
) -> Option<Suggestion<'a>> {
    let candidates = candidates.into_iter();
    let is_word = |other: &&str| other.eq_ignore_ascii_case(word);
    let same = candidates.clone().find(is_word).map(Suggestion::Word);
    let same_meaning = SAME.iter();
    let same_meaning = same_meaning.map(|(words, known)| (words, known, Suggestion::Word(known)));
    let advice = ADVICE.iter();
    let advice = advice.map(|(words, known, text)| (words, known, Suggestion::Advice(text)));
    let meant = || {
        let mut entries = same_meaning.chain(advice).filter(|(words, known, _)| {
            words.split(' ').any(|word| is_word(&word))
                && candidates.clone().any(|one| one == **known)
        });
        entries.next().map(|(_, _, suggestion)| suggestion)
    };
    let near = || nearest(word, candidates.clone()).map(Suggestion::Word);
    same.or_else(meant).or_else(near)
}
