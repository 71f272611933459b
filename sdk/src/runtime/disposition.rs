//! The file name in a `Content-Disposition` header.

use percent_encoding::percent_decode_str;

/// Returns the file name, without folders. The encoded form `filename*` comes first.
pub(crate) fn file_name(disposition: &str) -> Option<String> {
    let mut plain = None;
    for (name, value) in parameters(disposition) {
        if name.eq_ignore_ascii_case("filename*") {
            if let Some(decoded) = decoded(&value).and_then(|name| base_name(&name)) {
                return Some(decoded);
            }
        } else if name.eq_ignore_ascii_case("filename") {
            plain = plain.or_else(|| base_name(&value));
        }
    }
    plain
}

/// Splits the parameters behind the first semicolon. Values may be quoted.
fn parameters(disposition: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut rest = disposition.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => {
                let end = after.find(';').unwrap_or(after.len());
                let (value, next) = after.split_at(end);
                (value.trim().to_owned(), next)
            }
        };
        let name = name.rsplit(';').next().unwrap_or_default();
        found.push((name.trim(), value));
        rest = next.split_once(';').map_or("", |(_, rest)| rest);
    }
    found
}

/// Returns a text up to the closing quote, without backslashes before characters, and what follows.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, text.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value, "")
}

/// Decodes `UTF-8'language'text`.
fn decoded(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let charset = parts.next()?;
    let text = parts.nth(1)?;
    let decoded = percent_decode_str(text).decode_utf8().ok()?;
    charset
        .eq_ignore_ascii_case("utf-8")
        .then(|| decoded.into_owned())
}

/// Returns the last part of a path, if it can be a file name.
fn base_name(path: &str) -> Option<String> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    let is_name = !matches!(name, "" | "." | "..") && !name.contains(char::is_control);
    is_name.then(|| name.to_owned())
}
