//! The first difference between two texts to sign, shown without values that must not be shown.

use std::fmt;

use super::signed_text::SignedText;
use crate::runtime::quoted::Quoted;

/// The first difference between the text that was signed and the right one.
///
/// The parts of both texts contain the name of the field and the position. The value of a field that may not be
/// shown is replaced by `[redacted]`. `Display` writes both parts and a caret below the position.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// The position in the whole text to sign, in characters, counted from 1.
    pub position: usize,
    /// The field in which it is; `None` in the fixed text at the start.
    pub field: Option<String>,
    /// The part of the right text around the position.
    pub expected: String,
    /// The part of the signed text around the position.
    pub signed: String,
    /// The number of characters of `expected` before the position.
    pub caret: usize,
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
        let (right, wrong) = (SignedText::new(expected), SignedText::new(signed));
        let part = |text: &SignedText<'_>| {
            let (shown, caret) = text.shown(at, may_show);
            cut(&shown, caret)
        };
        let (shown, caret) = part(&right);
        Some(Self {
            position: expected.get(..at).unwrap_or_default().chars().count() + 1,
            field: right.field_at(at).or_else(|| wrong.field_at(at)),
            expected: shown,
            signed: part(&wrong).0,
            caret,
        })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the texts first differ at character {}", self.position)?;
        if let Some(field) = &self.field {
            write!(f, ", in the field {}", Quoted(field))?;
        }
        let (expected, signed, caret) = (&self.expected, &self.signed, self.caret);
        write!(
            f,
            "\n  expected  {expected}\n  signed    {signed}\n            {:caret$}^",
            ""
        )
    }
}

/// Returns the index of the first character that differs, in bytes.
fn first_difference(one: &str, other: &str) -> Option<usize> {
    let mut pairs = one.char_indices().zip(other.chars());
    match pairs.find(|((_, a), b)| a != b) {
        Some(((at, _), _)) => Some(at),
        None => (one.len() != other.len()).then(|| one.len().min(other.len())),
    }
}

/// Returns the part of a text around a position, with controls escaped, and the position in that part, in
/// characters.
fn cut(text: &str, caret: usize) -> (String, usize) {
    let start = caret.saturating_sub(AROUND);
    let mut part = if start > 0 { "…" } else { "" }.to_owned();
    let mut before = part.chars().count();
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
