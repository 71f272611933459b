//! Quotes names and texts in messages.

use crate::language::choose;

/// Returns a text in backquotes, on one line and of limited length.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 80;
    let mut shown = String::from("`");
    for c in text.chars().take(MOST) {
        if c.is_control() {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown + "`"
}

/// Returns texts in backquotes, separated by commas.
pub(crate) fn quoted_list<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> String {
    let quoted = texts.into_iter().map(|text| quoted(text.as_ref()));
    quoted.collect::<Vec<_>>().join(choose(", ", "、"))
}
