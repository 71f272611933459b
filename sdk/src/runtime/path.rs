//! Paths with parameters: `/task/{task_id}` is a template, whose parameters each fill one segment of a URL path.

use std::borrow::Cow;

use percent_encoding::utf8_percent_encode;

use crate::signature::form::RESERVED;

/// Returns whether a template has a parameter with this name.
pub(crate) fn has_parameter(template: &str, name: &str) -> bool {
    template
        .split('/')
        .filter_map(parameter)
        .any(|it| it == name)
}

/// Returns the parameter that a segment of a template stands for.
fn parameter(segment: &str) -> Option<&str> {
    segment.strip_prefix('{')?.strip_suffix('}')
}

/// Returns what is wrong with the value of a parameter in a path, as words that follow its name.
///
/// An empty segment would be dropped, and `.` and `..` would be resolved, even if they are percent-encoded.
pub(crate) fn problem(value: &str) -> Option<&'static str> {
    match value {
        "" => Some("is part of the path, so it must not be empty"),
        "." | ".." => Some("is part of the path, so it must not be `.` or `..`"),
        _ => None,
    }
}

/// Replaces a parameter of a template with its percent-encoded value. A value contains no `{` when it is encoded, so it is
/// never taken for a parameter.
pub(crate) fn fill(template: &str, name: &str, value: &str) -> String {
    let segments = template.split('/').map(|segment| match parameter(segment) {
        Some(parameter) if parameter == name => utf8_percent_encode(value, RESERVED).into(),
        _ => Cow::Borrowed(segment),
    });
    segments.collect::<Vec<_>>().join("/")
}

/// Returns the parameters of a template with their segments of a path, still encoded; `None` if the path is not of
/// this form.
#[cfg(any(feature = "describe", feature = "mock"))]
pub(crate) fn matched<'a>(
    template: &'static str,
    path: &'a str,
) -> Option<Vec<(&'static str, &'a str)>> {
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    let mut found = Vec::new();
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(found),
            (Some(wanted), Some(given)) => match parameter(wanted) {
                Some(name) if !given.is_empty() => found.push((name, given)),
                None if wanted == given => {}
                Some(_) | None => return None,
            },
            (Some(_), None) | (None, Some(_)) => return None,
        }
    }
}
