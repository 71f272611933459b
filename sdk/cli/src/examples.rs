//! The spec's examples as lines of the command line: help shows them, and tests run them.

use serde_json::value::RawValue;

use crate::language::Text;
use crate::names::{Named, Slot, calls, slots};
use bge_private_sdk::describe::{Join, Kind, PLATFORM, Type};
use bge_private_sdk::mock::Example;

/// An example as a command.
#[doc(hidden)]
#[derive(Debug)]
pub struct CommandExample {
    pub(crate) title: &'static Text,
    /// The arguments, without the program's name.
    pub arguments: Vec<String>,
    /// Files that the arguments name, with their content.
    pub files: Vec<(String, Vec<u8>)>,
    /// What it shows on the wire.
    pub example: &'static Example,
}

/// The examples of all calls.
#[doc(hidden)]
#[must_use]
pub fn examples() -> Vec<CommandExample> {
    let calls = calls(&PLATFORM);
    calls.iter().flat_map(of).collect()
}

/// The examples of a call.
pub(crate) fn of(named: &Named) -> impl Iterator<Item = CommandExample> {
    let path = named.call.endpoint.path;
    let examples = bge_private_sdk::mock::examples().filter(move |example| example.path() == path);
    let titled = examples.zip(named.call.examples);
    titled.map(|(example, title)| {
        let mut made = CommandExample {
            title,
            arguments: vec![named.name.clone()],
            files: Vec::new(),
            example,
        };
        let slots = slots(named.call);
        for slot in &slots {
            made.push(slot);
        }
        for (name, value) in example.fields() {
            if !slots.iter().any(|slot| slot.parameter.param.name == *name) {
                made.push_further(named, name, value);
            }
        }
        made
    })
}

impl CommandExample {
    /// Adds a parameter with the values that the example has for it.
    fn push(&mut self, slot: &Slot) {
        let name = slot.parameter.param.name;
        for file in self.example.files().iter().filter(|file| file.name == name) {
            self.give(&slot.long, file.file_name);
            self.files
                .push((file.file_name.to_owned(), file.content.to_vec()));
        }
        let values = self.example.fields().iter().filter(|field| field.0 == name);
        for (_, value) in values {
            for text in texts(slot, value) {
                if matches!(slot.parameter.ty, Type::Boolean) {
                    let given = if text == "true" { "" } else { "=false" };
                    self.arguments.push(format!("--{}{given}", slot.long));
                } else if slot.parameter.param.secret {
                    let file = self.add_file(&slot.long, text.into_bytes());
                    self.give(&slot.long, &format!("@{file}"));
                } else {
                    self.give(&slot.long, &text);
                }
            }
        }
    }

    /// Adds a file with the value of a parameter; returns its name, which no other file has.
    fn add_file(&mut self, parameter: &str, content: Vec<u8>) -> String {
        let is_taken = |name: &String| self.files.iter().any(|(other, _)| other == name);
        let numbered = (2..).map(|number| format!("{parameter}-{number}.txt"));
        let mut names = std::iter::once(format!("{parameter}.txt")).chain(numbered);
        let name = names.find(|name| !is_taken(name)).unwrap_or_default();
        self.files.push((name.clone(), content));
        name
    }

    /// Adds a parameter beyond those that the call has by itself.
    fn push_further(&mut self, named: &Named, name: &str, value: &str) {
        self.arguments.push("--field".to_owned());
        if named.call.endpoint.is_secret(name) {
            let file = self.add_file(name, value.as_bytes().to_vec());
            self.arguments.push(format!("{name}@{file}"));
        } else {
            self.arguments.push(format!("{name}={value}"));
        }
    }

    fn give(&mut self, long: &str, value: &str) {
        if value.starts_with('-') {
            self.arguments.push(format!("--{long}={value}"));
        } else {
            self.arguments.push(format!("--{long}"));
            self.arguments.push(value.to_owned());
        }
    }

    /// The arguments as they are typed into a shell, on several lines if they are long.
    pub(crate) fn lines(&self) -> String {
        const MOST: usize = 80;
        let mut lines: Vec<String> = Vec::new();
        for argument in &self.arguments {
            let text = quoted(argument);
            match lines.last_mut() {
                Some(line) if !argument.starts_with("--") => {
                    line.push(' ');
                    line.push_str(&text);
                }
                _ => lines.push(text),
            }
        }
        let length: usize = lines.iter().map(|line| line.chars().count() + 1).sum();
        let between = if length > MOST { " \\\n      " } else { " " };
        lines.join(between)
    }
}

/// A value from the wire as users write it; a list as its items.
fn texts(slot: &Slot, value: &str) -> Vec<String> {
    let item = slot.parameter.item();
    match slot.parameter.param.kind {
        Kind::List {
            join: Join::Json, ..
        } => {
            let items: Vec<&RawValue> = serde_json::from_str(value).unwrap_or_default();
            let plain = |raw: &RawValue| match item {
                Type::Json | Type::Object(_) | Type::Map(_) | Type::List(_) => raw.get().to_owned(),
                _ => serde_json::from_str(raw.get()).unwrap_or_else(|_| raw.get().to_owned()),
            };
            items
                .into_iter()
                .map(|raw| named(item, &plain(raw)))
                .collect()
        }
        Kind::List {
            join: Join::Comma, ..
        } => {
            let items: Vec<String> = value.split(',').map(|text| named(item, text)).collect();
            vec![items.join(",")]
        }
        _ => vec![named(item, value)],
    }
}

fn named(form: Type, value: &str) -> String {
    match (form, value) {
        (Type::Boolean, "True") => "true".to_owned(),
        (Type::Boolean, "False") => "false".to_owned(),
        (Type::Enum(known), _) => {
            let mut choices = known.values.iter();
            let found = choices.find(|choice| choice.wire == value);
            found.map_or(value, |choice| choice.name).to_owned()
        }
        _ => value.to_owned(),
    }
}

/// An argument for a POSIX shell.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "_-./:=,@%+".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_read_otherwise_is_quoted() {
        assert_eq!(quoted("ods/a-1.tsv"), "ods/a-1.tsv");
        assert_eq!(quoted("深圳"), "深圳");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("a b"), "'a b'");
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
    }
}
