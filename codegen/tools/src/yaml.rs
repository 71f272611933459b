//! Writes YAML: texts as scalars, without quotes if that is safe, and JSON values as documents.

use std::fmt::Display;

use bge_private_codegen::json::Json;

/// Returns a JSON value as a YAML document.
pub(crate) fn document(value: &Json) -> String {
    Lines::of(value).finish()
}

/// The lines of a value.
#[derive(Default)]
pub(crate) struct Lines(Vec<String>);

impl Lines {
    /// Returns the lines of a JSON value: members and items are on lines of their own.
    fn of(value: &Json) -> Self {
        let mut out = Self::default();
        match value {
            Json::Object(members) if !members.is_empty() => {
                for (key, value) in members {
                    out.value(key, value);
                }
            }
            Json::List(items) if !items.is_empty() => {
                items.iter().for_each(|item| out.item(Self::of(item)));
            }
            Json::Text(text) if is_block(text) => {
                out.0.push("|-".to_owned());
                out.0.extend(text.split('\n').map(str::to_owned));
            }
            Json::Text(text) => out.0.push(written(text)),
            other => out.0.push(other.to_string()),
        }
        out
    }

    /// Returns the text of the lines.
    pub(crate) fn finish(self) -> String {
        self.0.join("\n") + "\n"
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn comment(&mut self, text: &str) {
        self.0.push(format!("# {}", one_line(text)));
    }

    /// Adds a value on the line of its key.
    pub(crate) fn entry(&mut self, key: &str, value: impl Display) {
        self.0.push(format!("{}: {value}", written(key)));
    }

    /// Adds lines below a key.
    pub(crate) fn nested(&mut self, key: &str, lines: Self) {
        self.0.push(format!("{}:", written(key)));
        self.0.extend(lines.0.into_iter().map(indented));
    }

    /// Adds a value on the line of its key, if there is one.
    pub(crate) fn maybe(&mut self, key: &str, value: Option<impl Display>) {
        value.into_iter().for_each(|value| self.entry(key, value));
    }

    /// Adds lines below a key, if there are any.
    pub(crate) fn some(&mut self, key: &str, lines: Self) {
        if !lines.is_empty() {
            self.nested(key, lines);
        }
    }

    /// Adds entries with blank lines between them, if there are any.
    pub(crate) fn section(&mut self, key: &str, entries: impl Iterator<Item = (String, Self)>) {
        let mut lines = Self::default();
        for (name, entry) in entries {
            if !lines.is_empty() {
                lines.0.push(String::new());
            }
            lines.nested(&name, entry);
        }
        if !lines.is_empty() {
            self.0.push(String::new());
            self.nested(key, lines);
        }
    }

    /// Adds a value after its key: a scalar on the same line, members and items on lines of their own.
    pub(crate) fn value(&mut self, key: &str, value: &Json) {
        let mut lines = Self::of(value);
        let is_nested = match value {
            Json::Object(members) => !members.is_empty(),
            Json::List(items) => !items.is_empty(),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => false,
        };
        if !is_nested && !lines.is_empty() {
            self.entry(key, lines.0.remove(0));
            self.0.extend(lines.0.into_iter().map(indented));
        } else {
            self.nested(key, lines);
        }
    }

    /// Adds an item of a list. The dash is on its first line that is no comment.
    pub(crate) fn item(&mut self, lines: Self) {
        let mut lines = lines.0.into_iter().peekable();
        while let Some(comment) = lines.next_if(|line| line.starts_with('#')) {
            self.0.push(comment);
        }
        self.0.extend(lines.next().map(|line| format!("- {line}")));
        self.0.extend(lines.map(indented));
    }
}

fn indented(line: String) -> String {
    if line.is_empty() {
        line
    } else {
        format!("  {line}")
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
fn one_line(text: &str) -> String {
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
