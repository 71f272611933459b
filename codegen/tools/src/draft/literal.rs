//! Reads values of Python and JSON. It never fails: what is not understood is reported, and becomes null.

use std::collections::HashMap;
use std::ops::Range;

use bge_private_codegen::json::Json;

use super::constraints::Pattern;

/// An argument of a call.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    /// Its keyword, which is empty if the argument is positional.
    pub(super) name: String,
    /// Its value, which is null if it is not known.
    pub(super) value: Json,
    pub(super) range: Range<usize>,
}

/// Maximum nesting of values.
const MAX_DEPTH: usize = 20;

/// Reads values from a part of a page.
pub(super) struct Reader<'a> {
    page: &'a str,
    pub(super) at: usize,
    end: usize,
    depth: usize,
    /// The values of variables.
    pub(super) variables: HashMap<String, Json>,
    pub(super) problems: Vec<(Range<usize>, &'static str)>,
}

/// Returns the list in a text such as `[1, 2]`.
pub(super) fn list_in(text: &str) -> Option<Vec<Json>> {
    let mut reader = Reader::new(text, 0..text.len());
    match reader.value()? {
        Json::List(items) if text.starts_with('[') => Some(items),
        _ => None,
    }
}

/// Returns the members of an object. Other values have none.
pub(super) fn members(value: &Json) -> &[(String, Json)] {
    match value {
        Json::Object(members) => members,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) | Json::List(_) => &[],
    }
}

impl<'a> Reader<'a> {
    pub(super) fn new(page: &'a str, part: Range<usize>) -> Self {
        Self {
            page,
            at: part.start,
            end: part.end,
            depth: 0,
            variables: HashMap::new(),
            problems: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        self.page.get(self.at..self.end).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        self.at += if is_next { text.len() } else { 0 };
        is_next
    }

    /// Skips what a pattern matches, and returns its group, which may be missing.
    pub(super) fn eat_pattern(&mut self, pattern: &Pattern) -> Option<Option<String>> {
        let found = pattern.as_ref()?.captures(self.rest())?;
        self.at += found.get(0)?.len();
        Some(found.get(1).map(|group| group.as_str().to_owned()))
    }

    /// Skips the characters that fit, and returns them.
    fn eat_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let length = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// Skips blanks, but no line breaks.
    pub(super) fn skip_blanks(&mut self) {
        self.eat_while(|c| c.is_whitespace() && c != '\n');
    }

    /// Skips space, comments and dots that stand for something left out.
    pub(super) fn skip_space(&mut self) {
        loop {
            self.eat_while(char::is_whitespace);
            let start = self.at;
            let starts = |text: &str| self.rest().starts_with(text);
            if starts("#") || starts("//") {
                self.skip_line(start, "this comment is ignored");
            } else if starts("...") || starts("…") {
                self.eat_while(|c| c == '.' || c == '…');
                self.report(start, "the page omits something here");
            } else {
                break;
            }
        }
    }

    fn report(&mut self, start: usize, problem: &'static str) {
        self.problems.push((start..self.at, problem));
    }

    /// Skips the rest of the line, and reports it from `start` on.
    pub(super) fn skip_line(&mut self, start: usize, problem: &'static str) {
        self.eat_while(|c| c != '\n');
        self.report(start, problem);
    }

    /// Reads a name, which may have dots.
    fn name(&mut self) -> &'a str {
        let is_first = self.peek().is_some_and(|c| c.is_alphabetic() || c == '_');
        self.eat_while(|c| is_first && (c.is_alphanumeric() || c == '_' || c == '.'))
    }

    /// Reads a value. If there is no value, returns `None` and stays where it is.
    pub(super) fn value(&mut self) -> Option<Json> {
        Some(match self.peek()? {
            '{' => Json::Object(self.nested('}', Self::member)),
            '[' => Json::List(self.nested(']', Self::value)),
            '(' => Json::List(self.nested(')', Self::value)),
            quote @ ('"' | '\'') => Json::Text(self.quoted(quote)),
            '-' | '+' | '.' | '0'..='9' => return self.number(),
            _ => return self.named(),
        })
    }

    /// Reads a keyword, a variable or a call. `Model(value)` and `json.dumps(value)` are the value.
    fn named(&mut self) -> Option<Json> {
        let start = self.at;
        let name = Some(self.name()).filter(|name| !name.is_empty())?;
        let arguments = self.arguments();
        let value = match (name, arguments) {
            ("null" | "None", None) | ("open", Some(_)) => Some(Json::Null),
            ("true" | "True", None) => Some(Json::Bool(true)),
            ("false" | "False", None) => Some(Json::Bool(false)),
            (name, None) => self.variables.get(name).cloned(),
            ("Model" | "json.dumps", Some(mut arguments)) => arguments.pop().map(|it| it.value),
            (_, Some(_)) => None,
        };
        if value.is_none() {
            self.report(start, "this is not understood");
        }
        Some(value.unwrap_or(Json::Null))
    }

    /// Reads the arguments of a call, if there are brackets.
    pub(super) fn arguments(&mut self) -> Option<Vec<Argument>> {
        let is_call = self.peek() == Some('(');
        is_call.then(|| self.nested(')', Self::argument))
    }

    /// Reads entries within brackets.
    fn nested<T>(&mut self, close: char, entry: fn(&mut Self) -> Option<T>) -> Vec<T> {
        let start = self.at;
        let mut entries = Vec::new();
        self.at += 1;
        if self.depth >= MAX_DEPTH {
            self.skip_line(start, "this is nested too deeply");
            return entries;
        }
        self.depth += 1;
        let mut last = None;
        loop {
            self.skip_space();
            let at = self.at;
            match self.peek() {
                None => {
                    self.report(start, "this is not closed");
                    break;
                }
                Some(c) if c == close => {
                    self.at += 1;
                    break;
                }
                Some(',') => {
                    self.at += 1;
                    last = None;
                }
                Some(_) => match entry(self) {
                    Some(entry) => {
                        entries.push(entry);
                        if let Some(start) = last.replace(at) {
                            self.report(start, "a comma is missing in this");
                        }
                    }
                    None => {
                        self.eat_while(|c| c != ',' && c != '\n' && c != close);
                        self.report(at, "this is not understood");
                    }
                },
            }
        }
        self.depth -= 1;
        entries
    }

    fn member(&mut self) -> Option<(String, Json)> {
        let key = match self.peek()? {
            quote @ ('"' | '\'') => self.quoted(quote),
            _ => self.name().to_owned(),
        };
        self.skip_blanks();
        if !self.eat(":") {
            return None;
        }
        self.skip_space();
        Some((key, self.value()?))
    }

    fn argument(&mut self) -> Option<Argument> {
        let before = self.at;
        let mut name = self.name();
        self.skip_blanks();
        if name.is_empty() || !self.eat("=") {
            (self.at, name) = (before, "");
        }
        self.skip_space();
        let start = self.at;
        let value = self.value()?;
        Some(Argument {
            name: name.to_owned(),
            value,
            range: start..self.at,
        })
    }

    /// Reads a text up to its quote, or to the end of the line.
    fn quoted(&mut self, quote: char) -> String {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        while let Some(c) = self.peek().filter(|c| *c != '\n') {
            self.at += c.len_utf8();
            match c {
                '\\' => out.extend(self.escape()),
                _ if c == quote => return out,
                _ => out.push(c),
            }
        }
        self.report(start, "this text is not closed");
        out
    }

    fn escape(&mut self) -> Option<char> {
        let c = self.peek().filter(|c| *c != '\n')?;
        self.at += c.len_utf8();
        match c {
            'n' => Some('\n'),
            't' => Some('\t'),
            'u' => {
                let code = u32::from_str_radix(self.rest().get(..4)?, 16).ok()?;
                self.at += 4;
                Some(char::from_u32(code).unwrap_or('\u{fffd}'))
            }
            _ => Some(c),
        }
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.at;
        let text = self.eat_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'));
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_digit = |c: char| c.is_ascii_digit();
        if !digits.contains(is_digit) {
            self.at = start;
            return None;
        }
        let is_padded = digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0.");
        let is_json = digits.starts_with(is_digit) && digits.ends_with(is_digit) && !is_padded;
        if is_json && text.parse::<f64>().is_ok_and(f64::is_finite) {
            return Some(Json::Number(text.to_owned()));
        }
        self.report(start, "this is not understood");
        Some(Json::Null)
    }
}
