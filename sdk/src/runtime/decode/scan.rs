//! Splits a list or an object by one level. Its text is known to be valid JSON.
//!
//! The whole answer is validated once, when its envelope is opened. For each level below, it remains to find
//! where the parts end, which only requires quotes, brackets and commas.

use std::borrow::Cow;

use smallvec::SmallVec;

/// The members of an object. Most objects fit in place.
pub type Members<'a> = SmallVec<[(Cow<'a, str>, &'a str); 6]>;

/// Returns the items of a list.
pub fn items(list: &str) -> Vec<&str> {
    let mut rest = Rest::within(list);
    let mut items = Vec::new();
    while let Some(item) = rest.value() {
        items.push(item);
    }
    items
}

/// Returns the members of an object.
pub fn members(object: &str) -> Members<'_> {
    let mut rest = Rest::within(object);
    let mut members = Members::new();
    while let (Some(key), Some(value)) = (rest.value(), rest.value()) {
        members.push((text(key), value));
    }
    members
}

/// Returns the content of a quoted text.
fn text(quoted: &str) -> Cow<'_, str> {
    let plain = quoted
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'))
        .filter(|text| memchr::memchr(b'\\', text.as_bytes()).is_none());
    match plain {
        Some(plain) => Cow::Borrowed(plain),
        None => serde_json::from_str(quoted).map_or(Cow::Borrowed(quoted), Cow::Owned),
    }
}

/// The part of a list or an object that is not scanned yet.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Returns everything after the opening bracket.
    fn within(text: &'a str) -> Self {
        Self(text.get(1..).unwrap_or_default())
    }

    /// Returns the next key or value; `None` after the last.
    fn value(&mut self) -> Option<&'a str> {
        let is_between = |c| matches!(c, ' ' | '\t' | '\r' | '\n' | ',' | ':');
        let text = self.0.trim_start_matches(is_between);
        let length = match text.as_bytes().first()? {
            b']' | b'}' => return None,
            b'"' => text_length(text.as_bytes()),
            b'[' | b'{' => nested_length(text.as_bytes()),
            _ => text
                .find([',', ']', '}', ' ', '\t', '\r', '\n'])
                .unwrap_or(text.len()),
        };
        let (value, rest) = text.split_at_checked(length)?;
        self.0 = rest;
        Some(value)
    }
}

/// Returns the length in bytes of a text that starts with a quote.
fn text_length(text: &[u8]) -> usize {
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::value::RawValue;

    use super::{items, members};

    /// Texts of JSON, each of them well-formed, of some depth.
    fn texts() -> Vec<String> {
        let mut texts: Vec<String> = [
            "null",
            "true",
            "-1.5e+7",
            "0",
            r#""""#,
            r#""a,b:c]d}e""#,
            r#""\"""#,
            r#""\\""#,
            r#""\\\"{[""#,
            r#""é😀\u00e9\ud83d\ude00""#,
            "[]",
            "{}",
            "[ ]",
            "{\n}",
        ]
        .map(str::to_owned)
        .into();
        for _ in 0..2 {
            let list = texts.join(" ,\t");
            let keys = ["a", "", "\\\"", "\\u0061b", "é]", "}:"].iter().cycle();
            let entries = texts.iter().zip(keys).enumerate();
            let object: Vec<_> = entries
                .map(|(i, (text, key))| format!("\"{key}{i}\" : {text}\r\n"))
                .collect();
            texts.push(format!("[{list}]"));
            texts.push(format!("{{ {}}}", object.join(",")));
        }
        texts
    }

    #[test]
    fn parts_are_those_that_serde_json_finds() {
        let mut count = 0;
        for text in texts() {
            if text.starts_with('[') {
                let expected: Vec<&RawValue> = serde_json::from_str(&text).expect("a list");
                let expected: Vec<_> = expected.iter().map(|raw| raw.get()).collect();
                assert_eq!(items(&text), expected);
                count += expected.len();
            } else if text.starts_with('{') {
                let expected: BTreeMap<String, &RawValue> =
                    serde_json::from_str(&text).expect("an object");
                let found: BTreeMap<String, &str> = members(&text)
                    .into_iter()
                    .map(|(key, raw)| (key.into_owned(), raw))
                    .collect();
                let expected: BTreeMap<String, &str> = expected
                    .into_iter()
                    .map(|(key, raw)| (key, raw.get()))
                    .collect();
                assert_eq!(found, expected);
                count += expected.len();
            }
        }
        assert_eq!(count, 60);
    }

    #[test]
    fn what_is_not_json_ends_all_the_same() {
        for text in texts() {
            for (end, _) in text.char_indices() {
                let cut = text.get(..end).expect("a boundary");
                assert!(items(cut).len() <= cut.len());
                assert!(members(cut).len() <= cut.len());
            }
        }
        for text in [
            "", "[", "[}", "]", "[]]", "{\"a\"", "[\"\\", "{:,:", "é", "[é", "{{{{", "]]]]",
        ] {
            items(text);
            members(text);
        }
    }
}
