//! Where two texts to sign first differ, shown without the values of other fields than those that may be.

use std::fmt;

use super::layout::Layout;
use crate::generated::platform::PLATFORM;

/// Where the text that was signed first differs from the right one.
///
/// Of both texts a part is kept that names the field and shows the place. The value of a field that may not be
/// shown stands there as `[redacted]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    position: usize,
    field: Option<String>,
    expected: String,
    signed: String,
    caret: usize,
}

/// So many characters are shown on each side of the place.
const AROUND: usize = 32;

impl Difference {
    /// Compares two texts; none if they are the same.
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

    /// The place in the whole text to sign, in characters from 1.
    #[must_use]
    pub fn position(&self) -> usize {
        self.position
    }

    /// The field in which it is; none in the fixed text at the beginning.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.field.as_deref()
    }

    /// What stands there in the right text, with what is around it.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What stands there in the text that was signed, with what is around it.
    #[must_use]
    pub fn signed(&self) -> &str {
        &self.signed
    }

    /// How many characters of [`expected`](Self::expected) stand before the place.
    #[must_use]
    pub fn caret(&self) -> usize {
        self.caret
    }
}

/// Three lines: both texts, and a caret below the place.
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

/// The first byte of the first character that is another one.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    let same = |((_, a), (_, b)): &((usize, char), (usize, char))| a == b;
    let mut pairs = one.char_indices().zip(other.char_indices());
    match pairs.find(|pair| !same(pair)) {
        Some(((at, _), _)) => Some(at),
        None if one.len() == other.len() => None,
        None => Some(one.len().min(other.len())),
    }
}

/// The part of a text around a place, controls escaped, and the place in it, in characters.
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

/// The fixed text that every text to sign begins with.
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
