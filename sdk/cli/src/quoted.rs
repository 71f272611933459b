//! Quotes foreign names and texts in messages.

/// Returns a text in backquotes, on one line and of limited length.
pub(crate) fn quoted(text: &str) -> String {
    const MOST: usize = 80;
    let mut characters = text.chars();
    let shown: String = characters
        .by_ref()
        .take(MOST)
        .map(|c| {
            if c.is_control() {
                c.escape_default().to_string()
            } else {
                c.to_string()
            }
        })
        .collect();
    let end = if characters.next().is_some() {
        "…"
    } else {
        ""
    };
    format!("`{shown}{end}`")
}
