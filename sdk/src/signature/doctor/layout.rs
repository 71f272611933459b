//! The structure of a text to sign, however often it is encoded: the positions of its names and values.

use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::difference::fixed_part;

/// The positions of names and values in a text.
pub(super) struct Layout<'a> {
    text: &'a str,
    /// How often the joined text is encoded.
    outer: usize,
    pairs: Vec<Pair>,
}

struct Pair {
    name: Range<usize>,
    /// Empty, at the name's end, if there is no value.
    value: Range<usize>,
}

impl<'a> Layout<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let fixed = fixed_part(text);
        let body = text.get(fixed..).unwrap_or_default();
        // A text that is encoded as a whole contains no `=`.
        let lower = body.to_ascii_lowercase();
        let outer = match lower.as_str() {
            plain if plain.contains('=') => 0,
            once if once.contains("%3d") => 1,
            twice if twice.contains("%253d") => 2,
            _ => 0,
        };
        let (and, equals) = match outer {
            0 => ("&", "="),
            1 => ("%26", "%3d"),
            _ => ("%2526", "%253d"),
        };
        let mut pairs = Vec::new();
        let mut start = fixed;
        for pair in lower.split(and).filter(|_| !body.is_empty()) {
            let end = start + pair.len();
            let (name, value) = match pair.find(equals) {
                Some(at) => (start..start + at, start + at + equals.len()..end),
                None => (start..end, end..end),
            };
            pairs.push(Pair { name, value });
            start = end + and.len();
        }
        Self { text, outer, pairs }
    }

    /// Returns names and values before encoding, assuming that they are encoded correctly, apart from how often
    /// the whole is encoded.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let decoded = |range: &Range<usize>, is_name| {
            let text = self.text.get(range.clone()).unwrap_or_default();
            decoded(text, self.outer + 1, is_name)
        };
        let pairs = self.pairs.iter();
        pairs
            .map(|pair| (decoded(&pair.name, true), decoded(&pair.value, false)))
            .collect()
    }

    /// Returns the name of the field at this position.
    pub(super) fn field_at(&self, at: usize) -> Option<String> {
        self.pairs
            .iter()
            .rev()
            .find(|pair| pair.name.start <= at)
            .map(|pair| self.name(pair))
    }

    /// Returns the whole text without the values that may not be shown, and the new position, in characters.
    pub(super) fn shown(&self, at: usize, may_show: &dyn Fn(&str) -> bool) -> (String, usize) {
        let mut pieces = Vec::new();
        let mut done = 0;
        for pair in &self.pairs {
            let hidden = !pair.value.is_empty() && !may_show(&self.name(pair));
            pieces.push((done..pair.value.start, false));
            pieces.push((pair.value.clone(), hidden));
            done = pair.value.end;
        }
        pieces.push((done..self.text.len(), false));
        let (mut shown, mut caret) = (String::with_capacity(self.text.len()), None);
        for (range, hidden) in pieces {
            let stands = |range: Range<usize>| self.text.get(range).unwrap_or_default();
            if caret.is_none() && at < range.end {
                let before = if hidden { "" } else { stands(range.start..at) };
                caret = Some(shown.chars().count() + before.chars().count());
            }
            shown.push_str(if hidden { "[redacted]" } else { stands(range) });
        }
        let end = shown.chars().count();
        (shown, caret.unwrap_or(end))
    }

    fn name(&self, pair: &Pair) -> String {
        decoded(
            self.text.get(pair.name.clone()).unwrap_or_default(),
            self.outer + 1,
            true,
        )
    }
}

/// Decodes a name or value that was encoded so many times.
fn decoded(text: &str, times: usize, is_name: bool) -> String {
    let mut text = text.to_owned();
    for time in (0..times).rev() {
        if time == 0 && is_name {
            text = text.replace('+', " ");
        }
        text = percent_decode_str(&text).decode_utf8_lossy().into_owned();
    }
    text
}
