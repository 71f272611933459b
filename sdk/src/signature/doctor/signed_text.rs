//! A text to sign, however often it is encoded: the positions of its names and values.

use std::ops::Range;

use percent_encoding::percent_decode_str;

use crate::generated::platform::PLATFORM;

/// The positions of names and values in a text.
pub(super) struct SignedText<'a> {
    text: &'a str,
    /// How often names are encoded if they are encoded correctly, apart from how often the whole is encoded.
    times: usize,
    /// A name and its value. A missing value is an empty range at the end of the name.
    pairs: Vec<(Range<usize>, Range<usize>)>,
}

impl<'a> SignedText<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let start = fixed_part(text);
        let body = text.get(start..).unwrap_or_default();
        // A text that is encoded as a whole contains no `=`.
        let lower = body.to_ascii_lowercase();
        let (times, and, equals) = if lower.contains('=') {
            (1, "&", "=")
        } else if lower.contains("%3d") {
            (2, "%26", "%3d")
        } else if lower.contains("%253d") {
            (3, "%2526", "%253d")
        } else {
            (1, "&", "=")
        };
        let mut pairs = Vec::new();
        let mut start = start;
        for pair in lower.split(and).filter(|_| !body.is_empty()) {
            let end = start + pair.len();
            pairs.push(match pair.find(equals) {
                Some(at) => (start..start + at, start + at + equals.len()..end),
                None => (start..end, end..end),
            });
            start = end + and.len();
        }
        Self { text, times, pairs }
    }

    /// Returns names and values before encoding.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let pairs = self.pairs.iter();
        pairs
            .map(|(name, value)| (self.name(name), self.decoded(value, false)))
            .collect()
    }

    /// Returns the name of the field at this position.
    pub(super) fn field_at(&self, at: usize) -> Option<String> {
        let mut pairs = self.pairs.iter().rev();
        pairs
            .find(|(name, _)| name.start <= at)
            .map(|(name, _)| self.name(name))
    }

    /// Returns the whole text without the values that may not be shown, and the new position, in characters.
    pub(super) fn shown(&self, at: usize, may_show: &dyn Fn(&str) -> bool) -> (String, usize) {
        let mut pieces = Vec::new();
        let mut done = 0;
        for (name, value) in &self.pairs {
            let hidden = !value.is_empty() && !may_show(&self.name(name));
            pieces.extend([(done..value.start, false), (value.clone(), hidden)]);
            done = value.end;
        }
        pieces.push((done..self.text.len(), false));
        let (mut shown, mut caret) = (String::with_capacity(self.text.len()), None);
        for (range, hidden) in pieces {
            if caret.is_none() && at < range.end {
                let before = if hidden {
                    ""
                } else {
                    self.part(&(range.start..at))
                };
                caret = Some(shown.chars().count() + before.chars().count());
            }
            shown.push_str(if hidden {
                "[redacted]"
            } else {
                self.part(&range)
            });
        }
        let end = shown.chars().count();
        (shown, caret.unwrap_or(end))
    }

    fn part(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn name(&self, range: &Range<usize>) -> String {
        self.decoded(range, true)
    }

    fn decoded(&self, range: &Range<usize>, is_name: bool) -> String {
        let mut text = self.part(range).to_owned();
        for time in (0..self.times).rev() {
            if time == 0 && is_name {
                text = text.replace('+', " ");
            }
            text = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        }
        text
    }
}

/// Returns the length of the fixed text that every text to sign starts with.
fn fixed_part(text: &str) -> usize {
    match text.strip_prefix(PLATFORM.prefix) {
        Some(rest) => text.len() - rest.len() + usize::from(rest.starts_with('&')),
        None => 0,
    }
}
