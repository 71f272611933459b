//! The examples of a call as command lines of `bge-private`, for its help and for documentation.

use crate::api::{Argument, Endpoint, Example, Field, Join, Literal, Platform, Set, Type, Value};
use crate::check::RESERVED_OPTIONS;
use crate::naming::hyphenated;
use crate::scalar::Scalar;

/// Longer command lines are broken.
const WIDTH: usize = 80;

/// The arguments of a command.
#[derive(Clone, Debug, Default)]
pub struct CommandLine {
    /// The arguments: the names of the command, then its flags and their values.
    pub arguments: Vec<String>,
    /// Names and contents of the files that the arguments name.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Returns the arguments that make the call of an example.
#[must_use]
pub fn example(endpoint: &Endpoint, example: &Example) -> CommandLine {
    let mut line = CommandLine::new(endpoint);
    for (param, argument) in example.given(endpoint) {
        line.push_argument(&flag(endpoint, param), param, argument);
    }
    for (_, argument) in example.given(endpoint) {
        if let Argument::Set(set) = argument {
            line.push_fields(set);
        }
    }
    line
}

/// Returns the arguments that ask for all pages, with those of the first example.
#[must_use]
pub fn all_pages(endpoint: &Endpoint) -> Option<CommandLine> {
    let example = endpoint.first_without_page()?;
    let mut line = self::example(endpoint, &example);
    line.arguments.push("--all".to_owned());
    Some(line)
}

/// Returns the flag of a parameter, without the dashes. One with the name of an option is called `param-…`.
pub(crate) fn flag(endpoint: &Endpoint, param: &Field) -> String {
    let others = endpoint.params.iter();
    let others = others.filter(|other| other.wire != param.wire);
    let others: Vec<_> = others.map(|other| hyphenated(&other.name)).collect();
    let mut flag = hyphenated(&param.name);
    while RESERVED_OPTIONS.contains(&flag.as_str()) || others.contains(&flag) {
        flag = format!("param-{flag}");
    }
    flag
}

/// Returns a value as users of the command line write it.
pub(crate) fn written(value: &Value) -> String {
    match value {
        Value::Enum(_, value) => value.spec.clone(),
        Value::Scalar(_, Literal::Boolean(value)) => value.to_string(),
        Value::Scalar(..) | Value::Object(..) | Value::List(..) | Value::Map(_) => value.text(),
    }
}

/// Returns the values of a flag: those of a list by its items.
fn values(param: &Field, value: &Value) -> Vec<String> {
    match (value, param.join) {
        (Value::List(_, items), Some(Join::Json)) if items.is_empty() => vec!["[]".to_owned()],
        (Value::List(_, items), Some(Join::Json)) => {
            let texts: Vec<_> = items.iter().map(item_of_json).collect();
            // `[]` alone is a list without items.
            if texts == ["[]"] {
                vec!["[ ]".to_owned()]
            } else {
                texts
            }
        }
        (Value::List(_, items), Some(Join::Repeat)) => items.iter().map(written).collect(),
        (Value::List(_, items), Some(Join::Comma)) => {
            let items: Vec<_> = items.iter().map(written).collect();
            vec![items.join(",")]
        }
        (_, Some(Join::Json | Join::Repeat | Join::Comma) | None) => vec![written(value)],
    }
}

/// Returns an item of a JSON list, in which a number has another form than in a field.
fn item_of_json(item: &Value) -> String {
    if let Value::Scalar(_, Literal::Float(_)) = item {
        return item.json().to_string();
    }
    written(item)
}

impl CommandLine {
    fn new(endpoint: &Endpoint) -> Self {
        let client = endpoint.client.as_ref();
        let client = client.map(|client| hyphenated(&client.method));
        let name = hyphenated(&endpoint.method);
        Self {
            arguments: client.into_iter().chain([name]).collect(),
            files: Vec::new(),
        }
    }

    fn push_argument(&mut self, flag: &str, param: &Field, argument: &Argument) {
        match argument {
            Argument::File(file) => {
                self.push_flag(flag, &file.file_name);
                let content = file.content.clone();
                self.files.push((file.file_name.clone(), content));
            }
            Argument::Set(set) => self.push_flag(flag, &set.wire),
            Argument::Value(value) if param.ty == Type::Scalar(Scalar::Boolean) => {
                self.push_switch(flag, &written(value));
            }
            Argument::Value(value) => {
                for text in values(param, value) {
                    self.push_value(flag, param, text);
                }
            }
        }
    }

    /// Adds the value of a flag. A secret is in a file.
    fn push_value(&mut self, flag: &str, param: &Field, text: String) {
        if param.secret {
            let file = self.add_file(flag, text);
            self.push_flag(flag, &format!("@{file}"));
        } else {
            self.push_flag(flag, &text);
        }
    }

    /// Adds the parameters of a set, which have no flags of their own.
    fn push_fields(&mut self, set: &Set) {
        for (name, text) in &set.params {
            let field = if set.is_secret(name) {
                let file = self.add_file(name, text.clone());
                format!("{name}@{file}")
            } else {
                format!("{name}={text}")
            };
            self.push_flag("field", &field);
        }
    }

    fn push_flag(&mut self, flag: &str, value: &str) {
        if value.starts_with('-') {
            self.arguments.push(format!("--{flag}={value}"));
        } else {
            let value = value.to_owned();
            self.arguments.extend([format!("--{flag}"), value]);
        }
    }

    /// Adds a flag whose value may be omitted if it is true.
    fn push_switch(&mut self, flag: &str, value: &str) {
        self.arguments.push(match value {
            "true" => format!("--{flag}"),
            value => format!("--{flag}={value}"),
        });
    }

    /// Adds a file with the value of a parameter. Returns its name, which is unique.
    fn add_file(&mut self, parameter: &str, content: String) -> String {
        let mut name = format!("{parameter}.txt");
        let mut number = 2;
        while self.files.iter().any(|(other, _)| *other == name) {
            name = format!("{parameter}-{number}.txt");
            number += 1;
        }
        self.files.push((name.clone(), content.into_bytes()));
        name
    }

    /// Returns the whole command as typed into a POSIX shell.
    #[must_use]
    pub fn of_program(&self, platform: &Platform) -> String {
        format!("{} {}", platform.name, self.shell())
    }

    /// Returns the arguments as typed into a POSIX shell, on several lines if they are long.
    #[must_use]
    pub fn shell(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for argument in &self.arguments {
            let text = quoted(argument);
            match lines.last_mut() {
                Some(line) if !argument.starts_with("--") => {
                    line.push(' ');
                    line.push_str(&text);
                }
                Some(_) | None => lines.push(text),
            }
        }
        let length: usize = lines.iter().map(|line| line.chars().count() + 1).sum();
        lines.join(if length > WIDTH { " \\\n  " } else { " " })
    }
}

/// Quotes an argument for a POSIX shell.
fn quoted(argument: &str) -> String {
    let is_plain = |char: char| char.is_alphanumeric() || "_-./:=,@%+".contains(char);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
#[path = "../../tests/command_line.rs"]
mod tests;
