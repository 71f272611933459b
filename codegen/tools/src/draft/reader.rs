//! Reads values of Python and JSON.

use std::ops::Range;

use super::lex::{Token, TokenKind};
use super::literal::{Argument, Call, Item, Spread, Value};

/// The maximum nesting depth of values.
const MAX_DEPTH: usize = 24;

/// Reads values from tokens. Tokens that cannot be read are reported and skipped.
pub(super) struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    pub(super) problems: Vec<(Range<usize>, String)>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Self {
        Self {
            tokens,
            at: 0,
            problems: Vec::new(),
        }
    }

    pub(super) fn peek(&self) -> Option<&'a TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    pub(super) fn next(&mut self) -> Option<&'a Token> {
        let token = self.tokens.get(self.at);
        self.at += 1;
        token
    }

    pub(super) fn next_if(&mut self, mark: char) -> bool {
        let is_next = self.peek() == Some(&TokenKind::Mark(mark));
        self.at += usize::from(is_next);
        is_next
    }

    /// Returns whether the remaining tokens pass a test.
    pub(super) fn follows(&self, test: impl Fn(&[Token]) -> bool) -> bool {
        test(self.tokens.get(self.at..).unwrap_or_default())
    }

    pub(super) fn skip_newlines(&mut self) {
        while self.peek() == Some(&TokenKind::Newline) {
            self.at += 1;
        }
    }

    /// Returns the place of the next token, or of the last one at the end.
    pub(super) fn here(&self) -> Range<usize> {
        let token = self.tokens.get(self.at).or(self.tokens.last());
        token.map_or(0..0, |token| token.range.clone())
    }

    fn since(&self, start: usize) -> Range<usize> {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        start..last.map_or(start, |token| token.range.end).max(start)
    }

    pub(super) fn problem(&mut self, range: Range<usize>, text: &str) {
        self.problems.push((range, text.to_owned()));
    }

    /// Reads one expression.
    pub(super) fn expression(&mut self) -> Option<Item> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Item> {
        let start = self.here().start;
        let mut item = self.primary(depth)?;
        loop {
            if self.next_if('.') {
                let Some(TokenKind::Name(member)) = self.peek() else {
                    break;
                };
                self.at += 1;
                item = self.member(item, member, depth, start);
            } else if self.peek() == Some(&TokenKind::Mark('('))
                && matches!(item.value, Value::Name(_))
            {
                let Value::Name(callee) = item.value else {
                    break;
                };
                let call = self.arguments(callee, None, depth);
                item = Item {
                    value: Value::Call(call),
                    range: self.since(start),
                };
            } else {
                break;
            }
        }
        if !self.is_at_end_of_value() {
            self.skip_to_end_of_value();
            item = Item {
                value: Value::Other,
                range: self.since(start),
            };
        }
        Some(item)
    }

    /// Returns a member of a value. A method call on a value that is not a name is read with its arguments.
    fn member(&mut self, of: Item, member: &str, depth: usize, start: usize) -> Item {
        let is_call = self.peek() == Some(&TokenKind::Mark('('));
        let value = match of.value {
            Value::Name(name) => Value::Name(format!("{name}.{member}")),
            _ if is_call => {
                let receiver = Some(Box::new(of));
                Value::Call(self.arguments(member.to_owned(), receiver, depth))
            }
            _ => Value::Other,
        };
        Item {
            value,
            range: self.since(start),
        }
    }

    fn primary(&mut self, depth: usize) -> Option<Item> {
        if depth > MAX_DEPTH {
            let here = self.here();
            self.problem(here.clone(), "values nest too deep to be read from here on");
            self.skip_to_end_of_value();
            return Some(Item {
                value: Value::Other,
                range: self.since(here.start),
            });
        }
        let token = self.next()?;
        let start = token.range.start;
        let value = match &token.kind {
            TokenKind::Name(name) if name == "lambda" => {
                self.skip_function();
                Value::Other
            }
            TokenKind::Name(name) => named(name),
            TokenKind::Number(number) => Value::Number(number.clone()),
            TokenKind::Text(text) => self.joined(text.clone(), depth),
            TokenKind::Template => Value::Other,
            TokenKind::Mark(sign @ ('-' | '+')) => match self.primary(depth + 1)?.value {
                Value::Number(number) if *sign == '-' => Value::Number(format!("-{number}")),
                Value::Number(number) => Value::Number(number),
                _ => Value::Other,
            },
            TokenKind::Mark('[') => Value::List(self.items(']', depth).0),
            TokenKind::Mark('(') => match self.items(')', depth) {
                (mut items, false) if items.len() == 1 => items.pop()?.value,
                (items, _) => Value::List(items),
            },
            TokenKind::Mark('{') => self.entries(depth),
            _ => {
                self.at -= 1;
                let here = self.here();
                self.problem(here, "a value is missing here, or is not understood");
                return None;
            }
        };
        Some(Item {
            value,
            range: self.since(start),
        })
    }

    /// Joins adjacent texts into one. Within brackets, they may be on several lines. A text before a colon is
    /// a key and is not joined.
    fn joined(&mut self, mut text: String, depth: usize) -> Value {
        loop {
            let rest = self.tokens.get(self.at..).unwrap_or_default();
            let is_break = |token: &&Token| depth > 0 && token.kind == TokenKind::Newline;
            let breaks = rest.iter().take_while(is_break).count();
            let mut rest = rest.iter().skip(breaks).map(|token| &token.kind);
            match (rest.next(), rest.next()) {
                (Some(TokenKind::Text(more)), after) if after != Some(&TokenKind::Mark(':')) => {
                    text += more;
                    self.at += breaks + 1;
                }
                _ => return Value::Text(text),
            }
        }
    }

    /// Reads the items up to a bracket. Also returns whether there was a comma or an ellipsis.
    fn items(&mut self, close: char, depth: usize) -> (Vec<Item>, bool) {
        let mut items = Vec::new();
        let mut has_comma = false;
        loop {
            self.skip_newlines();
            if self.next_if(close) || self.is_over(close) {
                return (items, has_comma);
            }
            if self.skip_ellipsis() || self.next_if(',') {
                has_comma = true;
                continue;
            }
            let before = self.at;
            match self.nested(depth + 1) {
                Some(item) => items.push(item),
                None => self.at = self.at.max(before + 1),
            }
        }
    }

    fn entries(&mut self, depth: usize) -> Value {
        let mut entries: Vec<(String, Item)> = Vec::new();
        loop {
            self.skip_newlines();
            if self.next_if('}') || self.is_over('}') {
                return Value::Map(entries);
            }
            if self.skip_ellipsis() || self.next_if(',') {
                continue;
            }
            let before = self.at;
            let entry = self.entry(depth);
            match entry {
                Some((key, item, range)) => {
                    if let Some(known) = entries.iter().position(|(name, _)| *name == key) {
                        self.problem(range, "duplicate key; the last value is used");
                        entries.remove(known);
                    }
                    entries.push((key, item));
                }
                None => self.at = self.at.max(before + 1),
            }
        }
    }

    fn entry(&mut self, depth: usize) -> Option<(String, Item, Range<usize>)> {
        let key = self.nested(depth + 1)?;
        self.skip_newlines();
        if !self.next_if(':') {
            let here = self.here();
            self.problem(
                key.range.start..here.start.max(key.range.end),
                "a key without a value",
            );
            return None;
        }
        self.skip_newlines();
        let item = self.nested(depth + 1)?;
        let name = match key.value {
            Value::Text(text) | Value::Number(text) | Value::Name(text) => text,
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            _ => {
                self.problem(key.range, "this key is not text");
                return None;
            }
        };
        Some((name, item, key.range))
    }

    /// Reads the arguments of a call, and returns the call.
    fn arguments(&mut self, callee: String, receiver: Option<Box<Item>>, depth: usize) -> Call {
        let mut call = Call {
            callee,
            receiver,
            arguments: Vec::new(),
            spread: Vec::new(),
        };
        self.at += 1;
        loop {
            self.skip_newlines();
            if self.next_if(')') || self.is_over(')') {
                return call;
            }
            if self.skip_ellipsis() || self.next_if(',') {
                continue;
            }
            let start = self.here().start;
            let is_spread = self.next_if('*');
            let is_named = is_spread && self.next_if('*');
            let name = self.argument_name();
            let before = self.at;
            self.skip_newlines();
            match self.nested(depth + 1) {
                Some(Item { value, .. }) if is_spread => call.spread.push(Spread {
                    is_named,
                    at: call.arguments.len(),
                    item: Item {
                        value,
                        range: self.since(start),
                    },
                }),
                Some(item) => call.arguments.push(Argument { name, item }),
                None => self.at = self.at.max(before + 1),
            }
        }
    }

    /// Skips an anonymous function such as `lambda a, b: a + b`.
    fn skip_function(&mut self) {
        while self.peek().is_some_and(|kind| {
            !matches!(
                kind,
                TokenKind::Newline | TokenKind::Mark(':' | ')' | ']' | '}')
            )
        }) {
            self.at += 1;
        }
        self.next_if(':');
        self.skip_to_end_of_value();
    }

    fn argument_name(&mut self) -> Option<(String, Range<usize>)> {
        let tokens = self.tokens.get(self.at..)?;
        let [
            Token {
                kind: TokenKind::Name(name),
                range,
            },
            equals,
            after,
            ..,
        ] = tokens
        else {
            return None;
        };
        let mark = TokenKind::Mark('=');
        if equals.kind != mark || after.kind == mark {
            return None;
        }
        self.at += 2;
        Some((name.clone(), range.clone()))
    }

    /// Skips and reports an ellipsis. Returns whether there was one.
    fn skip_ellipsis(&mut self) -> bool {
        let is_next = self.peek() == Some(&TokenKind::Ellipsis);
        if is_next {
            let here = self.here();
            self.problem(here, "the page omits something here");
            self.at += 1;
        }
        is_next
    }

    fn is_over(&mut self, close: char) -> bool {
        let is_over = self.at >= self.tokens.len();
        if is_over {
            let here = self.here();
            self.problem(here, &format!("`{close}` is missing after this"));
        }
        is_over
    }

    fn is_at_end_of_value(&self) -> bool {
        match self.peek() {
            None | Some(TokenKind::Newline) => true,
            Some(TokenKind::Mark(mark)) => matches!(mark, ',' | ')' | ']' | '}' | ':' | ';' | '='),
            // The next value starts here. The comma before it is missing.
            Some(TokenKind::Text(_)) => true,
            Some(_) => false,
        }
    }

    /// Skips the rest of an expression, including its brackets.
    pub(super) fn skip_to_end_of_value(&mut self) {
        let mut open = 0_usize;
        while let Some(kind) = self.peek() {
            match kind {
                TokenKind::Newline if open == 0 => return,
                TokenKind::Mark(',' | ':' | ';' | '=') if open == 0 => return,
                TokenKind::Mark('(' | '[' | '{') => open += 1,
                TokenKind::Mark(')' | ']' | '}') => match open.checked_sub(1) {
                    Some(fewer) => open = fewer,
                    None => return,
                },
                _ => {}
            }
            self.at += 1;
        }
    }
}

fn named(name: &str) -> Value {
    match name {
        "None" | "null" => Value::Null,
        "True" | "true" => Value::Bool(true),
        "False" | "false" => Value::Bool(false),
        _ => Value::Name(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::Reader;
    use crate::draft::lex::lex;
    use crate::draft::literal::{Item, Value};

    fn read(code: &str) -> (Option<Item>, usize) {
        let tokens = lex(code, 0..code.len()).tokens;
        let mut reader = Reader::new(&tokens);
        let item = reader.expression();
        (item, reader.problems.len())
    }

    #[test]
    fn both_languages_are_read() {
        let (json, problems) = read("{\"a\": [1, -2.5, true, null, \"x\"],\n \"b\": {}}");
        let (python, _) = read("{'a': [1, -2.5, True, None, 'x'], 'b': {}, }");
        let value = |item: Option<Item>| format!("{:?}", strip(item.unwrap().value));
        assert_eq!(problems, 0);
        assert_eq!(value(json), value(python));
    }

    fn strip(value: Value) -> Value {
        let strip_item = |item: Item| Item {
            value: strip(item.value),
            range: 0..0,
        };
        match value {
            Value::List(items) => Value::List(items.into_iter().map(strip_item).collect()),
            Value::Map(entries) => Value::Map(
                entries
                    .into_iter()
                    .map(|(key, item)| (key, strip_item(item)))
                    .collect(),
            ),
            other => other,
        }
    }

    #[test]
    fn what_is_no_literal_is_other() {
        for code in [
            "60 * 60",
            "a[0]",
            "x if y else z",
            "f'{a}'",
            "-name",
            "lambda x, *y: x",
        ] {
            assert_eq!(read(code).0.unwrap().value, Value::Other, "{code}");
        }
        assert!(matches!(
            read("json.dumps({'a': 1})").0.unwrap().value,
            Value::Call(_)
        ));
        assert_eq!(
            read("a.b.c").0.unwrap().value,
            Value::Name("a.b.c".to_owned())
        );
    }

    #[test]
    fn what_is_broken_ends_and_is_told_of() {
        for code in [
            "{",
            "[1,",
            "{'a' 1}",
            "{'a': }",
            "[1, ...]",
            "f(",
            "{1: 2, 1: 3}",
            "*",
        ] {
            assert!(read(code).1 > 0, "{code}");
        }
        assert!(read(&"[".repeat(10_000)).1 > 0);
        assert!(read(&"-".repeat(10_000)).1 > 0);
    }
}
