//! Reads values of Python and JSON. It never fails: what is not understood is reported, and becomes null.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use bge_private_codegen::diagnostics::Diagnostics;
use bge_private_codegen::json::Json;
use bge_private_codegen::spec::yaml;

use super::pattern::{Pattern, regex};

/// An argument of a call.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    /// Its keyword, which is empty if the argument is positional.
    pub(super) name: String,
    /// Its value, which is null if it is not known.
    pub(super) value: Json,
    pub(super) range: Range<usize>,
}

/// Maximum nesting of calls.
const MAX_DEPTH: usize = 20;

/// Texts, the keywords of Python, comments, and dots that stand for something left out.
static WORD: Pattern = LazyLock::new(|| {
    let texts = r#""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'"#;
    regex(&format!(
        r"{texts}|\b(?:None|True|False)\b|(?://|#).*|\.{{3,}}|…+"
    ))
});
/// The parts of a literal that show where it ends.
static PART: Pattern =
    LazyLock::new(|| regex(r#""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w.+-]+|[\[\]{}]"#));

/// Reads values from a part of a page.
pub(super) struct Reader {
    /// The code, in which everything that is not a value is blank.
    code: String,
    /// Its location on the page.
    start: usize,
    pub(super) at: usize,
    depth: usize,
    /// The values of variables.
    pub(super) variables: HashMap<String, Json>,
    pub(super) problems: Vec<(Range<usize>, &'static str)>,
}

/// Returns the list in a text such as `[1, 2]`.
pub(super) fn list_in(text: &str) -> Option<Vec<Json>> {
    match parsed(text)? {
        Json::List(items) if text.starts_with('[') => Some(items),
        _ => None,
    }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '_'
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

impl Reader {
    pub(super) fn new(page: &str, part: Range<usize>) -> Self {
        let (start, page) = (part.start, page.get(part).unwrap_or_default());
        let (mut code, mut problems) = (String::new(), Vec::new());
        for word in WORD.iter().flat_map(|words| words.find_iter(page)) {
            code += page.get(code.len()..word.start()).unwrap_or_default();
            let text = word.as_str();
            if text.starts_with(['.', '…', '#', '/']) {
                let range = start + word.start()..start + word.end();
                problems.push((range, "this comment or omission is ignored"));
                code += &" ".repeat(text.len());
            } else {
                code += match text {
                    "None" => "null",
                    "True" => "true",
                    "False" => "false",
                    text => text,
                };
            }
        }
        code += page.get(code.len()..).unwrap_or_default();
        Self {
            code,
            start,
            at: 0,
            depth: 0,
            variables: HashMap::new(),
            problems,
        }
    }

    fn rest(&self) -> &str {
        self.code.get(self.at..).unwrap_or_default()
    }

    /// Returns the location of what has been read from `start` on.
    pub(super) fn range(&self, start: usize) -> Range<usize> {
        self.start + start..self.start + self.at
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
        let group = found.get(1).map(|group| group.as_str().to_owned());
        self.at += found.get(0)?.len();
        Some(group)
    }

    /// Skips the characters that fit.
    fn skip(&mut self, fits: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.find(|c| !fits(c)).unwrap_or(rest.len());
    }

    pub(super) fn skip_space(&mut self) {
        self.skip(char::is_whitespace);
    }

    /// Skips blanks, but no line breaks.
    pub(super) fn skip_blanks(&mut self) {
        self.skip(|c| c.is_whitespace() && c != '\n');
    }

    fn report(&mut self, start: usize, problem: &'static str) {
        self.problems.push((self.range(start), problem));
    }

    /// Skips the rest of the line, and reports it from `start` on.
    pub(super) fn skip_line(&mut self, start: usize, problem: &'static str) {
        self.skip(|c| c != '\n');
        self.report(start, problem);
    }

    /// Reads a value. If there is no value, returns `None` and stays where it is.
    pub(super) fn value(&mut self) -> Option<Json> {
        let start = self.at;
        let (value, instead) = match self.peek()? {
            '{' => (self.literal(), Json::Object(Vec::new())),
            '[' => (self.literal(), Json::List(Vec::new())),
            '"' | '\'' | '-' | '0'..='9' => (self.literal(), Json::Null),
            c if is_letter(c) => (self.named(), Json::Null),
            _ => return None,
        };
        if value.is_none() {
            self.report(start, "this is not understood");
        }
        Some(value.unwrap_or(instead))
    }

    /// Reads a literal, with everything between its brackets. Within it, there are no variables.
    fn literal(&mut self) -> Option<Json> {
        let rest = self.rest();
        let (mut depth, mut is_known) = (0_usize, true);
        let mut parts = PART.iter().flat_map(|parts| parts.find_iter(rest));
        let last = parts.find(|part| {
            match part.as_str() {
                "[" | "{" => depth += 1,
                "]" | "}" => depth = depth.saturating_sub(1),
                "null" | "true" | "false" => {}
                word => is_known &= !word.starts_with(is_letter),
            }
            depth == 0
        });
        let end = last.map_or(rest.len(), |part| part.end());
        let value = rest.get(..end).filter(|_| is_known).and_then(parsed);
        self.at += end;
        value
    }

    /// Reads a keyword, a variable or a call. `Model(value)` and `json.dumps(value)` are the value.
    fn named(&mut self) -> Option<Json> {
        let start = self.at;
        self.skip(|c| c.is_alphanumeric() || c == '_' || c == '.');
        let name = self.code.get(start..self.at).unwrap_or_default().to_owned();
        match (name.as_str(), self.arguments()) {
            ("null", None) | ("open", Some(_)) => Some(Json::Null),
            ("true", None) => Some(Json::Bool(true)),
            ("false", None) => Some(Json::Bool(false)),
            (name, None) => self.variables.get(name).cloned(),
            ("Model" | "json.dumps", Some(mut arguments)) => arguments.pop().map(|it| it.value),
            (_, Some(_)) => None,
        }
    }

    /// Reads the arguments of a call, if there are brackets.
    pub(super) fn arguments(&mut self) -> Option<Vec<Argument>> {
        let start = self.at;
        if self.depth > MAX_DEPTH || !self.eat("(") {
            return None;
        }
        self.depth += 1;
        let mut arguments = Vec::new();
        let mut last = None;
        loop {
            self.skip_space();
            let at = self.at;
            if self.eat(")") {
                break;
            } else if self.eat(",") {
                last = None;
            } else if let Some(argument) = self.argument() {
                arguments.push(argument);
                if let Some(start) = last.replace(at) {
                    self.report(start, "a comma is missing in this");
                }
            } else if self.peek().is_none() {
                self.report(start, "this is not closed");
                break;
            } else {
                self.skip(|c| c != ',' && c != '\n' && c != ')');
                self.report(at, "this is not understood");
            }
        }
        self.depth -= 1;
        Some(arguments)
    }

    fn argument(&mut self) -> Option<Argument> {
        static KEYWORD: Pattern = LazyLock::new(|| regex(r"^(\w+)\s*=\s*"));
        let name = self.eat_pattern(&KEYWORD).flatten().unwrap_or_default();
        let start = self.at;
        let value = self.value()?;
        let range = self.range(start);
        Some(Argument { name, value, range })
    }
}
