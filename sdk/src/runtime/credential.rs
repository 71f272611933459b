//! Checks whether a key or a secret can be one that the platform issued.

/// Returns what is wrong with a key or a secret. Most mistakes come from the file or command it was copied
/// from.
pub(super) fn problem(credential: &str) -> Option<&'static str> {
    let first = credential.chars().next();
    let last = credential.chars().next_back();
    let around = |is: fn(char) -> bool| first.is_some_and(is) || last.is_some_and(is);
    if credential.is_empty() {
        Some("is empty")
    } else if around(|c| c == '\u{feff}') {
        Some("begins or ends with a byte-order mark")
    } else if around(is_space) {
        Some("begins or ends with whitespace")
    } else if around(is_quote) {
        Some("begins or ends with a quotation mark")
    } else if credential.contains(char::is_control) {
        Some("contains a control character")
    } else {
        None
    }
}

/// Returns whether a character is whitespace, visible or not.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`' | '\u{2018}'..='\u{201f}' | '\u{300c}'..='\u{300f}')
}
