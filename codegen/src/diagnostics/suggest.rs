//! Suggests the known word that an unknown word may stand for.

use strsim::osa_distance;

/// Beyond these sizes a guess would cost more than it helps.
const MAX_LENGTH: usize = 48;
const MAX_CANDIDATES: usize = 1_000;

/// The candidate that is nearest to `word`, if one is near.
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

#[cfg(test)]
mod tests {
    use super::nearest;

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
}
