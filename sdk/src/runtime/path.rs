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

/// Returns whether this URL path may be that of the call with this template, however it is written. A base URL may add a
/// path in front.
#[cfg(feature = "describe")]
pub(crate) fn may_be(template: &str, path: &str) -> bool {
    let known = segments(template);
    readings(path).iter().any(|path| {
        let start = path.len().checked_sub(known.len());
        let end = start.and_then(|start| path.get(start..));
        end.is_some_and(|end| are_same(&known, end))
    })
}

/// Returns whether this URL path may be that of the call with this template, or one below it.
pub(crate) fn may_be_under(template: &str, path: &str) -> bool {
    let known = segments(template);
    let is_part = |path: &Vec<String>| {
        let mut parts = path.windows(known.len().max(1));
        parts.any(|part| are_same(&known, part))
    };
    !known.is_empty() && readings(path).iter().any(is_part)
}

fn are_same(known: &[String], part: &[String]) -> bool {
    let mut pairs = part.iter().zip(known);
    pairs.all(|(part, known)| known.starts_with('{') || part == known)
}

/// Returns the segments of a path as lenient servers may read them. An encoded `?`, `#` or NUL ends the path for some
/// of them, and is part of a segment for others.
fn readings(path: &str) -> [Vec<String>; 2] {
    let path = decoded(path);
    let start = path.split(['?', '#', '\0']).next().unwrap_or_default();
    [segments(start), segments(&path)]
}

fn segments(path: &str) -> Vec<String> {
    let mut segments = Vec::new();
    for segment in path.to_ascii_lowercase().split(['/', '\\']) {
        let segment = segment.split(';').next().unwrap_or_default().trim();
        match segment {
            ".." => drop(segments.pop()),
            _ => match segment.trim_end_matches(['.', ' ']) {
                "" => {}
                name => segments.push(name.to_owned()),
            },
        }
    }
    segments
}

/// Percent-decodes until nothing is left to decode, because each proxy on the way may decode once.
///
/// It reads backwards, so that what is decoded is decoded again at once. Decoding the whole path again and again would
/// take very long for a path such as `%252525`.
fn decoded(path: &str) -> String {
    let mut backwards = Vec::with_capacity(path.len());
    for mut byte in path.bytes().rev() {
        while byte == b'%'
            && let &[.., low, high] = backwards.as_slice()
            && let Some(decoded) = from_hex(high, low)
        {
            byte = decoded;
            backwards.truncate(backwards.len() - 2);
        }
        backwards.push(byte);
    }
    backwards.reverse();
    String::from_utf8_lossy(&backwards).into_owned()
}

fn from_hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// Returns the parameters of a template with their segments of a path, still encoded; `None` if the path is not of
/// this form.
#[cfg(feature = "mock")]
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
