//! Quotes foreign names and texts in messages.

use std::fmt;

/// A text in backquotes, on one line and of limited length.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

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
        f.write_str(if characters.next().is_some() {
            "…`"
        } else {
            "`"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_on_one_line() {
        assert_eq!(Quoted("a\nb").to_string(), "`a\\nb`");
        let long = Quoted(&"长".repeat(200)).to_string();
        assert_eq!(long.chars().count(), 83);
        assert!(long.ends_with("长…`"));
    }
}
