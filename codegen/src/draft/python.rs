//! Example programs: which calls they make, with which values, and what they print.

use std::collections::HashMap;
use std::ops::Range;

use super::lex::{TokenKind, lex};
use super::literal::{Call, Item, Value};
use super::reader::Reader;

/// A variable of more values is not put where it is used.
const LARGE: usize = 200;

/// What an example program does.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// Calls of the platform, in their order, each with its place.
    pub(super) calls: Vec<(Call, Range<usize>)>,
    pub(super) printed: Vec<Printed>,
    /// What is not understood, and what is meant for people.
    pub(super) problems: Vec<(Range<usize>, String)>,
}

/// What one `print` shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Printed {
    /// A whole answer.
    Whole,
    /// A member of an answer.
    Member(String),
}

/// Reads the program in `range` of a page, which shows the call `name`.
pub(super) fn program(page: &str, range: Range<usize>, name: &str) -> Program {
    let tokens = lex(page, range);
    let mut reader = Reader::new(&tokens.tokens);
    let mut run = Run {
        name,
        ..Run::default()
    };
    loop {
        reader.skip_newlines();
        if reader.peek().is_none() {
            break;
        }
        run.statement(&mut reader);
    }
    let mut out = run.out;
    out.problems.extend(reader.problems);
    out.problems.extend(tokens.problems);
    let comment = |range| (range, "this comment is not used".to_owned());
    out.problems
        .extend(tokens.comments.into_iter().map(comment));
    out
}

/// A program that is being followed.
#[derive(Default)]
struct Run<'a> {
    name: &'a str,
    variables: HashMap<String, Item>,
    /// Variables that hold a client.
    clients: Vec<String>,
    /// Variables that hold an answer.
    answers: Vec<String>,
    out: Program,
}

impl Run<'_> {
    /// Follows one line.
    fn statement(&mut self, reader: &mut Reader<'_>) {
        let start = reader.here();
        let word = match reader.peek() {
            Some(TokenKind::Name(word)) => word.clone(),
            _ => String::new(),
        };
        match word.as_str() {
            "import" | "from" => return skip_line(reader),
            "with" => {
                reader.next();
                return self.with(reader);
            }
            _ => {}
        }
        let target = assigned(reader);
        let Some(item) = reader.expression() else {
            return skip_line(reader);
        };
        if !matches!(reader.peek(), None | Some(TokenKind::Newline)) && !reader.next_if(';') {
            skip_line(reader);
            let text = "this line is not understood".to_owned();
            self.out.problems.push((start.start..item.range.end, text));
            return;
        }
        self.take(target, item);
    }

    /// `with open('a.png', 'rb') as file:`
    fn with(&mut self, reader: &mut Reader<'_>) {
        let start = reader.here();
        let is_as = |kind: &TokenKind| matches!(kind, TokenKind::Name(word) if word == "as");
        // The value ends where the next word starts, which no expression allows.
        let mut ahead = Vec::new();
        while reader
            .peek()
            .is_some_and(|kind| !is_as(kind) && *kind != TokenKind::Newline)
        {
            ahead.extend(reader.next().cloned());
        }
        let item = Reader::new(&ahead).expression();
        let name = match (reader.next().map(|token| &token.kind), reader.peek()) {
            (Some(_), Some(TokenKind::Name(name))) => Some(name.clone()),
            _ => None,
        };
        skip_line(reader);
        match (name, item) {
            (Some(name), Some(item)) => self.set(name, item),
            _ => self
                .out
                .problems
                .push((start, "this line is not understood".to_owned())),
        }
    }

    fn set(&mut self, variable: String, item: Item) {
        if size(&item) <= LARGE {
            self.variables.insert(variable, item);
        }
    }

    fn take(&mut self, target: Option<String>, item: Item) {
        let item = self.resolved(item);
        let found = self.out.calls.len();
        self.find_calls(&item);
        let has_call = self.out.calls.len() > found;
        if let Value::Call(call) = &item.value
            && call.callee == "print"
        {
            return self.print(call, has_call);
        }
        if let Value::Call(call) = &item.value
            && call.callee == "open"
            && target.is_some()
        {
            // Kept for the call that sends it.
        } else if has_call {
            return self.answers.extend(target);
        } else if let (Value::Call(call), Some(target)) = (&item.value, &target)
            && call.callee.starts_with(|c: char| c.is_uppercase())
        {
            self.clients.push(target.clone());
            return self.set_up(call);
        }
        match target {
            Some(target) => self.set(target, item),
            None => {
                let text = "this line does nothing for the spec".to_owned();
                self.out.problems.push((item.range, text));
            }
        }
    }

    /// A client is made from its key and its secret; what else has a name is its own affair.
    fn set_up(&mut self, call: &Call) {
        let unnamed = call
            .arguments
            .iter()
            .filter(|argument| argument.name.is_none());
        for argument in unnamed.skip(2) {
            let text = "this argument of a client is not used".to_owned();
            self.out.problems.push((argument.item.range.clone(), text));
        }
    }

    /// Puts values in place of variables that were set before.
    fn resolved(&self, mut item: Item) -> Item {
        match &mut item.value {
            Value::Name(name) => {
                if let Some(known) = self.variables.get(name.as_str()) {
                    item.value = known.value.clone();
                }
            }
            Value::Call(call) => {
                for argument in &mut call.arguments {
                    argument.item = self.resolved(argument.item.clone());
                }
                if let Some(receiver) = &mut call.receiver {
                    **receiver = self.resolved((**receiver).clone());
                }
            }
            Value::List(items) => {
                for item in items {
                    *item = self.resolved(item.clone());
                }
            }
            Value::Map(entries) => {
                for (_, item) in entries {
                    *item = self.resolved(item.clone());
                }
            }
            _ => {}
        }
        item
    }

    /// Calls of the platform within an expression.
    fn find_calls(&mut self, item: &Item) {
        let Value::Call(call) = &item.value else {
            return;
        };
        if self.is_platform(call) {
            return self.out.calls.push((call.clone(), item.range.clone()));
        }
        if let Some(receiver) = &call.receiver {
            self.find_calls(receiver);
        }
        for argument in &call.arguments {
            self.find_calls(&argument.item);
        }
    }

    /// Whether a call has the name of the section, or is one of a client.
    fn is_platform(&self, call: &Call) -> bool {
        let object = call.callee.split_once('.').map(|(object, _)| object);
        let of_client =
            object.is_some_and(|object| self.clients.iter().any(|client| client == object));
        call.receiver.is_none() && (call.method() == self.name || of_client)
    }

    fn print(&mut self, call: &Call, has_call: bool) {
        for argument in &call.arguments {
            let printed = match &argument.item.value {
                _ if argument.name.is_some() => continue,
                Value::Name(name) => self.member(name),
                Value::Call(inner) if !has_call => {
                    let object = inner.callee.rsplit_once('.').map(|(object, _)| object);
                    let given = inner
                        .arguments
                        .first()
                        .and_then(|given| match &given.item.value {
                            Value::Name(name) => Some(name.as_str()),
                            _ => None,
                        });
                    let mut said = object.into_iter().chain(given);
                    said.find_map(|path| self.member(path))
                }
                _ if has_call => Some(Printed::Whole),
                _ => None,
            };
            match printed {
                Some(printed) => self.out.printed.push(printed),
                None => {
                    let text = "what this prints is no answer".to_owned();
                    self.out.problems.push((argument.item.range.clone(), text));
                }
            }
        }
    }

    /// What a path stands for, if it starts with the variable of an answer.
    fn member(&self, path: &str) -> Option<Printed> {
        let (variable, member) = match path.split_once('.') {
            Some((variable, member)) => (variable, Some(member)),
            None => (path, None),
        };
        self.answers
            .iter()
            .any(|answer| answer == variable)
            .then(|| match member {
                Some(member) => Printed::Member(member.to_owned()),
                None => Printed::Whole,
            })
    }
}

/// The variable that a line sets.
fn assigned(reader: &mut Reader<'_>) -> Option<String> {
    let is_assignment = reader.follows(|tokens| {
        let kinds: Vec<_> = tokens.iter().take(3).map(|token| &token.kind).collect();
        let equals = TokenKind::Mark('=');
        matches!(kinds.as_slice(), [TokenKind::Name(_), mark, after] if **mark == equals && **after != equals)
    });
    if !is_assignment {
        return None;
    }
    let name = reader.next()?;
    reader.next();
    match &name.kind {
        TokenKind::Name(name) => Some(name.clone()),
        _ => None,
    }
}

/// How many values a value is made of.
fn size(item: &Item) -> usize {
    let inner = match &item.value {
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(entries) => entries.iter().map(|(_, item)| size(item)).sum(),
        Value::Call(call) => call
            .arguments
            .iter()
            .map(|argument| size(&argument.item))
            .sum(),
        _ => 0,
    };
    inner + 1
}

fn skip_line(reader: &mut Reader<'_>) {
    while reader
        .peek()
        .is_some_and(|kind| *kind != TokenKind::Newline)
    {
        reader.next();
    }
}

#[cfg(test)]
mod tests {
    use super::{Printed, Program, program};

    fn run(code: &str) -> Program {
        program(code, 0..code.len(), "find")
    }

    #[test]
    fn calls_are_found_wherever_they_stand() {
        for code in [
            "private.find(1)",
            "result = private.find(\n    1)",
            "print(private.find(1).dumps(indent=4))",
            "api = API(key)\nfor_sale = 1\nr = api.fnd(for_sale)",
            "with open('a.png', 'rb') as f:\n    private.find(f)",
        ] {
            let program = run(code);
            assert_eq!(program.calls.len(), 1, "{code}");
            assert_eq!(program.calls[0].0.arguments.len(), 1, "{code}");
            assert!(
                program.problems.is_empty(),
                "{code}: {:?}",
                program.problems
            );
        }
    }

    #[test]
    fn what_is_printed_is_known() {
        let program = run(
            "r = private.find(1)\nprint(r.dumps(indent=4))\nprint(r.items)\nprint(json.dumps(r, indent=4), sep='')",
        );
        let member = Printed::Member("items".to_owned());
        assert_eq!(program.printed, [Printed::Whole, member, Printed::Whole]);
    }

    #[test]
    fn what_is_not_understood_is_told_of() {
        for code in [
            "while True:",
            "find",
            "x +",
            "# a comment",
            "print('done')",
            "time.sleep(3)",
        ] {
            assert!(!run(code).problems.is_empty(), "{code}");
        }
    }
}
