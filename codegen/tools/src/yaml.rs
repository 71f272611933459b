//! Writes YAML: texts as scalars, without quotes if that is safe, and JSON values as documents.

use bge_private_codegen::json::Json;

/// Returns a JSON value as a YAML document.
pub(crate) fn document(value: &Json) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out.trim_start().to_owned() + "\n"
}

/// Writes a value after a key or a dash: scalars on the same line, members and items on separate lines.
fn write(value: &Json, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Json::Object(members) if !members.is_empty() => {
            for (key, value) in members {
                out.push_str(&format!("\n{indent}{}:", written(key)));
                write(value, depth + 1, out);
            }
        }
        Json::List(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&format!("\n{indent}-"));
                write(item, depth + 1, out);
            }
        }
        Json::Text(text) if is_block(text) => {
            out.push_str(" |-");
            for line in text.split('\n') {
                let indent = if line.is_empty() { "" } else { &indent };
                out.push_str(&format!("\n{indent}{line}"));
            }
        }
        Json::Text(text) => out.push_str(&format!(" {}", written(text))),
        other => out.push_str(&format!(" {other}")),
    }
}

/// Returns whether a text has several lines and can be written as a block scalar.
fn is_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && !text.ends_with('\n')
        && text.chars().all(|c| c == '\n' || is_printable(c))
        && text
            .lines()
            .all(|line| line.is_empty() || !line.trim().is_empty())
}

/// Returns a text as a scalar. It is in quotes if it needs them within braces.
pub(crate) fn written(text: &str) -> String {
    if is_plain(text, true) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Returns whether a text needs no quotes, in any version of YAML.
pub(crate) fn is_plain(text: &str, in_flow: bool) -> bool {
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

/// Returns whether any version of YAML reads the plain text as another type, such as a boolean or a time.
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

/// Returns a text on one line, for a comment. Line breaks and unprintable characters become spaces.
pub(crate) fn one_line(text: &str) -> String {
    let shown = |c| if is_printable(c) { c } else { ' ' };
    text.chars().map(shown).collect()
}

/// Returns whether a character needs no escape in any scalar.
pub(crate) fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
        && !matches!(u32::from(character), 0xfffe | 0xffff)
}

#[cfg(test)]
mod tests {
    use bge_private_codegen::json::{Json, object};

    use super::{document, is_plain, quoted};

    #[test]
    fn documents_have_members_on_lines_of_their_own() {
        let value = object([
            ("200", "a: b".into()),
            ("doc", "one\n\ntwo".into()),
            (
                "list",
                vec![Json::Null, Json::Number("0.10".to_owned())].into(),
            ),
            ("none", Json::List(Vec::new())),
            ("odd", "\u{85}\"\\\n".into()),
        ]);
        assert_eq!(
            document(&value),
            "\"200\": \"a: b\"\ndoc: |-\n  one\n\n  two\nlist:\n  - null\n  - 0.10\nnone: []\nodd: \"\\u0085\\\"\\\\\\n\"\n"
        );
    }

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
        // Some parsers read the question mark as an indicator within brackets.
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
