//! The first difference between two texts to sign, shown without values that must not be shown.

use std::fmt;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use crate::generated::platform::PLATFORM;
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

impl Difference {
    /// Compares two texts. Returns `None` if they are equal.
    pub(super) fn between(
        expected: &str,
        signed: &str,
        may_show: &dyn Fn(&str) -> bool,
    ) -> Option<Self> {
        let mut pairs = expected.char_indices().zip(signed.chars());
        let at = match pairs.find(|((_, one), other)| one != other) {
            Some(((at, _), _)) => at,
            None if expected.len() == signed.len() => return None,
            None => expected.len().min(signed.len()),
        };
        let (right, wrong) = (SignedText::new(expected), SignedText::new(signed));
        let (expected_part, caret) = right.around(at, may_show);
        Some(Self {
            position: expected.get(..at).unwrap_or_default().chars().count() + 1,
            field: right.field_at(at).or_else(|| wrong.field_at(at)),
            expected: expected_part,
            signed: wrong.around(at, may_show).0,
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

/// A text to sign, however often it is encoded.
struct SignedText<'a> {
    text: &'a str,
    fields: Vec<SignedField>,
}

struct SignedField {
    start: usize,
    /// The name before encoding.
    name: String,
    /// The value as signed. A missing value is an empty range at the end of the name.
    value: Range<usize>,
    /// The value before encoding.
    decoded: String,
}

/// Returns the names and values of a text to sign before encoding.
pub(super) fn signed_fields(text: &str) -> Vec<(String, String)> {
    let fields = SignedText::new(text).fields.into_iter();
    fields.map(|field| (field.name, field.decoded)).collect()
}

impl<'a> SignedText<'a> {
    fn new(text: &'a str) -> Self {
        let mut start = match text.strip_prefix(PLATFORM.prefix) {
            Some(rest) => text.len() - rest.len() + usize::from(rest.starts_with('&')),
            None => 0,
        };
        let lower = text.get(start..).unwrap_or_default().to_ascii_lowercase();
        // A text that is encoded as a whole contains no `=`.
        let (times, and, equals) = [(1, "&", "="), (2, "%26", "%3d"), (3, "%2526", "%253d")]
            .into_iter()
            .find(|(.., equals)| lower.contains(equals))
            .unwrap_or((1, "&", "="));
        let pairs = lower.split(and).filter(|_| !lower.is_empty());
        let fields = pairs.map(|pair| {
            let (at, end) = (start, start + pair.len());
            start = end + and.len();
            let name = at..at + pair.find(equals).unwrap_or(pair.len());
            let value = end.min(name.end + equals.len())..end;
            let name = text.get(name).unwrap_or_default();
            SignedField {
                start: at,
                name: decoded(&decoded(name, times - 1).replace('+', " "), 1),
                decoded: decoded(text.get(value.clone()).unwrap_or_default(), times),
                value,
            }
        });
        let fields = fields.collect();
        Self { text, fields }
    }

    /// Returns the name of the field at this position.
    fn field_at(&self, at: usize) -> Option<String> {
        let found = self.fields.iter().rfind(|field| field.start <= at);
        found.map(|field| field.name.clone())
    }

    /// Returns the text up to a position, without the values that may not be shown. Nothing is shown of such a
    /// value that contains the position.
    fn shown(&self, end: usize, may_show: &dyn Fn(&str) -> bool) -> String {
        let part = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        let is_hidden = |field: &&SignedField| {
            field.value.start < end && !field.value.is_empty() && !may_show(&field.name)
        };
        let mut shown = String::with_capacity(end);
        let mut done = 0;
        for SignedField { value, .. } in self.fields.iter().filter(is_hidden) {
            shown += part(done..value.start);
            shown += if value.end <= end { "[redacted]" } else { "" };
            done = value.end;
        }
        shown + part(done.min(end)..end)
    }

    /// Returns the part of the text around a position, with controls escaped, and the position in that part, in
    /// characters.
    fn around(&self, at: usize, may_show: &dyn Fn(&str) -> bool) -> (String, usize) {
        const AROUND: usize = 32;
        let escaped = |c: char| -> String {
            if c.is_control() {
                c.escape_default().collect()
            } else {
                c.into()
            }
        };
        let before = self.shown(at.min(self.text.len()), may_show);
        let whole = self.shown(self.text.len(), may_show);
        let skipped = before.chars().count().saturating_sub(AROUND);
        let mut part = if skipped > 0 { "…" } else { "" }.to_owned();
        part.extend(before.chars().skip(skipped).map(escaped));
        let caret = part.chars().count();
        let mut after = whole.chars().skip(before.chars().count());
        part.extend(after.by_ref().take(AROUND).map(escaped));
        part += if after.next().is_some() { "…" } else { "" };
        (part, caret)
    }
}

/// Percent-decodes a text several times.
fn decoded(text: &str, times: usize) -> String {
    (0..times).fold(text.to_owned(), |text, _| {
        percent_decode_str(&text).decode_utf8_lossy().into_owned()
    })
}
