//! Reads values of Python and JSON into one common form. It never fails: what is not understood is reported,
//! and becomes `Value::Other`.

use std::ops::Range;

/// A value and its location on the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) value: Value,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// A number in JSON notation.
    Number(String),
    Text(String),
    List(Vec<Item>),
    Map(Vec<(String, Item)>),
    /// A variable and its members, such as `result['items']` or `result.url`.
    Path(Vec<String>),
    Call(Call),
    /// An expression whose value is not known.
    Other,
}

/// A call, such as `open('a.png')`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// The variable and its members, the last of which is called.
    pub(super) callee: Vec<String>,
    /// The keywords, which are empty for positional arguments, and the values.
    pub(super) arguments: Vec<(String, Item)>,
}

impl Call {
    /// Returns the name of the function or method.
    pub(super) fn method(&self) -> &str {
        self.callee.last().map_or("", String::as_str)
    }
}

impl Item {
    /// Returns an item that is nowhere on the page.
    pub(super) const fn made(value: Value) -> Self {
        Self { value, range: 0..0 }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the members of a mapping. Other values have none.
    pub(super) fn members(&self) -> &[(String, Self)] {
        match &self.value {
            Value::Map(members) => members,
            _ => &[],
        }
    }
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
    pub(super) fn eat_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
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

    pub(super) fn report(&mut self, start: usize, problem: &'static str) {
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
    pub(super) fn value(&mut self) -> Option<Item> {
        let start = self.at;
        let first = self.peek()?;
        let value = match first {
            '{' => self.nested('}', Self::member, Value::Map),
            '[' => self.nested(']', Self::value, Value::List),
            '(' => self.nested(')', Self::value, Value::List),
            '"' | '\'' => Value::Text(self.quoted(first)),
            '-' | '+' | '.' | '0'..='9' => self.number()?,
            _ => self.named()?,
        };
        let value = self.postfix(value);
        let range = start..self.at;
        Some(Item { value, range })
    }

    /// Reads a method of a value, which makes a text unknown. Methods of the result of a call are ignored.
    fn postfix(&mut self, value: Value) -> Value {
        let is_text = matches!(value, Value::Text(_));
        if !(is_text || matches!(value, Value::Call(_))) || !self.eat(".") {
            return value;
        }
        self.word();
        if self.peek() == Some('(') {
            self.nested(')', Self::argument, |_| Value::Other);
        }
        if is_text { Value::Other } else { value }
    }

    /// Reads entries within brackets.
    fn nested<T>(
        &mut self,
        close: char,
        entry: fn(&mut Self) -> Option<T>,
        build: impl FnOnce(Vec<T>) -> Value,
    ) -> Value {
        let start = self.at;
        self.at += 1;
        if self.depth >= MAX_DEPTH {
            self.skip_line(start, "this is nested too deeply");
            return Value::Other;
        }
        self.depth += 1;
        let mut entries = Vec::new();
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
                Some(',') => self.at += 1,
                Some(_) => match entry(self) {
                    Some(entry) => {
                        entries.push(entry);
                        self.end_entry(at, close);
                    }
                    None => self.skip_line(at, "this is not understood"),
                },
            }
        }
        self.depth -= 1;
        build(entries)
    }

    /// Reports an entry that neither a comma nor a bracket ends. An entry on another line may follow.
    fn end_entry(&mut self, start: usize, close: char) {
        let before = self.at;
        self.skip_space();
        let space = self.page.get(before..self.at).unwrap_or_default();
        if self.peek().is_none_or(|c| c == ',' || c == close) {
            return;
        }
        if space.contains('\n') {
            let problem = "a comma is missing after this";
            self.problems.push((start..before, problem));
        } else {
            self.eat_while(|c| c != ',' && c != '\n' && c != close);
            self.report(start, "this is not understood");
        }
    }

    fn member(&mut self) -> Option<(String, Item)> {
        let key = match self.peek()? {
            quote @ ('"' | '\'') => self.quoted(quote),
            _ => self.word().to_owned(),
        };
        self.skip_blanks();
        if !self.eat(":") {
            return None;
        }
        self.skip_space();
        Some((key, self.value()?))
    }

    fn argument(&mut self) -> Option<(String, Item)> {
        let start = self.at;
        let word = self.word();
        self.skip_blanks();
        if word.is_empty() || self.rest().starts_with("==") || !self.eat("=") {
            self.at = start;
            return Some((String::new(), self.value()?));
        }
        self.skip_space();
        Some((word.to_owned(), self.value()?))
    }

    /// Reads a text up to its quote, or to the end of the line.
    fn quoted(&mut self, quote: char) -> String {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(c) = self.peek().filter(|c| *c != '\n') else {
                self.report(start, "this text is not closed");
                break;
            };
            self.at += c.len_utf8();
            match c {
                _ if c == quote => break,
                '\\' => out.extend(self.escape()),
                _ => out.push(c),
            }
        }
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

    fn number(&mut self) -> Option<Value> {
        let start = self.at;
        let text = self.eat_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+'));
        let number = text.trim_start_matches('+');
        let digits = number.strip_prefix('-').unwrap_or(number);
        if !digits.contains(|c: char| c.is_ascii_digit()) {
            self.at = start;
            return None;
        }
        let is_digit = |c: char| c.is_ascii_digit();
        let is_padded = digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0.");
        let is_json = digits.starts_with(is_digit) && digits.ends_with(is_digit) && !is_padded;
        let is_finite = number.parse::<f64>().is_ok_and(f64::is_finite);
        Some(if is_json && is_finite {
            Value::Number(number.to_owned())
        } else {
            Value::Other
        })
    }

    /// Reads a keyword, a variable with its members, or a call.
    fn named(&mut self) -> Option<Value> {
        Some(match self.word() {
            "" => return None,
            "null" | "None" => Value::Null,
            "true" | "True" => Value::Bool(true),
            "false" | "False" => Value::Bool(false),
            first => {
                let mut path = vec![first.to_owned()];
                while let Some(member) = self.path_member() {
                    path.push(member);
                }
                if self.peek() != Some('(') {
                    return Some(Value::Path(path));
                }
                self.nested(')', Self::argument, |arguments| call(path, arguments))
            }
        })
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

/// Returns a call, or the values from which `Model({…})` makes an object.
fn call(callee: Vec<String>, mut arguments: Vec<(String, Item)>) -> Value {
    match arguments.as_mut_slice() {
        [(_, item)] if matches!(item.value, Value::Map(_)) && callee == ["Model"] => {
            std::mem::replace(&mut item.value, Value::Other)
        }
        _ => Value::Call(Call { callee, arguments }),
    }
}
