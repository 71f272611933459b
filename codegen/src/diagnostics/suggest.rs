//! What somebody may have meant by a word that nobody knows.

/// Beyond these sizes a guess would cost more than it helps.
const MAX_LENGTH: usize = 48;
const MAX_CANDIDATES: usize = 1_000;

/// The candidate that is nearest to `word`, if one is near.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let exact: Vec<char> = word.chars().take(MAX_LENGTH + 1).collect();
    if exact.len() > MAX_LENGTH {
        return None;
    }
    let word: Vec<char> = word.to_lowercase().chars().collect();
    candidates
        .into_iter()
        .take(MAX_CANDIDATES)
        .filter_map(|candidate| {
            let other: Vec<char> = candidate.to_lowercase().chars().collect();
            let longest = word.len().max(other.len());
            let allowed = longest.div_ceil(3).min(longest.saturating_sub(1));
            if word.len().abs_diff(other.len()) > allowed {
                return None;
            }
            let near = distance(&word, &other);
            let cased: Vec<char> = candidate.chars().collect();
            (near <= allowed).then(|| ((near, distance(&exact, &cased)), candidate))
        })
        .min_by_key(|(distances, _)| *distances)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours that make one word of the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    let mut previous_a = None;
    for (i, &in_a) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        let mut left = i + 1;
        row.push(left);
        let mut previous_b = None;
        for (j, (&in_b, above)) in b.iter().zip(last.windows(2)).enumerate() {
            let &[diagonal, up] = above else { continue };
            let mut best = (diagonal + usize::from(in_a != in_b))
                .min(up + 1)
                .min(left + 1);
            if previous_a == Some(in_b)
                && previous_b == Some(in_a)
                && let Some(swap) = j.checked_sub(1).and_then(|j| before_last.get(j))
            {
                best = best.min(swap + 1);
            }
            row.push(best);
            left = best;
            previous_b = Some(in_b);
        }
        before_last = std::mem::replace(&mut last, row);
        previous_a = Some(in_a);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    fn between(a: &str, b: &str) -> usize {
        let [a, b] = [a, b].map(|word| word.chars().collect::<Vec<_>>());
        distance(&a, &b)
    }

    #[test]
    fn counts_edits() {
        assert_eq!(between("", ""), 0);
        assert_eq!(between("", "abc"), 3);
        assert_eq!(between("kwarg", "kwargs"), 1);
        assert_eq!(between("kwrags", "kwargs"), 1);
        assert_eq!(between("args", "kwargs"), 2);
        assert_eq!(between("kitten", "sitting"), 3);
        assert_eq!(between("中文字", "中字"), 1);
    }

    #[test]
    fn suggests_only_what_is_near() {
        let keys = ["args", "kwargs", "response", "retry"];
        assert_eq!(nearest("kwarg", keys), Some("kwargs"));
        assert_eq!(nearest("Respone", keys), Some("response"));
        assert_eq!(nearest("timeout", keys), None);
        assert_eq!(nearest("", keys), None);
        assert_eq!(nearest("x", ["f", "t"]), None);
        assert_eq!(nearest("Itme", ["time", "Item"]), Some("Item"));
        assert_eq!(nearest(&"x".repeat(100_000), keys), None);
    }
}
