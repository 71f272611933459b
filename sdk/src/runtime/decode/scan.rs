//! Splits a list or an object by one level. Its text is known to be valid JSON.
//!
//! The whole answer is validated once, when its envelope is opened. For each level below, it remains to find
//! where the parts end, which only requires quotes, brackets and commas.

use std::borrow::Cow;
use std::iter;

use smallvec::SmallVec;

/// The members of an object. Most objects fit in place.
pub type Members<'a> = SmallVec<[(Cow<'a, str>, &'a str); 6]>;

/// Returns the items of a list.
pub fn items(list: &str) -> Vec<&str> {
    Rest::within(list).collect()
}

/// Returns the members of an object.
pub fn members(object: &str) -> Members<'_> {
    let mut rest = Rest::within(object);
    let mut members = Members::new();
    while let (Some(key), Some(value)) = (rest.next(), rest.next()) {
        members.push((text(key).unwrap_or(Cow::Borrowed(key)), value));
    }
    members
}

/// Returns the tokens of any valid JSON: brackets, commas, colons and values that are not nested. The depth is not limited.
pub(crate) fn tokens(json: &str) -> impl Iterator<Item = &str> {
    let mut rest = json;
    iter::from_fn(move || {
        let text = rest.trim_start_matches(SPACES);
        let length = match text.as_bytes().first()? {
            b'[' | b']' | b'{' | b'}' | b',' | b':' => 1,
            b'"' => text_length(text.as_bytes()),
            _ => plain_length(text),
        };
        let (token, after) = text.split_at_checked(length)?;
        rest = after;
        Some(token)
    })
}

/// Returns the value at a path of member names, if there is one.
pub(crate) fn at<'a>(json: &'a str, steps: &[&str]) -> Option<&'a str> {
    steps.iter().try_fold(json, |json, step| {
        let object = Some(json).filter(|json| json.starts_with('{'))?;
        let mut members = members(object).into_iter();
        members
            .find(|(name, _)| name == step)
            .map(|(_, value)| value)
    })
}

/// Returns a whole number, which may also be written as text.
pub(crate) fn number(json: &str) -> Option<i64> {
    json.trim_matches('"').parse().ok()
}

/// Returns the content of a quoted text, which without an escape is used unchanged.
pub(crate) fn text(quoted: &str) -> serde_json::Result<Cow<'_, str>> {
    let inside = quoted
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    match inside.filter(|text| memchr::memchr(b'\\', text.as_bytes()).is_none()) {
        Some(plain) => Ok(Cow::Borrowed(plain)),
        None => serde_json::from_str(quoted).map(Cow::Owned),
    }
}

/// The part of a list or an object that is not scanned yet.
pub(super) struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Returns everything after the opening bracket.
    pub(super) fn within(text: &'a str) -> Self {
        Self(text.get(1..).unwrap_or_default())
    }
}

impl<'a> Iterator for Rest<'a> {
    type Item = &'a str;

    /// Returns the next key or value; `None` after the last.
    fn next(&mut self) -> Option<&'a str> {
        let is_between = |c| matches!(c, ' ' | '\t' | '\r' | '\n' | ',' | ':');
        let text = self.0.trim_start_matches(is_between);
        let length = match text.as_bytes().first()? {
            b']' | b'}' => return None,
            b'"' => text_length(text.as_bytes()),
            b'[' | b'{' => nested_length(text.as_bytes()),
            _ => plain_length(text),
        };
        let (value, rest) = text.split_at_checked(length)?;
        self.0 = rest;
        Some(value)
    }
}

const SPACES: [char; 4] = [' ', '\t', '\r', '\n'];

/// Returns the length in bytes of a value without quotes and brackets.
fn plain_length(text: &str) -> usize {
    let is_end = |c| matches!(c, ',' | ']' | '}') || SPACES.contains(&c);
    text.find(is_end).unwrap_or(text.len())
}

/// Returns the length in bytes of a text that starts with a quote.
pub(crate) fn text_length(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(rest) = text.get(at..) {
        match memchr::memchr2(b'"', b'\\', rest) {
            Some(found) if rest.get(found) == Some(&b'"') => return at + found + 1,
            Some(found) => at += found + 2,
            None => break,
        }
    }
    text.len()
}

/// Returns the length in bytes of a list or an object that starts with its bracket.
fn nested_length(text: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => at += text_length(text.get(at..).unwrap_or_default()),
            b'[' | b'{' => {
                depth += 1;
                at += 1;
            }
            b']' | b'}' => {
                depth -= 1;
                at += 1;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    text.len()
}
