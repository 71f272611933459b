//! Paths of calls: a segment `{name}` stands for the value of a parameter.

/// Returns the names of the parameters in a path.
pub fn parameters(path: &str) -> impl Iterator<Item = &str> + Clone {
    path.split('/').filter_map(parameter)
}

/// Returns the parameter that a segment stands for.
#[must_use]
pub fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Returns a path with unnamed parameters. Two paths that become the same cannot be told apart.
#[must_use]
pub fn unnamed(path: &str) -> String {
    let segments = path.split('/');
    let segments = segments.map(|segment| parameter(segment).map_or(segment, |_| "{}"));
    segments.collect::<Vec<_>>().join("/")
}
