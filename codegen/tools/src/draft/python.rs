//! Reads the Python example of a call: the call, its arguments, and what the example does with the answer.

use std::ops::Range;

use bge_private_codegen::diagnostics::Code;
use bge_private_codegen::json::Json;

use super::literal::{Argument, Reader};
use super::notes::Notes;
use super::pattern::Pattern;

/// What the examples of a call show.
#[derive(Debug, Default)]
pub(super) struct Program {
    /// The arguments of each call of the platform.
    pub(super) calls: Vec<Vec<Argument>>,
    pub(super) shown: Option<Shown>,
}

/// What an example prints of the answer first. The name of a member is empty if it is the whole answer.
#[derive(Debug)]
pub(super) enum Shown {
    /// A member of the answer.
    Member(String),
    /// The items of a member, one by one.
    Items(String),
}

/// The variables that examples do not set.
const GIVEN: [&str; 3] = ["app_key", "app_secret", "endpoint"];

static LOOP: Pattern = Pattern::new(&[r#"^for \w+ in \w+(?:\[['"](\w+)['"]\])?:"#]);
static PRINT: Pattern =
    Pattern::new(&[r#"^print\(\w+(?:\[['"](\w+)['"]\])?(?:\.(?:dumps|json)\([^()\n]*\))?\)"#]);
static VARIABLE: Pattern = Pattern::new(&[r"^(\w+) *= *"]);
static CLIENT: Pattern = Pattern::new(&[r"^[A-Z]\w*"]);
static METHOD: Pattern = Pattern::new(&[r"^\w+\.(\w+)"]);

/// Reads the examples of the call `name`.
pub(super) fn read(codes: &[Range<usize>], name: &str, notes: &mut Notes<'_>) -> Program {
    let mut program = Program::default();
    for code in codes {
        let mut reader = Reader::new(notes, code);
        let given = GIVEN.map(|name| (name.to_owned(), Json::Null));
        reader.variables.extend(given);
        let statement = |reader: &mut Reader<'_, '_>| program.statement(reader, name);
        reader.each("this line is not understood", statement);
    }
    program
}

impl Program {
    fn statement(&mut self, reader: &mut Reader<'_, '_>, name: &str) -> Option<()> {
        let items = reader.eat_pattern(&LOOP).map(Shown::Items);
        let shown = items.or_else(|| reader.eat_pattern(&PRINT).map(Shown::Member));
        if let Some(shown) = shown {
            self.shown.get_or_insert(shown);
            return Some(());
        }
        let is_printed = reader.eat("print(");
        let variable = reader.eat_pattern(&VARIABLE);
        let start = reader.at;
        let method = reader.eat_pattern(&METHOD);
        if let Some(method) = method.filter(|method| method != "dumps") {
            if method != name {
                let range = reader.range(start);
                let message = format!("this calls `{method}`, not `{name}`");
                reader.notes.report(Code::NameMismatch, &range, message);
            }
            self.calls.push(reader.arguments()?);
            if is_printed {
                self.shown.get_or_insert(Shown::Member(String::new()));
            }
            return (!is_printed || reader.eat(")")).then_some(());
        }
        reader.at = start;
        if reader.eat_pattern(&CLIENT).is_some() {
            return reader.arguments().map(|_| ());
        }
        let variable = variable?;
        let value = reader.value()?;
        reader.variables.insert(variable, value);
        Some(())
    }
}
