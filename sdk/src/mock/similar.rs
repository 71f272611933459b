//! Which known name a misspelt one was meant to be.

/// The known name that is nearest, if it is near enough to be meant.
pub(crate) fn most_similar<'a>(
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    const LONGEST: usize = 256;
    let length = name.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    // One mistake in three characters, but at least one and at most four, and never more than half of them.
    let most = (length / 3).clamp(1, 4);
    let distances = known.into_iter().filter_map(|candidate| {
        let apart = candidate.chars().count().abs_diff(length);
        let distance = if apart > most {
            most + 1
        } else {
            distance(name, candidate)
        };
        (distance <= most && distance * 2 <= length).then_some((distance, candidate))
    });
    distances
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many characters to insert, delete, replace or swap with their neighbour.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().map(|c| c.to_ascii_lowercase()).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for c in one.chars().map(|c| c.to_ascii_lowercase()) {
        let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX);
        let mut next = vec![at(&row, 0).saturating_add(1)];
        for (index, d) in other.iter().enumerate() {
            let replaced = at(&row, index).saturating_add(usize::from(c != *d));
            let mut best = replaced
                .min(at(&row, index + 1).saturating_add(1))
                .min(at(&next, index).saturating_add(1));
            let swapped = index > 0 && other.get(index - 1) == Some(&c) && last == Some(*d);
            if swapped {
                best = best.min(at(&before, index - 1).saturating_add(1));
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(c);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_mistakes() {
        assert_eq!(distance("region", "region"), 0);
        assert_eq!(distance("regoin", "region"), 1);
        assert_eq!(distance("Region", "region"), 0);
        assert_eq!(distance("regin", "region"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("域名", "域"), 1);
    }

    #[test]
    fn takes_the_nearest() {
        let known = [
            "/service/oss/sign_url",
            "/service/sms",
            "/service/shorturls",
        ];
        assert_eq!(
            most_similar("/service/oss/signurl", known),
            Some("/service/oss/sign_url")
        );
        assert_eq!(most_similar("/service/sms/", known), Some("/service/sms"));
        assert_eq!(most_similar("/admin", known), None);
        assert_eq!(most_similar("", known), None);
        assert_eq!(most_similar("7", ["4", "5"]), None);
        assert_eq!(most_similar(&"x".repeat(100_000), known), None);
    }
}
