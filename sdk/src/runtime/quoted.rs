//! Quotes foreign names and texts in messages.
#![allow(dead_code, reason = "features choose which are used")]

use std::fmt;

/// A text in backquotes, on one line and of limited length.
pub struct Quoted<'a>(pub &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 80;
        let mut characters = self.0.chars();
        f.write_str("`")?;
        for c in characters.by_ref().take(MOST) {
            if c.is_control() {
                write!(f, "{}", c.escape_default())?
            } else {
                write!(f, "{c}")?
            }
        }
        let end = characters.next().map_or("`", |_| "…`");
        f.write_str(end)
    }
}

/// Returns the values of a field without their first characters, if they may be shown.
pub(crate) fn shown_values<T: AsRef<str>>(values: &[T], skip: usize, is_public: bool) -> String {
    if !is_public {
        return "[redacted]".to_owned();
    }
    let shown = values.iter().map(|value| {
        let rest: String = value.as_ref().chars().skip(skip).collect();
        let gap = if skip > 0 { "…" } else { "" };
        Quoted(&format!("{gap}{rest}")).to_string()
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// Returns how many characters to skip so that the first difference between two fields is visible.
pub(crate) fn before_difference<T: AsRef<str>>(one: &[T], other: &[T]) -> usize {
    const CONTEXT: usize = 20;
    let ([one], [other]) = (one, other) else {
        return 0;
    };
    let pairs = one.as_ref().chars().zip(other.as_ref().chars());
    match pairs.take_while(|(a, b)| a == b).count() {
        equal if equal > 2 * CONTEXT => equal - CONTEXT,
        _ => 0,
    }
}
