//! Suggests the known word that an unknown word may stand for.

use strsim::osa_distance;

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
