//! Reads the Python example of a call: the call, its arguments, and what the example does with the answer.

use std::collections::HashMap;
use std::ops::Range;

use super::literal::{Call, Item, Reader, Value};

/// What the examples of a call show.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// The calls of the platform.
    pub(super) calls: Vec<(Call, Range<usize>)>,
    pub(super) shown: Shown,
    pub(super) problems: Vec<(Range<usize>, &'static str)>,
}

/// What an example prints of the answer.
#[derive(Debug, Default, PartialEq)]
pub(super) enum Shown {
    #[default]
    Nothing,
    /// The whole answer.
    Whole,
    /// A member of the answer.
    Member(String),
    /// The items of the answer, or of a member of it, one by one.
    Items(Option<String>),
}

/// What a variable is.
enum Variable {
    Client,
    Answer,
    /// An item of an answer.
    Item,
    Value(Value),
}

/// The state of reading a program.
struct Scope<'a> {
    name: &'a str,
    variables: HashMap<String, Variable>,
    out: Program,
}

/// Reads the examples of the call `name`.
pub(super) fn read(page: &str, codes: &[Range<usize>], name: &str) -> Program {
    let mut scope = Scope {
        name,
        variables: HashMap::new(),
        out: Program::default(),
    };
    for code in codes {
        let mut reader = Reader::new(page, code.clone());
        reader.skip_space();
        while reader.peek().is_some() {
            scope.statement(&mut reader);
            reader.skip_space();
        }
        scope.out.problems.append(&mut reader.problems);
    }
    scope.out
}

impl Scope<'_> {
    fn statement(&mut self, reader: &mut Reader<'_>) {
        let start = reader.at;
        let word = reader.word();
        reader.skip_blanks();
        let is_understood = match word {
            "for" => self.header(reader).is_some(),
            "import" | "from" => {
                reader.eat_while(|c| c != '\n');
                true
            }
            _ if !word.is_empty() && reader.eat("=") => {
                reader.skip_blanks();
                let value = reader.value();
                value.is_some_and(|value| self.assign(word, value))
            }
            _ => {
                reader.at = start;
                reader.value().is_some_and(|value| self.expression(&value))
            }
        };
        reader.skip_blanks();
        let is_whole = reader.peek().is_none_or(|c| c == '\n' || c == '#');
        if !is_understood || !is_whole {
            reader.skip_line(start, "this line is not understood");
        }
    }

    /// Reads `for item in values:` after its first word.
    fn header(&mut self, reader: &mut Reader<'_>) -> Option<()> {
        let item = reader.word();
        reader.skip_blanks();
        let is_in = reader.word() == "in";
        reader.skip_blanks();
        let values = reader.value().filter(|_| is_in)?;
        let Value::Path(path) = values.value else {
            return None;
        };
        let member = self.member(&path)?;
        self.variables.insert(item.to_owned(), Variable::Item);
        self.show(Shown::Items(member));
        reader.eat(":").then_some(())
    }

    fn show(&mut self, shown: Shown) {
        if self.out.shown == Shown::Nothing {
            self.out.shown = shown;
        }
    }

    /// Returns the member of an answer that a path names, if it starts with an answer.
    fn member(&self, path: &[String]) -> Option<Option<String>> {
        let (first, rest) = path.split_first()?;
        let is_answer = matches!(self.variables.get(first), Some(Variable::Answer));
        (is_answer && rest.len() < 2).then(|| rest.first().cloned())
    }

    fn assign(&mut self, name: &str, item: Item) -> bool {
        let variable = match item.value {
            _ if self.platform_call(&item) => Variable::Answer,
            Value::Call(call) if call.method().starts_with(char::is_uppercase) => Variable::Client,
            Value::Path(_) | Value::Other => return false,
            value => Variable::Value(value),
        };
        self.variables.insert(name.to_owned(), variable);
        true
    }

    fn expression(&mut self, item: &Item) -> bool {
        let Value::Call(call) = &item.value else {
            return false;
        };
        self.platform_call(item) || (call.callee == ["print"] && self.print(call).is_some())
    }

    /// Reads what is printed: an answer, a member or an item of it, or the result of a method such as `dumps`.
    fn print(&mut self, call: &Call) -> Option<()> {
        let (_, printed) = call.arguments.first()?;
        if self.platform_call(printed) {
            self.show(Shown::Whole);
            return Some(());
        }
        let path = match &printed.value {
            Value::Path(path) => path.as_slice(),
            Value::Call(method) => match method.arguments.first().map(|(_, item)| &item.value) {
                Some(Value::Path(path)) => path,
                _ => method.callee.split_last()?.1,
            },
            _ => return None,
        };
        if let Some(Variable::Item) = self.variables.get(path.first()?) {
            return Some(());
        }
        let member = self.member(path)?;
        self.show(member.map_or(Shown::Whole, Shown::Member));
        Some(())
    }

    /// Adds a call of the platform: one of the section's name, or a method of a client.
    fn platform_call(&mut self, item: &Item) -> bool {
        let Value::Call(call) = &item.value else {
            return false;
        };
        let [object, method] = call.callee.as_slice() else {
            return false;
        };
        let is_client = matches!(self.variables.get(object), Some(Variable::Client));
        let is_platform = method == self.name || is_client;
        if is_platform {
            let arguments = call.arguments.iter();
            let arguments = arguments.map(|(name, item)| (name.clone(), self.resolved(item)));
            let arguments = arguments.collect();
            let callee = call.callee.clone();
            let range = item.range.clone();
            self.out.calls.push((Call { callee, arguments }, range));
        }
        is_platform
    }

    /// Replaces a variable, or `json.dumps(value)`, by its value.
    fn resolved(&self, item: &Item) -> Item {
        let value = match &item.value {
            Value::Path(path) => match path.first().and_then(|name| self.variables.get(name)) {
                Some(Variable::Value(value)) if path.len() == 1 => value.clone(),
                _ => Value::Other,
            },
            Value::Call(call) if call.callee == ["json", "dumps"] => {
                let given = call.arguments.first();
                given.map_or(Value::Other, |(_, item)| self.resolved(item).value)
            }
            value => value.clone(),
        };
        let range = item.range.clone();
        Item { value, range }
    }
}
