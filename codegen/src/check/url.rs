//! URLs in normal form, which is unchanged by reading and writing.

use crate::spec::is_digits;

/// Returns whether a character is not escaped in the path of a URL.
fn is_path_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/%".contains(c)
}

/// Returns why a text is not an absolute http or https URL in normal form.
pub fn problem(text: &str) -> Option<String> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Some("a URL starts with `https://` or `http://`".to_owned());
    };
    if !matches!(scheme, "https" | "http") {
        return Some(
            if matches!(scheme.to_ascii_lowercase().as_str(), "https" | "http") {
                "its scheme would be written in lower case".to_owned()
            } else {
                "a URL starts with `https://` or `http://`".to_owned()
            },
        );
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    if let Some(problem) = authority_problem(scheme, authority) {
        return Some(problem);
    }
    if !rest.starts_with('/') {
        return Some(format!(
            "it would be written with a slash: `{scheme}://{authority}/{rest}`"
        ));
    }
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    path_problem(path)
        .or_else(|| {
            stray("its query", query, |c| {
                (is_path_char(c) && c != '\'') || c == '?'
            })
        })
        .or_else(|| stray("its fragment", fragment, |c| is_path_char(c) || c == '?'))
        .or_else(|| broken_escape(text))
}

fn authority_problem(scheme: &str, authority: &str) -> Option<String> {
    if authority.contains('@') {
        return Some("a user or password is not allowed".to_owned());
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    if host.is_empty() {
        return Some("its host is missing".to_owned());
    }
    if host.contains(|c: char| c.is_ascii_uppercase()) {
        return Some("its host would be written in lower case".to_owned());
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
    };
    if !host.split('.').all(is_label) {
        return Some("its host is not a name of letters, digits, hyphens and dots".to_owned());
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    if is_digits(last) && !is_ipv4(host) || last.starts_with("0x") {
        return Some("its host looks like an IPv4 address but is not one".to_owned());
    }
    port_problem(scheme, port?)
}

fn is_ipv4(host: &str) -> bool {
    host.parse::<std::net::Ipv4Addr>().is_ok()
}

fn port_problem(scheme: &str, port: &str) -> Option<String> {
    let number = port
        .parse::<u16>()
        .ok()
        .filter(|number| number.to_string() == port);
    match (scheme, number) {
        (_, None) => Some("its port is not a number up to 65535".to_owned()),
        ("https", Some(443)) | ("http", Some(80)) => {
            Some("its port is that of the scheme and would be left out".to_owned())
        }
        _ => None,
    }
}

fn path_problem(path: &str) -> Option<String> {
    let is_dots = |segment: &str| {
        let plain = segment.to_ascii_lowercase().replace("%2e", ".");
        plain == "." || plain == ".."
    };
    if path.split('/').any(is_dots) {
        return Some("`.` and `..` in its path would be resolved".to_owned());
    }
    stray("its path", path, is_path_char)
}

fn stray(what: &str, text: &str, known: impl Fn(char) -> bool) -> Option<String> {
    let stray = text.chars().find(|c| !known(*c))?;
    Some(if stray.is_control() {
        format!("a control character in {what} would be dropped")
    } else {
        format!("`{stray}` in {what} would be written as an escape")
    })
}

fn broken_escape(text: &str) -> Option<String> {
    let is_hex = |escape: &str| {
        escape
            .get(..2)
            .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    let broken = text.split('%').skip(1).any(|escape| !is_hex(escape));
    broken.then(|| "`%` in it is not followed by two hexadecimal digits".to_owned())
}

/// Returns why a text cannot be part of a URL path unchanged. `/` is allowed.
pub(super) fn plain_path_problem(path: &str) -> Option<String> {
    if !path.starts_with('/') {
        return Some("a path starts with a slash".to_owned());
    }
    if path.contains("//") {
        return Some("a segment between two slashes is empty".to_owned());
    }
    if path.contains(['{', '}']) {
        return Some("parameters within a path are not part of the spec language".to_owned());
    }
    if path.contains('%') {
        return Some("escapes are not allowed".to_owned());
    }
    if path.contains(['?', '#']) {
        return Some("a query or fragment is not allowed".to_owned());
    }
    let problem = path_problem(path)?;
    Some(problem.replace("its path", "it"))
}
