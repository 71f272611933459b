//! Reads the Python example of a call: the call, its arguments, and what the example does with the answer.

use std::collections::HashMap;
use std::ops::Range;

use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::json::Json;

use super::literal::{Call, Reader, Value};
use super::notes::Notes;

/// What the examples of a call show.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// The arguments of each call of the platform.
    pub(super) calls: Vec<Vec<Argument>>,
    pub(super) shown: Shown,
}

/// An argument of a call of the platform.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    /// Its keyword, which is empty if the argument is positional.
    pub(super) name: String,
    pub(super) value: Given,
    pub(super) range: Range<usize>,
}

/// The value of an argument.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Given {
    Json(Json),
    /// An open file.
    File,
    Unknown,
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
    Value(Given),
}

/// The state of reading a program.
struct Scope<'a, 'n> {
    name: &'a str,
    variables: HashMap<String, Variable>,
    notes: &'a mut Notes<'n>,
    out: Program,
}

/// Reads the examples of the call `name`.
pub(super) fn read(codes: &[Range<usize>], name: &str, notes: &mut Notes<'_>) -> Program {
    let mut scope = Scope {
        name,
        variables: HashMap::new(),
        notes,
        out: Program::default(),
    };
    for code in codes {
        let mut reader = Reader::new(scope.notes.page, code.clone());
        reader.skip_space();
        while reader.peek().is_some() {
            scope.statement(&mut reader);
            reader.skip_space();
        }
        scope.notes.problems(Code::NotUnderstood, &reader.problems);
    }
    scope.out
}

impl Scope<'_, '_> {
    fn statement(&mut self, reader: &mut Reader<'_>) {
        let start = reader.at;
        let word = reader.word();
        reader.skip_blanks();
        let is_understood = if word == "for" {
            self.header(reader).is_some()
        } else if !word.is_empty() && reader.eat("=") {
            reader.skip_blanks();
            let value = reader.value();
            value.is_some_and(|value| self.assign(word, &value))
        } else {
            reader.at = start;
            reader.value().is_some_and(|value| self.expression(&value))
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
        let Value::Path(path) = reader.value().filter(|_| is_in)? else {
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

    fn assign(&mut self, name: &str, value: &Value) -> bool {
        let is_class = |call: &Call| {
            call.callee
                .iter()
                .any(|it| it.starts_with(char::is_uppercase))
        };
        let variable = match value {
            Value::Call(call) if self.platform_call(call) => Variable::Answer,
            Value::Call(call) if is_class(call) => Variable::Client,
            Value::Json(_) | Value::Call(_) => Variable::Value(self.resolved(value)),
            Value::Path(_) => return false,
        };
        self.variables.insert(name.to_owned(), variable);
        true
    }

    fn expression(&mut self, value: &Value) -> bool {
        let Value::Call(call) = value else {
            return false;
        };
        self.platform_call(call) || (call.callee == ["print"] && self.print(call).is_some())
    }

    /// Reads what is printed: an answer, a member or an item of it, or the result of a method such as `dumps`.
    fn print(&mut self, call: &Call) -> Option<()> {
        let path = match &call.arguments.first()?.value {
            Value::Call(call) if self.platform_call(call) => {
                self.show(Shown::Whole);
                return Some(());
            }
            Value::Call(method) => method.callee.split_last()?.1,
            Value::Path(path) => path,
            Value::Json(_) => return None,
        };
        if let Some(Variable::Item) = self.variables.get(path.first()?) {
            return Some(());
        }
        let member = self.member(path)?;
        self.show(member.map_or(Shown::Whole, Shown::Member));
        Some(())
    }

    /// Adds a call of the platform: one of the section's name, or a method of a client.
    fn platform_call(&mut self, call: &Call) -> bool {
        let [object, method] = call.callee.as_slice() else {
            return false;
        };
        let is_named = method == self.name;
        let is_client = matches!(self.variables.get(object), Some(Variable::Client));
        if is_client && !is_named {
            let message = format!("this calls `{method}`, not `{}`", self.name);
            self.notes.report(Code::NameMismatch, &call.range, message);
        }
        if is_named || is_client {
            let arguments = call.arguments.iter().map(|it| Argument {
                name: it.name.clone(),
                value: self.resolved(&it.value),
                range: it.range.clone(),
            });
            self.out.calls.push(arguments.collect());
        }
        is_named || is_client
    }

    /// Replaces a variable, or `json.dumps(value)`, by its value.
    fn resolved(&self, value: &Value) -> Given {
        match value {
            Value::Json(value) => Given::Json(value.clone()),
            Value::Path(path) => match path.first().and_then(|name| self.variables.get(name)) {
                Some(Variable::Value(value)) => value.clone(),
                Some(Variable::Client | Variable::Answer | Variable::Item) | None => Given::Unknown,
            },
            Value::Call(call) => match (
                call.callee.last().map(String::as_str),
                call.arguments.first(),
            ) {
                (Some("dumps"), Some(argument)) => self.resolved(&argument.value),
                (Some("open"), _) => Given::File,
                (_, _) => Given::Unknown,
            },
        }
    }
}
