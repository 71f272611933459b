//! The examples of the spec as command lines. Help shows them, and tests run them.

use bge_private_sdk::describe::{Endpoint, Join, Text, Type};
use bge_private_sdk::mock::{self, Example};
use serde_json::value::RawValue;

use crate::commands::{Command, Flag, commands};

/// An example as a command line.
#[doc(hidden)]
#[derive(Debug)]
pub struct CommandExample {
    pub(crate) title: &'static Text,
    /// The names of the command, separated by spaces.
    pub command: String,
    /// The arguments, without the program's name.
    pub arguments: Vec<String>,
    /// Names and contents of the files that the arguments name.
    pub files: Vec<(String, Vec<u8>)>,
    /// The example.
    pub example: &'static Example,
}

/// Returns the examples of all calls.
#[doc(hidden)]
#[must_use]
pub fn examples() -> Vec<CommandExample> {
    commands().flat_map(|command| of(&command)).collect()
}

/// Returns the examples of a call.
pub(crate) fn of(command: &Command) -> Vec<CommandExample> {
    let endpoint = command.call.endpoint;
    let examples = mock::examples().filter(|example| example.endpoint() == endpoint.name);
    let titled = examples.zip(command.call.examples);
    let built = titled.map(|(example, title)| {
        let mut built = CommandExample {
            title,
            arguments: command.path().split(' ').map(str::to_owned).collect(),
            command: command.path(),
            files: Vec::new(),
            example,
        };
        for flag in &command.flags {
            built.push(flag);
        }
        let fields = example.fields().iter();
        for (name, value) in fields.filter(|(name, _)| endpoint.param(name).is_none()) {
            built.push_further(endpoint, name, value);
        }
        built
    });
    built.collect()
}

impl CommandExample {
    /// Adds a parameter with its values in the example.
    fn push(&mut self, flag: &Flag) {
        let name = flag.parameter.param.name;
        for file in self.example.files().iter().filter(|file| file.name == name) {
            self.push_flag(flag, file.file_name);
            let file = (file.file_name.to_owned(), file.content.to_vec());
            self.files.push(file);
        }
        let given = self.example.parameters();
        for (_, value) in given.filter(|given| given.0 == name) {
            for text in typed(flag, value) {
                if flag.parameter.param.secret {
                    let file = self.add_file(&flag.name, text.into_bytes());
                    self.push_flag(flag, &format!("@{file}"));
                } else {
                    self.push_flag(flag, &text);
                }
            }
        }
    }

    /// Adds a file with the value of a parameter. Returns its name, which is unique.
    fn add_file(&mut self, parameter: &str, content: Vec<u8>) -> String {
        let mut name = format!("{parameter}.txt");
        let mut number = 2;
        while self.files.iter().any(|(other, _)| *other == name) {
            name = format!("{parameter}-{number}.txt");
            number += 1;
        }
        self.files.push((name.clone(), content));
        name
    }

    /// Adds a further parameter.
    fn push_further(&mut self, endpoint: &Endpoint, name: &str, value: &str) {
        let field = if endpoint.is_secret(name) {
            let file = self.add_file(name, value.as_bytes().to_vec());
            format!("{name}@{file}")
        } else {
            format!("{name}={value}")
        };
        self.arguments.extend(["--field".to_owned(), field]);
    }

    fn push_flag(&mut self, flag: &Flag, value: &str) {
        let name = flag.shown();
        let is_boolean = flag.parameter.ty.is_boolean();
        if is_boolean && value == "true" {
            self.arguments.push(name);
        } else if is_boolean || value.starts_with('-') {
            self.arguments.push(format!("{name}={value}"));
        } else {
            self.arguments.extend([name, value.to_owned()]);
        }
    }

    /// Returns the arguments as typed into a shell, on several lines if they are long.
    pub(crate) fn lines(&self) -> String {
        const MOST: usize = 80;
        let mut lines: Vec<String> = Vec::new();
        for argument in &self.arguments {
            let text = in_shell(argument);
            match lines.last_mut() {
                Some(line) if !argument.starts_with("--") => {
                    line.push(' ');
                    line.push_str(&text);
                }
                _ => lines.push(text),
            }
        }
        let length: usize = lines.iter().map(|line| line.chars().count() + 1).sum();
        lines.join(if length > MOST { " \\\n      " } else { " " })
    }
}

/// Returns a value as users type it; a list as its items.
fn typed(flag: &Flag, value: &str) -> Vec<String> {
    let ty = flag.parameter.item();
    let join = flag.parameter.param.kind.join();
    match join.unwrap_or(Join::Repeat) {
        Join::Json => {
            let items: Vec<&RawValue> = serde_json::from_str(value).unwrap_or_default();
            let items = items.into_iter().map(|item| match item.get() {
                json if ty.is_json() => json.to_owned(),
                json => serde_json::from_str(json).unwrap_or_else(|_| json.to_owned()),
            });
            items.map(|item| by_name(ty, &item)).collect()
        }
        Join::Comma => {
            let items = value.split(',').map(|item| by_name(ty, item));
            vec![items.collect::<Vec<_>>().join(",")]
        }
        Join::Repeat => vec![by_name(ty, value)],
    }
}

/// Returns the name of a value of an enum or a boolean.
pub(crate) fn by_name(ty: Type, value: &str) -> String {
    match ty {
        Type::Enum(known) => {
            let choice = known.sent_as(value);
            choice.map_or(value, |choice| choice.name).to_owned()
        }
        Type::Scalar(_) if ty.is_boolean() => value.to_ascii_lowercase(),
        Type::Scalar(_) | Type::File | Type::Extra(_) => value.to_owned(),
        Type::Object(_) | Type::AnyOf(_) | Type::List(_) | Type::Map(_) => value.to_owned(),
    }
}

/// Quotes an argument for a POSIX shell.
pub(crate) fn in_shell(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-./:=,@%+".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}
