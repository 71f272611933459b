//! URLs: in normal form, which is unchanged by reading and writing, or in any form.

use crate::spec::is_digits;

/// Returns whether a character is not escaped in the path of a URL.
fn is_path_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/%".contains(c)
}

/// Returns why a text is not an absolute http or https URL in normal form.
pub fn problem(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
    if !matches!(scheme, "https" | "http") {
        let problem = match scheme.to_ascii_lowercase().as_str() {
            "https" | "http" => "its scheme would be written in lower case",
            _ => "a URL starts with `https://` or `http://`",
        };
        return Some(problem.to_owned());
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    if let Some(problem) = authority_problem(scheme, authority) {
        return Some(problem.to_owned());
    }
    if !rest.starts_with('/') {
        let url = format!("{scheme}://{authority}/{rest}");
        return Some(format!("it would be written with a slash: `{url}`"));
    }
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let in_fragment = |c| is_path_char(c) || c == '?';
    path_problem(path)
        .or_else(|| stray("its query", query, |c| in_fragment(c) && c != '\''))
        .or_else(|| stray("its fragment", fragment, in_fragment))
        .or_else(|| broken_escape(text))
}

/// Returns why a text is not an absolute URL in any form.
pub fn exact_problem(text: &str) -> Option<String> {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    let Some((_, rest)) = text
        .split_once("://")
        .filter(|(scheme, _)| is_scheme(scheme))
    else {
        return Some("a URL starts with a scheme, like `https://`".to_owned());
    };
    if rest.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some("white space and control characters are not allowed".to_owned());
    }
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let authority = rest.get(..end).unwrap_or_default().to_ascii_lowercase();
    authority_problem("", &authority).map(str::to_owned)
}

fn authority_problem(scheme: &str, authority: &str) -> Option<&'static str> {
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let is_host_char =
        |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    let is_label = |label: &str| !label.is_empty() && label.chars().all(is_host_char);
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_ipv4 = host.parse::<std::net::Ipv4Addr>().is_ok();
    Some(if authority.contains('@') {
        "a user or password is not allowed"
    } else if host.is_empty() {
        "its host is missing"
    } else if host.contains(|c: char| c.is_ascii_uppercase()) {
        "its host would be written in lower case"
    } else if !host.split('.').all(is_label) {
        "its host is not a name of letters, digits, hyphens and dots"
    } else if is_digits(last) && !is_ipv4 || last.starts_with("0x") {
        "its host looks like an IPv4 address but is not one"
    } else {
        return port_problem(scheme, port?);
    })
}

fn port_problem(scheme: &str, port: &str) -> Option<&'static str> {
    let number = port.parse::<u16>().ok();
    match (scheme, number.filter(|number| number.to_string() == port)) {
        (_, None) => Some("its port is not a number up to 65535"),
        ("https", Some(443)) | ("http", Some(80)) => {
            Some("its port is that of the scheme and would be left out")
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
    let problem = if !path.starts_with('/') {
        "a path starts with a slash"
    } else if path.contains("//") {
        "a segment between two slashes is empty"
    } else if path.contains(['{', '}']) {
        "a parameter is a whole segment, such as `/{id}/`"
    } else if path.contains('%') {
        "escapes are not allowed"
    } else if path.contains(['?', '#']) {
        "a query or fragment is not allowed"
    } else {
        return path_problem(path).map(|problem| problem.replace("its path", "it"));
    };
    Some(problem.to_owned())
}
