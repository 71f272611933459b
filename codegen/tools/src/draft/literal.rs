//! Reads values of Python and JSON. It never fails: what is not understood is reported, and becomes null.

use std::ops::Range;

use bge_private_codegen::json::Json;

/// A value in the code of a page.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Json(Json),
    /// A variable and its members, such as `result['items']` or `result.url`.
    Path(Vec<String>),
    Call(Call),
}

/// A call, such as `open('a.png')`.
#[derive(Clone, Debug)]
pub(super) struct Call {
    /// The variable and its members, the last of which is called.
    pub(super) callee: Vec<String>,
    pub(super) arguments: Vec<Argument>,
    pub(super) range: Range<usize>,
}

/// An argument of a call.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    /// Its keyword, which is empty if the argument is positional.
    pub(super) name: String,
    pub(super) value: Value,
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
    pub(super) problems: Vec<(Range<usize>, &'static str)>,
}

/// Returns the list in a text such as `[1, 2]`.
pub(super) fn list_in(text: &str) -> Option<Vec<Json>> {
    let mut reader = Reader::new(text, 0..text.len());
    match reader.value()? {
        Value::Json(Json::List(items)) if text.starts_with('[') => Some(items),
        Value::Json(_) | Value::Path(_) | Value::Call(_) => None,
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
    pub(super) const fn new(page: &'a str, part: Range<usize>) -> Self {
        Self {
            page,
            at: part.start,
            end: part.end,
            depth: 0,
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
        if is_next {
            self.at += text.len();
        }
        is_next
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

    pub(super) fn word(&mut self) -> &'a str {
        let is_first = self.peek().is_some_and(|c| c.is_alphabetic() || c == '_');
        self.eat_while(|c| is_first && (c.is_alphanumeric() || c == '_'))
    }

    /// Reads a value. If there is no value, returns `None` and stays where it is.
    pub(super) fn value(&mut self) -> Option<Value> {
        Some(Value::Json(match self.peek()? {
            '{' => Json::Object(self.nested('}', Self::member)),
            '[' => Json::List(self.nested(']', Self::json)),
            '(' => Json::List(self.nested(')', Self::json)),
            quote @ ('"' | '\'') => Json::Text(self.quoted(quote)),
            '-' | '+' | '.' | '0'..='9' => self.number()?,
            _ => return self.named(),
        }))
    }

    /// Reads a value that is no variable and no call.
    pub(super) fn json(&mut self) -> Option<Json> {
        let start = self.at;
        match self.value()? {
            Value::Json(json) => Some(json),
            Value::Path(_) | Value::Call(_) => {
                self.report(start, "this is not understood");
                Some(Json::Null)
            }
        }
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
            _ => self.word().to_owned(),
        };
        self.skip_blanks();
        if !self.eat(":") {
            return None;
        }
        self.skip_space();
        Some((key, self.json()?))
    }

    fn argument(&mut self) -> Option<Argument> {
        let before = self.at;
        let mut name = self.word();
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

    /// Reads a keyword, a variable with its members, or a call.
    fn named(&mut self) -> Option<Value> {
        let start = self.at;
        Some(Value::Json(match self.word() {
            "" => return None,
            "null" | "None" => Json::Null,
            "true" | "True" => Json::Bool(true),
            "false" | "False" => Json::Bool(false),
            first => return Some(self.path(start, first)),
        }))
    }

    /// Reads what follows the first name of a path. `Model({…})` is the object that it contains.
    fn path(&mut self, start: usize, first: &str) -> Value {
        let mut callee = vec![first.to_owned()];
        while let Some(member) = self.path_member() {
            callee.push(member);
        }
        if self.peek() != Some('(') {
            return Value::Path(callee);
        }
        let mut arguments = self.nested(')', Self::argument);
        match (callee == ["Model"]).then(|| arguments.pop()).flatten() {
            Some(model) => model.value,
            None => Value::Call(Call {
                callee,
                arguments,
                range: start..self.at,
            }),
        }
    }

    /// Reads `.name` or `['name']`.
    fn path_member(&mut self) -> Option<String> {
        let start = self.at;
        if self.eat(".") {
            let name = self.word();
            if !name.is_empty() {
                return Some(name.to_owned());
            }
        } else if self.eat("[") {
            let quote = self.peek().filter(|c| matches!(c, '"' | '\''));
            let name = quote.map(|quote| self.quoted(quote));
            if self.eat("]") {
                return name;
            }
        }
        self.at = start;
        None
    }
}
