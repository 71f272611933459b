//! A lexer for Python and JSON that keeps the location of each token.

use std::ops::Range;

/// A token and its location on the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    Name(String),
    /// A number in JSON notation.
    Number(String),
    Text(String),
    /// A format string, whose value is only known at run time.
    Template,
    /// `...` or `…`.
    Ellipsis,
    Newline,
    Mark(char),
}

/// The tokens of a piece of code.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    pub(super) tokens: Vec<Token>,
    /// The locations of comments.
    pub(super) comments: Vec<Range<usize>>,
    /// The locations of code that is not valid in either language, with messages.
    pub(super) problems: Vec<(Range<usize>, String)>,
}

/// Splits the code in `range` of a page into tokens.
pub(super) fn lex(page: &str, range: Range<usize>) -> Tokens {
    let text = page.get(range.clone()).unwrap_or_default();
    let mut lexer = Lexer {
        text,
        at: 0,
        base: range.start,
        out: Tokens::default(),
    };
    while lexer.step() {}
    lexer.out
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    base: usize,
    out: Tokens,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn range(&self, start: usize) -> Range<usize> {
        self.base + start..self.base + self.at
    }

    /// Consumes characters while they satisfy `is`, and returns them.
    fn take(&mut self, is: impl Fn(char) -> bool) -> String {
        let rest = self.rest();
        let end = rest.find(|c| !is(c)).unwrap_or(rest.len());
        let taken = rest.get(..end).unwrap_or_default().to_owned();
        self.at += end;
        taken
    }

    fn push(&mut self, start: usize, kind: TokenKind) {
        let range = self.range(start);
        self.out.tokens.push(Token { kind, range });
    }

    /// Reads one token. Returns `false` at the end of the text.
    fn step(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return false;
        };
        if rest.starts_with('#') || rest.starts_with("//") {
            self.take(|c| c != '\n');
            let range = self.range(start);
            self.out.comments.push(range);
        } else if rest.starts_with("...") {
            self.at += 3;
            self.push(start, TokenKind::Ellipsis);
        } else if first == '…' {
            self.take(|c| c == '…');
            self.push(start, TokenKind::Ellipsis);
        } else if first == '\n' {
            self.at += 1;
            self.push(start, TokenKind::Newline);
        } else if first == '\\' || first.is_whitespace() {
            self.continue_line(first);
        } else if is_number_start(rest) {
            self.number(start);
        } else if let Some(prefix) = text_prefix(rest) {
            self.text(start, prefix);
        } else if first.is_alphabetic() || first == '_' {
            let name = self.take(|c| c.is_alphanumeric() || c == '_');
            self.push(start, TokenKind::Name(name));
        } else {
            self.at += first.len_utf8();
            self.push(start, TokenKind::Mark(half_width(first)));
        }
        true
    }

    /// Skips a whitespace character or a backslash. A backslash at a line end also skips the line break.
    fn continue_line(&mut self, first: char) {
        self.at += first.len_utf8();
        if first == '\\' {
            let spaces = self.rest();
            let end = spaces.find(|c: char| c == '\n' || !c.is_whitespace());
            if let Some(end) =
                end.filter(|end| spaces.get(*end..).is_some_and(|t| t.starts_with('\n')))
            {
                self.at += end + 1;
            }
        }
    }

    fn number(&mut self, start: usize) {
        let written = self.take(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
        let mut written = written;
        if written.ends_with(['e', 'E']) && self.rest().starts_with(['+', '-']) && !is_hex(&written)
        {
            written += &self.take(|c| matches!(c, '+' | '-'));
            written += &self.take(|c| c.is_ascii_digit());
        }
        match as_json(&written) {
            Some(number) => self.push(start, TokenKind::Number(number)),
            None => {
                let range = self.range(start);
                let problem = format!("`{written}` is not a number");
                self.out.problems.push((range, problem));
                self.push(start, TokenKind::Name(written));
            }
        }
    }

    fn text(&mut self, start: usize, prefix: &'static str) {
        self.at += prefix.len();
        let quote: String = self.rest().chars().take(1).collect();
        let triple = quote.repeat(3);
        let end = if self.rest().starts_with(&triple) {
            triple
        } else {
            quote
        };
        self.at += end.len();
        let is_raw = prefix.contains('r');
        let mut value = String::new();
        let is_closed = loop {
            let rest = self.rest();
            if rest.starts_with(&end) {
                self.at += end.len();
                break true;
            }
            let Some(next) = rest.chars().next() else {
                break false;
            };
            if next == '\n' && end.len() == 1 {
                break false;
            }
            self.at += next.len_utf8();
            if next == '\\' && !is_raw {
                self.escape(&mut value);
            } else {
                value.push(next);
            }
        };
        if !is_closed {
            let range = self.range(start);
            self.out
                .problems
                .push((range, "this string is not closed".to_owned()));
        }
        let is_template = prefix.contains('f') && value.contains('{');
        let kind = if is_template {
            TokenKind::Template
        } else {
            TokenKind::Text(value)
        };
        self.push(start, kind);
    }

    /// Reads the rest of an escape sequence after its backslash. Supports the sequences of both languages.
    fn escape(&mut self, value: &mut String) {
        let Some(escaped) = self.rest().chars().next() else {
            return;
        };
        self.at += escaped.len_utf8();
        let plain = match escaped {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            '\n' => return,
            'x' => return value.extend(self.code_point(2).and_then(char::from_u32)),
            'u' => return self.code_unit(value),
            '"' | '\'' | '\\' | '/' => escaped,
            other => {
                value.push('\\');
                other
            }
        };
        value.push(plain);
    }

    /// Reads the digits of a `\u` escape. A character above U+FFFF is written as two such escapes.
    fn code_unit(&mut self, value: &mut String) {
        let Some(unit) = self.code_point(4) else {
            return value.push_str("\\u");
        };
        let is_high = (0xd800..0xdc00).contains(&unit);
        if !is_high || !self.rest().starts_with("\\u") {
            return value.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        self.at += 2;
        let low = self
            .code_point(4)
            .filter(|low| (0xdc00..0xe000).contains(low));
        let whole =
            low.and_then(|low| char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00)));
        value.push(whole.unwrap_or(char::REPLACEMENT_CHARACTER));
    }

    fn code_point(&mut self, digits: usize) -> Option<u32> {
        let written = self.rest().get(..digits)?;
        let code = u32::from_str_radix(written, 16).ok()?;
        self.at += digits;
        Some(code)
    }
}

fn is_number_start(text: &str) -> bool {
    text.strip_prefix('.')
        .unwrap_or(text)
        .starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the prefix of a string literal, or `None` if the text does not start with a string literal.
fn text_prefix(text: &str) -> Option<&'static str> {
    let prefixes = ["", "r", "b", "u", "f", "rb", "br", "fr", "rf"];
    prefixes.into_iter().find(|prefix| {
        let start = text.get(..prefix.len()).unwrap_or_default();
        start.eq_ignore_ascii_case(prefix)
            && text
                .get(prefix.len()..)
                .is_some_and(|rest| rest.starts_with(['"', '\'']))
    })
}

/// Returns the half-width form of full-width characters, curly quotes and the ideographic space.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '\u{3000}' => ' ',
        other => other,
    }
}

fn is_hex(written: &str) -> bool {
    written.starts_with("0x") || written.starts_with("0X")
}

/// Returns a Python number in JSON notation, or `None` if it is not a number.
fn as_json(written: &str) -> Option<String> {
    let plain = written.replace('_', "").to_ascii_lowercase();
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = plain.strip_prefix(prefix) {
            return Some(i128::from_str_radix(digits, radix).ok()?.to_string());
        }
    }
    let (mantissa, exponent) = match plain.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (plain.as_str(), None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let exponent_digits = exponent.map(|text| text.trim_start_matches(['+', '-']));
    let is_number = digits(whole)
        && fraction.is_none_or(digits)
        && exponent_digits.is_none_or(|text| digits(text) && !text.is_empty());
    if !is_number {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        significant => significant,
    };
    let fraction = fraction.map_or_else(String::new, |fraction| {
        format!(".{}", if fraction.is_empty() { "0" } else { fraction })
    });
    let exponent = exponent.map_or_else(String::new, |exponent| format!("e{exponent}"));
    Some(format!("{whole}{fraction}{exponent}"))
}

#[cfg(test)]
mod tests {
    use super::{TokenKind, as_json, lex};

    fn texts(code: &str) -> Vec<String> {
        let tokens = lex(code, 0..code.len()).tokens.into_iter();
        tokens
            .filter_map(|token| match token.kind {
                TokenKind::Text(text) => Some(text),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn numbers_become_those_of_json() {
        for (python, json) in [
            ("7", "7"),
            ("1_000", "1000"),
            ("0x1F", "31"),
            ("0o17", "15"),
            (".5", "0.5"),
            ("5.", "5.0"),
            ("1E3", "1e3"),
            ("2.50", "2.50"),
            ("007", "7"),
        ] {
            assert_eq!(as_json(python).as_deref(), Some(json));
        }
        for text in ["1a", "1.2.3", "0xg", "1e"] {
            assert_eq!(as_json(text), None, "{text}");
        }
    }

    #[test]
    fn texts_are_unescaped() {
        assert_eq!(
            texts(r#" 'a\'b' "\u4e2d\ud83d\ude00\x41" r'\d' b"x" "#),
            ["a'b", "中😀A", r"\d", "x"]
        );
        assert_eq!(texts("'''a\nb'''"), ["a\nb"]);
        assert_eq!(texts(r#""\q""#), [r"\q"]);
    }

    #[test]
    fn what_has_no_end_is_told_of() {
        for code in ["'abc", "\"abc\n", "'''abc'"] {
            assert_eq!(lex(code, 0..code.len()).problems.len(), 1, "{code}");
        }
    }
}
