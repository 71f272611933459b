//! Finds the known name that is most similar to a misspelt name.

use strsim::osa_distance;

use super::quoted::Quoted;

/// Returns the known name that is most similar, if it is similar enough.
#[must_use]
pub fn most_similar<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 256;
    let length = name.chars().count();
    if length == 0 || length > LONGEST {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    // One mistake per three characters, at least one and at most four, and never more than half of the
    // characters.
    let most = (length / 3).clamp(1, 4);
    let distances = known.into_iter().filter_map(|candidate| {
        let apart = candidate.chars().count().abs_diff(length);
        let distance = if apart > most {
            most + 1
        } else {
            osa_distance(&lower, &candidate.to_ascii_lowercase())
        };
        (distance <= most && distance * 2 <= length).then_some((distance, candidate))
    });
    distances
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Returns the end of a message about an unknown name that suggests a similar known one.
pub(crate) fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    match most_similar(name, known) {
        Some(meant) => format!("; did you mean {}?", Quoted(meant)),
        None => String::new(),
    }
}
