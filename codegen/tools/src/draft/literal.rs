//! Reads values of Python and JSON. It never fails: what is not understood is reported, and becomes null.

use std::collections::HashMap;
use std::ops::Range;

use bge_private_codegen::diagnostics::{Code, Diagnostics};
use bge_private_codegen::json::Json;
use bge_private_codegen::spec::yaml;

use super::notes::Notes;
use super::pattern::Pattern;

/// An argument of a call.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    /// Its keyword, which is empty if the argument is positional.
    pub(super) name: String,
    /// Its value, which is null if it is not known.
    pub(super) value: Json,
    pub(super) range: Range<usize>,
}

/// Texts in quotes.
const TEXTS: &str = r#""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"#;
/// Texts, the keywords of Python, comments, and dots that stand for something left out.
static WORD: Pattern = Pattern::new(&[TEXTS, r"|\b(?:None|True|False)\b|(?://|#).*|\.{3,}|…+"]);
/// The parts of code that show where a value ends.
static PART: Pattern = Pattern::new(&[TEXTS, r"|[\w.+-]+|[\[\]{}(),\n]"]);
/// A value within a call that only wraps it.
static WRAPPED: Pattern = Pattern::new(&[r"^(?:Model|json\.dumps)\(\s*([^()]*?)\s*\)$"]);
static KEYWORD: Pattern = Pattern::new(&[r"^(\w+)\s*=\s*"]);

/// Reads values from a part of a page.
pub(super) struct Reader<'n, 'p> {
    pub(super) notes: &'n mut Notes<'p>,
    /// The code, in which everything that is not a value is blank.
    code: String,
    /// Its location on the page.
    start: usize,
    pub(super) at: usize,
    /// The values of variables.
    pub(super) variables: HashMap<String, Json>,
}

/// Returns the list in a text such as `[1, 2]`.
pub(super) fn list_in(text: &str) -> Option<Vec<Json>> {
    match parsed(text)? {
        Json::List(items) if text.starts_with('[') => Some(items),
        _ => None,
    }
}

/// Parses a literal. JSON is YAML in brackets.
fn parsed(text: &str) -> Option<Json> {
    let mut out = Diagnostics::new();
    let node = yaml::parse(0, &format!("[{text}]"), &mut out);
    match Json::from(&node.filter(|_| out.is_empty())?) {
        Json::List(mut items) if items.len() == 1 => items.pop(),
        _ => None,
    }
}

impl<'n, 'p> Reader<'n, 'p> {
    pub(super) fn new(notes: &'n mut Notes<'p>, part: &Range<usize>) -> Self {
        let (start, page) = (part.start, notes.page.get(part.clone()).unwrap_or_default());
        let mut code = page.to_owned();
        for word in WORD.find_iter(page) {
            let blank = " ".repeat(word.len());
            let instead = match word.as_str() {
                "None" => "null",
                "True" => "true",
                "False" => "false",
                text if text.starts_with(['"', '\'']) => continue,
                _ => {
                    let range = start + word.start()..start + word.end();
                    let message = "this comment or omission is ignored";
                    notes.report(Code::NotUnderstood, &range, message);
                    &blank
                }
            };
            code.replace_range(word.range(), instead);
        }
        Self {
            notes,
            code,
            start,
            at: 0,
            variables: HashMap::new(),
        }
    }

    fn rest(&self) -> &str {
        self.code.get(self.at..).unwrap_or_default()
    }

    /// Returns the location of what has been read from `start` on.
    pub(super) fn range(&self, start: usize) -> Range<usize> {
        self.start + start..self.start + self.at
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        self.at += if is_next { text.len() } else { 0 };
        is_next
    }

    /// Skips what a pattern matches, and returns its group, which is empty if it is not in the match.
    pub(super) fn eat_pattern(&mut self, pattern: &Pattern) -> Option<String> {
        let [group] = pattern.groups(self.rest())?.map(str::to_owned);
        self.at += pattern.find(self.rest())?.len();
        Some(group)
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn report(&mut self, start: usize, problem: &str) {
        let range = self.range(start);
        self.notes.report(Code::NotUnderstood, &range, problem);
    }

    /// Reads everything, part by part. The rest of a line of which a part is not understood is skipped.
    pub(super) fn each(mut self, problem: &str, mut part: impl FnMut(&mut Self) -> Option<()>) {
        self.skip_space();
        while !self.rest().is_empty() {
            let start = self.at;
            let understood = part(&mut self);
            let line = self.rest().lines().next().unwrap_or_default();
            let is_whole = line.trim().is_empty();
            self.at += line.len();
            if understood.is_none() || !is_whole {
                self.report(start, problem);
            }
            self.skip_space();
        }
    }

    /// Reads a value, which ends at a comma, a line break or a closing bracket. One that is not understood is null or
    /// empty. If there is no value, returns `None` and stays where it is.
    pub(super) fn value(&mut self) -> Option<Json> {
        let (start, rest) = (self.at, self.rest());
        let mut depth = 0;
        let end = PART.find_iter(rest).find(|part| {
            let is_outside = depth == 0;
            match part.as_str() {
                "[" | "{" | "(" => depth += 1,
                "]" | "}" | ")" => depth -= 1,
                "," | "\n" => {}
                _ => return false,
            }
            is_outside && depth <= 0
        });
        let end = end.map_or(rest.len(), |part| part.start());
        let text = rest.get(..end).unwrap_or_default().trim_end().to_owned();
        self.at += text.len();
        let instead = match text.chars().next()? {
            '{' => Json::Object(Vec::new()),
            '[' => Json::List(Vec::new()),
            _ => Json::Null,
        };
        let value = self.known(&text);
        if value.is_none() {
            self.report(start, "this is not understood");
        }
        Some(value.unwrap_or(instead))
    }

    /// Returns the value of a variable or a literal, in which there are no variables.
    fn known(&self, text: &str) -> Option<Json> {
        if let Some([inner]) = WRAPPED.groups(text) {
            return self.known(inner);
        }
        if text.starts_with("open(") {
            return Some(Json::Null);
        }
        let is_literal = PART.find_iter(text).all(|part| {
            let word = part.as_str();
            let is_name = word.starts_with(|c: char| c.is_alphabetic() || c == '_');
            !is_name || matches!(word, "null" | "true" | "false")
        });
        let variable = self.variables.get(text).cloned();
        variable.or_else(|| parsed(text).filter(|_| is_literal))
    }

    /// Reads the arguments of a call, if there are brackets.
    pub(super) fn arguments(&mut self) -> Option<Vec<Argument>> {
        let start = self.at;
        self.eat("(").then_some(())?;
        self.skip_space();
        let mut arguments = Vec::new();
        while !self.eat(")") {
            let name = self.eat_pattern(&KEYWORD).unwrap_or_default();
            let at = self.at;
            if let Some(value) = self.value() {
                let range = self.range(at);
                arguments.push(Argument { name, value, range });
            } else if !self.eat(",") {
                self.report(start, "this is not closed");
                break;
            }
            self.skip_space();
        }
        Some(arguments)
    }
}
