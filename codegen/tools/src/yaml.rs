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

/// Returns a text as a scalar, which is valid anywhere: in braces, too.
pub(crate) fn written(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// Returns whether a text needs no quotes, anywhere and in any version of YAML.
pub(crate) fn is_plain(text: &str) -> bool {
    const INDICATORS: &str = "-?:,[]{}#&*!|>'\"%@`=~<";
    !text.is_empty()
        && text.trim() == text
        && text.chars().all(is_printable)
        && !text.starts_with(|first| INDICATORS.contains(first))
        && !text.ends_with(':')
        && !text.contains(": ")
        && !text.contains(" #")
        // Some parsers read the question mark as an indicator within brackets.
        && !text.contains([',', '?', '[', ']', '{', '}'])
        && !means_more(text)
}

/// Returns whether any version of YAML reads the plain text as another type, such as a boolean or a time.
fn means_more(text: &str) -> bool {
    const WORDS: &[&str] = &["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let is_any =
        |words: &[&str], text: &str| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    let is_like_number = text.starts_with(|c: char| c.is_ascii_digit() || "+.".contains(c))
        && text
            .chars()
            .all(|c| c.is_ascii_hexdigit() || "+-.:_ ,xoXOTtZz".contains(c));
    let is_infinite = text.starts_with(['+', '.'])
        && is_any(
            &["inf", "nan"],
            text.trim_start_matches('+').trim_start_matches('.'),
        );
    is_any(WORDS, text) || is_like_number || is_infinite
}

/// Returns a text in quotes: single ones if that saves escapes. Double quotes have the escapes of JSON.
fn quoted(text: &str) -> String {
    if text.chars().all(is_printable) && text.contains(['"', '\\']) && !text.contains('\'') {
        return format!("'{text}'");
    }
    let json = Json::from(text).to_string();
    let escaped = json.chars().map(|char| match is_printable(char) {
        true => char.to_string(),
        false => format!("\\u{:04x}", u32::from(char)),
    });
    escaped.collect()
}

/// Returns a text on one line, for a comment. Line breaks and unprintable characters become spaces.
pub(crate) fn one_line(text: &str) -> String {
    let shown = |c| if is_printable(c) { c } else { ' ' };
    text.chars().map(shown).collect()
}

/// Returns whether a character needs no escape in any scalar.
fn is_printable(character: char) -> bool {
    !character.is_control()
        && !matches!(
            character,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}
