//! Reads example programs: the calls that they make, the arguments of these calls, and the printed values.

use std::ops::Range;

use super::lex::{TokenKind, lex};
use super::literal::{Call, Item, Value};
use super::reader::Reader;
use super::variables::Variables;
use bge_private_codegen::diagnostics::nearest;

/// The minimum length of a name that may be misspelt. Shorter names are similar to too many others.
const LONG_NAME: usize = 6;

/// The calls and the output of an example program.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// Calls of the platform in order, each with its place.
    pub(super) calls: Vec<(Call, Range<usize>)>,
    pub(super) printed: Vec<Printed>,
    /// Variables that hold a client.
    pub(super) clients: Vec<String>,
    /// Places that are not understood or not used, each with a message. They include comments.
    pub(super) problems: Vec<(Range<usize>, String)>,
}

/// A value that is printed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Printed {
    /// A whole answer.
    Whole,
    /// A member of an answer.
    Member(String),
}

/// Reads the program in `range` of a page. `name` is the call that its section describes, and `clients` are
/// variables that are known to hold a client.
pub(super) fn program(page: &str, range: Range<usize>, name: &str, clients: &[String]) -> Program {
    let tokens = lex(page, range);
    let mut reader = Reader::new(&tokens.tokens);
    let mut run = Run {
        name,
        ..Run::default()
    };
    run.out.clients = clients.to_vec();
    loop {
        reader.skip_newlines();
        if reader.peek().is_none() {
            break;
        }
        run.statement(&mut reader);
    }
    let mut out = run.out;
    let unused = |place| (place, "no call uses this value".to_owned());
    let places = run.variables.unused();
    out.problems.extend(places.into_iter().map(unused));
    out.problems.extend(reader.problems);
    out.problems.extend(tokens.problems);
    let comment = |range| (range, "this comment is ignored".to_owned());
    out.problems
        .extend(tokens.comments.into_iter().map(comment));
    out
}

/// The state of a program while its statements are read.
#[derive(Default)]
struct Run<'a> {
    name: &'a str,
    variables: Variables,
    /// Variables that hold an answer.
    answers: Vec<String>,
    out: Program,
}

impl Run<'_> {
    /// Reads one statement.
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

    /// Reads a line such as `with open('a.png', 'rb') as file:` after its first word.
    fn with(&mut self, reader: &mut Reader<'_>) {
        let start = reader.here();
        let is_as = |kind: &TokenKind| matches!(kind, TokenKind::Name(word) if word == "as");
        // Only the tokens before `as` are read, because a word after an expression is not supported.
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
            (Some(name), Some(item)) => self.variables.set(name, item),
            _ => self
                .out
                .problems
                .push((start, "this line is not understood".to_owned())),
        }
    }

    fn take(&mut self, target: Option<String>, item: Item) {
        let item = self.variables.resolved(item);
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
            // The variable is kept for the call that sends the file.
        } else if has_call {
            return self.answers.extend(target);
        } else if let (Value::Call(call), Some(target)) = (&item.value, &target)
            && call.callee.starts_with(|c: char| c.is_uppercase())
        {
            self.out.clients.push(target.clone());
            return self.client(call);
        }
        match target {
            Some(target) => self.variables.set(target, item),
            None => {
                let text = "this line does not matter to a spec".to_owned();
                self.out.problems.push((item.range, text));
            }
        }
    }

    /// Reports the unused arguments of a client: those after the key and the secret. Named ones are ignored.
    fn client(&mut self, call: &Call) {
        self.report_unpacked(call);
        let unnamed = call
            .arguments
            .iter()
            .filter(|argument| argument.name.is_none());
        for argument in unnamed.skip(2) {
            let text = "this argument of a client is not used".to_owned();
            self.out.problems.push((argument.item.range.clone(), text));
        }
    }

    /// Reports `*` and `**` arguments whose values are unknown.
    fn report_unpacked(&mut self, call: &Call) {
        for spread in &call.spread {
            let text = "the page does not show these arguments".to_owned();
            self.out.problems.push((spread.item.range.clone(), text));
        }
    }

    /// Collects the calls of the platform within an expression.
    fn find_calls(&mut self, item: &Item) {
        let Value::Call(call) = &item.value else {
            return;
        };
        if self.is_platform(call) {
            self.report_unpacked(call);
            return self.out.calls.push((call.clone(), item.range.clone()));
        }
        if let Some(receiver) = &call.receiver {
            self.find_calls(receiver);
        }
        for argument in &call.arguments {
            self.find_calls(&argument.item);
        }
    }

    /// Returns whether a call has the name of the section or a similar one, or is a method call on a client.
    fn is_platform(&self, call: &Call) -> bool {
        let object = call.callee.split_once('.').map(|(object, _)| object);
        let is_client = |object| self.out.clients.iter().any(|client| client == object);
        let is_near = || {
            let method = call.method();
            self.name.len().min(method.len()) >= LONG_NAME && nearest(self.name, [method]).is_some()
        };
        let is_platform =
            call.is_of(self.name) || object.is_some_and(|object| is_client(object) || is_near());
        call.receiver.is_none() && is_platform
    }

    fn print(&mut self, call: &Call, has_call: bool) {
        self.report_unpacked(call);
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
                    let text = "the printed value is not an answer".to_owned();
                    self.out.problems.push((argument.item.range.clone(), text));
                }
            }
        }
    }

    /// Returns the answer, or the member of an answer, that a path names.
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

/// Reads the start of an assignment, and returns the variable that it sets.
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
    use crate::draft::literal::Value;

    fn run(code: &str) -> Program {
        program(code, 0..code.len(), "find", &[])
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
            "x = 5",
            "x = 5\nx = 6\nprivate.find(x)",
            "r = other.audit_log(kind='pay')",
            "private.find(**extra)",
        ] {
            assert_eq!(run(code).problems.len(), 1, "{code}");
        }
    }

    #[test]
    fn what_is_spread_is_put_among_the_arguments() {
        let program =
            run("more = [2, 3]\nkw = {'a': 4}\nprivate.find(1, *more, 5, **kw, b=6, **dict(c=7))");
        let arguments = program.calls[0].0.arguments.iter();
        let arguments: Vec<_> = arguments
            .map(|argument| {
                let name = argument.name.as_ref().map_or("", |(name, _)| name);
                (name, &argument.item.value)
            })
            .collect();
        let number = |text: &str| Value::Number(text.to_owned());
        assert_eq!(
            arguments,
            [
                ("", &number("1")),
                ("", &number("2")),
                ("", &number("3")),
                ("", &number("5")),
                ("a", &number("4")),
                ("b", &number("6")),
                ("c", &number("7")),
            ]
        );
        assert!(program.problems.is_empty(), "{:?}", program.problems);
    }

    #[test]
    fn a_call_may_have_dots_or_be_misspelt() {
        for (name, code) in [
            (
                "billing_invoice_create",
                "private.billing.invoice.create(7)",
            ),
            ("order_cancle", "private.order_cancel(7)"),
        ] {
            let program = program(code, 0..code.len(), name, &[]);
            assert_eq!(program.calls.len(), 1, "{code}");
        }
        let others = "private.my_find(1)\nprivate.found(1)";
        assert!(run(others).calls.is_empty());
    }
}
