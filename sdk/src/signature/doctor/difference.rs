//! The first difference between two texts to sign, shown without values that must not be shown.

use std::fmt;

use super::layout::Layout;
use crate::generated::platform::PLATFORM;

/// The first difference between the text that was signed and the right one.
///
/// Contains the part of both texts that names the field and shows the position. The value of a field that may
/// not be shown is replaced by `[redacted]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    position: usize,
    field: Option<String>,
    expected: String,
    signed: String,
    caret: usize,
}

/// Number of characters shown on each side of the position.
const AROUND: usize = 32;

impl Difference {
    /// Compares two texts. Returns `None` if they are equal.
    pub(super) fn between(
        expected: &str,
        signed: &str,
        may_show: &dyn Fn(&str) -> bool,
    ) -> Option<Self> {
        let at = first_difference(expected, signed)?;
        let (right, wrong) = (Layout::of(expected), Layout::of(signed));
        let (shown, caret) = right.shown(at, may_show);
        let (other, other_caret) = wrong.shown(at, may_show);
        let (expected_part, caret) = cut(&shown, caret);
        Some(Self {
            position: expected.get(..at).unwrap_or_default().chars().count() + 1,
            field: right.field_at(at).or_else(|| wrong.field_at(at)),
            expected: expected_part,
            signed: cut(&other, other_caret).0,
            caret,
        })
    }

    /// Returns the position in the whole text to sign, in characters, counted from 1.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// Returns the field in which it is; `None` in the fixed text at the start.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// Returns the part of the right text around the position.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// Returns the part of the signed text around the position.
    #[must_use]
    pub fn signed(&self) -> &str {
        &self.signed
    }

    /// Returns the number of characters of [`expected`](Self::expected) before the position.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.caret
    }
}

/// Writes three lines: both texts, and a caret below the position.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the texts first differ at character {}", self.position)?;
        if let Some(field) = &self.field {
            write!(
                f,
                ", in the field {}",
                crate::runtime::quoted::Quoted(field)
            )?;
        }
        writeln!(f)?;
        writeln!(f, "  expected  {}", self.expected)?;
        writeln!(f, "  signed    {}", self.signed)?;
        write!(f, "            {:caret$}^", "", caret = self.caret)
    }
}

/// Returns the index of the first character that differs, in bytes.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    let same = |((_, a), (_, b)): &((usize, char), (usize, char))| a == b;
    let mut pairs = one.char_indices().zip(other.char_indices());
    match pairs.find(|pair| !same(pair)) {
        Some(((at, _), _)) => Some(at),
        None if one.len() == other.len() => None,
        None => Some(one.len().min(other.len())),
    }
}

/// Returns the part of a text around a position, with controls escaped, and the position in that part, in
/// characters.
fn cut(text: &str, caret: usize) -> (String, usize) {
    let start = caret.saturating_sub(AROUND);
    let mut part = String::new();
    let mut before = 0;
    if start > 0 {
        part.push('…');
        before += 1;
    }
    let mut characters = text.chars().enumerate().skip(start);
    for (index, c) in characters.by_ref().take(2 * AROUND) {
        let length = part.chars().count();
        if c.is_control() {
            part.extend(c.escape_default());
        } else {
            part.push(c);
        }
        if index < caret {
            before += part.chars().count() - length;
        }
    }
    if characters.next().is_some() {
        part.push('…');
    }
    (part, before)
}

/// Returns the length of the fixed text that every text to sign starts with.
pub(super) fn fixed_part(text: &str) -> usize {
    match text.strip_prefix(PLATFORM.prefix) {
        Some(rest) => text.len() - rest.len() + usize::from(rest.starts_with('&')),
        None => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_first_place() {
        assert_eq!(first_difference("abc", "abc"), None);
        assert_eq!(first_difference("abc", "axc"), Some(1));
        assert_eq!(first_difference("测a", "测b"), Some(3));
        assert_eq!(first_difference("ab", "abc"), Some(2));
        assert_eq!(first_difference("", "x"), Some(0));
    }

    #[test]
    fn shows_both_texts_and_the_place() {
        let prefix = PLATFORM.prefix;
        let expected = format!("{prefix}&a%3D1%26name%3Dx%2520y%26z%3D1");
        let signed = format!("{prefix}&a%3D1%26name%3Dx%252By%26z%3D1");
        let found = Difference::between(&expected, &signed, &|_| true).expect("a difference");
        assert_eq!((found.position(), found.field()), (74, Some("name")));
        assert_eq!(
            found.to_string(),
            "the texts first differ at character 74, in the field `name`
  expected  …PQRSTUVWXYZ&a%3D1%26name%3Dx%2520y%26z%3D1
  signed    …PQRSTUVWXYZ&a%3D1%26name%3Dx%252By%26z%3D1
                                             ^"
        );
    }

    #[test]
    fn hides_values() {
        let expected = "a%3D1%26key%3Dx%2520y%26z%3D1";
        let signed = "a%3D1%26key%3Dx%252By%26z%3D1";
        let found = Difference::between(expected, signed, &|name| name != "key");
        let found = found.expect("a difference");
        assert_eq!(found.expected(), "a%3D1%26key%3D[redacted]%26z%3D1");
        assert_eq!(found.signed(), found.expected());
        assert_eq!((found.caret(), found.field()), (14, Some("key")));
    }
}
