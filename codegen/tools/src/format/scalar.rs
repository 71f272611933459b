//! How a scalar is written: plain where that is safe, else in quotes or as a block.

use granit_parser::ScalarStyle;

use super::WIDTH;
use super::tree::Scalar;

/// A scalar that stands on one line.
pub(super) fn line(scalar: &Scalar, in_flow: bool) -> String {
    let text = scalar.text.as_str();
    match scalar.style {
        ScalarStyle::Plain if text.is_empty() || text == "~" => "null".to_owned(),
        ScalarStyle::Plain if !text.contains('\n') => text.to_owned(),
        _ if is_plain(text, in_flow) => text.to_owned(),
        _ => quoted(text),
    }
}

/// A key. A plain one stays as it is, for nothing is not the same as `null` there.
pub(super) fn key(scalar: &Scalar, in_flow: bool) -> String {
    match scalar.style {
        ScalarStyle::Plain => scalar.text.clone(),
        _ => line(scalar, in_flow),
    }
}

/// The sign and the lines of a scalar that is kept on lines of its own, where `before` columns are taken by what
/// stands before it. Gives nothing for one that stands on one line.
pub(super) fn block(
    scalar: &Scalar,
    source: &str,
    before: usize,
    indent: usize,
) -> Option<(String, Vec<String>)> {
    let text = scalar.text.as_str();
    match scalar.style {
        ScalarStyle::Literal => literal(text),
        ScalarStyle::Folded => folded(scalar, source).or_else(|| literal(text)),
        _ => {
            let written = source.get(scalar.span.clone()).unwrap_or_default();
            let was_broken = written.trim().contains(['\n', '\r']);
            let is_wide = before + width(&line(scalar, false)) > WIDTH;
            (was_broken && is_wide).then(|| wrapped(text, indent))?
        }
    }
}

fn literal(text: &str) -> Option<(String, Vec<String>)> {
    let body = text.trim_end_matches('\n');
    let is_plain_text = !body.is_empty()
        && !body.starts_with(['\n', ' ', '\t'])
        && body.chars().all(|c| c == '\n' || is_printable(c))
        && body
            .lines()
            .all(|line| line.is_empty() || !line.trim().is_empty());
    let sign = match text.len() - body.len() {
        0 => "|-",
        1 => "|",
        _ => "|+",
    };
    let end = text.len() - body.len();
    let kept = end.saturating_sub(1);
    let lines = body.split('\n').map(str::to_owned);
    let lines = lines.chain(std::iter::repeat_n(String::new(), kept));
    is_plain_text.then(|| (sign.to_owned(), lines.collect()))
}

/// The lines as they were broken by the author, if their indentation is easily told.
fn folded(scalar: &Scalar, source: &str) -> Option<(String, Vec<String>)> {
    let text = scalar.text.as_str();
    if !text.chars().all(|c| c == '\n' || is_printable(c)) || text.starts_with([' ', '\n']) {
        return None;
    }
    let sign = match text.len() - text.trim_end_matches('\n').len() {
        0 => ">-",
        1 => ">",
        _ => return None,
    };
    let start = super::comments::line_start(source, scalar.span.start);
    let lines = source.get(start..scalar.span.end)?.trim_end().lines();
    let indent = source.get(start..scalar.span.start)?;
    if indent.contains(|c| c != ' ') || text.is_empty() {
        return None;
    }
    let lines = lines.map(|line| match line.strip_prefix(indent) {
        Some(rest) => {
            (rest.trim_end() == rest && rest.chars().all(is_printable)).then(|| rest.to_owned())
        }
        None => line.trim().is_empty().then(String::new),
    });
    Some((sign.to_owned(), lines.collect::<Option<_>>()?))
}

/// A text without line breaks on several lines.
fn wrapped(text: &str, indent: usize) -> Option<(String, Vec<String>)> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        if word.is_empty() || !word.chars().all(is_printable) {
            return None;
        }
        match lines.last_mut() {
            Some(line) if indent + width(line) + 1 + width(word) <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    Some((">-".to_owned(), lines))
}

/// A text, in quotes if it would not read back as itself in braces.
pub(crate) fn written(text: &str) -> String {
    if is_plain(text, true) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Whether a text reads back as itself without quotes, in any version of YAML.
fn is_plain(text: &str, in_flow: bool) -> bool {
    const SIGNS: &[char] = &[
        '-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@',
        '`', '=', '~', '<',
    ];
    !text.is_empty()
        && text.trim() == text
        && text.chars().all(is_printable)
        && !text.starts_with(SIGNS)
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        && !(in_flow && text.contains([',', '?', '[', ']', '{', '}']))
        && !means_more(text)
}

/// Whether some version of YAML takes the plain text for something else: a truth value, a number, a time.
fn means_more(text: &str) -> bool {
    const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    let is_like_number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '.'))
        && text.chars().all(|c| {
            c.is_ascii_hexdigit()
                || matches!(
                    c,
                    '+' | '-'
                        | '.'
                        | ':'
                        | '_'
                        | ' '
                        | ','
                        | 'x'
                        | 'o'
                        | 'X'
                        | 'O'
                        | 'T'
                        | 't'
                        | 'Z'
                        | 'z'
                )
        });
    let is_infinite = text.strip_prefix(['+', '.']).is_some_and(|rest| {
        let rest = rest.trim_start_matches('.');
        ["inf", "nan"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(rest))
    });
    is_word || is_like_number || is_infinite
}

fn quoted(text: &str) -> String {
    let is_simple = text.chars().all(is_printable);
    if is_simple && text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            other if is_printable(other) => out.push(other),
            other => match u16::try_from(u32::from(other)) {
                Ok(unit) => out.push_str(&format!("\\u{unit:04x}")),
                Err(_) => out.push_str(&format!("\\U{:08x}", u32::from(other))),
            },
        }
    }
    out.push('"');
    out
}

/// A text for a comment.
pub(crate) fn one_line(text: &str) -> String {
    let shown = |c| if is_printable(c) { c } else { ' ' };
    text.chars().map(shown).collect()
}

/// Whether a character can stand in any scalar as it is.
pub(crate) fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
        && !matches!(u32::from(character), 0xfffe | 0xffff)
}

/// Columns that a text takes; a wide character takes two.
pub(super) fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use super::{is_plain, quoted};

    #[test]
    fn quotes_stand_where_they_are_needed() {
        for text in [
            "a",
            "a b",
            "中文。",
            "it's",
            "a#b",
            "a:b",
            "https://example.com/a",
            "12 apples of mine",
            "9lives!",
        ] {
            assert!(is_plain(text, true), "{text}");
        }
        for text in [
            "",
            " a",
            "a ",
            "#/a",
            "a #b",
            "a: b",
            "a:",
            "- a",
            "-",
            "?",
            "[a]",
            "null",
            "~",
            "True",
            "no",
            "Y",
            "12",
            "007",
            "1e3",
            "0x1F",
            "12:30",
            "2021-09-07",
            "2021-09-07T09:20:51Z",
            "2019-06-01 11:20",
            ".inf",
            "+.INF",
            ".NaN",
            "<<",
            "=",
            "a\nb",
            "a\tb",
            "`a`",
            "\u{feff}",
            "\u{85}",
            "@a",
            "%a",
            "!a",
            "&a",
            "*a",
            "'a'",
            "\"a\"",
        ] {
            assert!(!is_plain(text, false), "{text}");
        }
        assert!(is_plain("a, b [c]", false) && !is_plain("a, b", true) && !is_plain("b]", true));
        // Some readers take this for a mark of YAML's own, within brackets.
        assert!(is_plain("https://a.b/c?d", false) && !is_plain("https://a.b/c?d", true));
    }

    #[test]
    fn quotes_are_single_where_that_saves_escapes() {
        assert_eq!(quoted("a: b"), "\"a: b\"");
        assert_eq!(quoted("say \"a\""), "'say \"a\"'");
        assert_eq!(quoted("it's \"a\""), "\"it's \\\"a\\\"\"");
        assert_eq!(quoted("a\nb\u{7f}"), "\"a\\nb\\u007f\"");
    }
}
