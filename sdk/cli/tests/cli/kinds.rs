//! The examples of the spec as command lines, and those that stand for all calls of their kind, so that tests that run
//! a process for each do not grow with the spec.

use std::collections::BTreeSet;

use bge_private_sdk::describe::{Call, PLATFORM, Parameter, Type};
use bge_private_sdk::mock::{self, Example};

/// An example as a command line.
pub struct CommandExample {
    pub call: &'static Call,
    pub example: &'static Example,
    /// The arguments in a shell.
    pub line: &'static str,
    /// The arguments.
    pub arguments: Vec<String>,
    /// Names and contents of the files that the arguments name.
    pub files: &'static [(&'static str, &'static [u8])],
}

impl CommandExample {
    /// Returns the names of the command, separated by spaces.
    pub fn command(&self) -> String {
        let names = self.arguments.iter();
        let names = names.take_while(|argument| !argument.starts_with("--"));
        names.cloned().collect::<Vec<_>>().join(" ")
    }
}

/// Returns the examples of all calls.
pub fn examples() -> Vec<CommandExample> {
    let lines = PLATFORM
        .calls()
        .flat_map(|call| call.examples.iter().map(move |example| (call, example)));
    let lines: Vec<_> = lines.collect();
    assert_eq!(lines.len(), mock::examples().count());
    let examples = lines
        .into_iter()
        .zip(mock::examples())
        .map(|((call, line), example)| {
            assert_eq!(line.title.en, example.title());
            CommandExample {
                call,
                example,
                line: line.command_line,
                arguments: arguments(line.command_line),
                files: line.files,
            }
        });
    examples.collect()
}

/// Returns the arguments of a command line. A break between them is nothing; one within quotes is part of a value.
fn arguments(line: &str) -> Vec<String> {
    let whole = line
        .split_inclusive("\\\n")
        .fold(String::new(), |mut whole, part| {
            whole += part;
            let is_quoted = shlex::split(&whole).is_none();
            let outside = whole.strip_suffix("\\\n").filter(|_| !is_quoted);
            outside.map(str::to_owned).unwrap_or(whole)
        });
    shlex::split(&whole).unwrap()
}

/// Returns what decides how a flag with this parameter is read and sent.
pub fn kind_of(call: &Call, parameter: &Parameter) -> String {
    let in_path = format!("{{{}}}", parameter.param.name);
    format!(
        "{}, in path {}, secret {}",
        type_name(&parameter.ty),
        call.endpoint.path.contains(&in_path),
        parameter.param.secret
    )
}

fn type_name(ty: &Type) -> String {
    match ty {
        Type::Scalar(info) => info.name.to_owned(),
        Type::File => "file".to_owned(),
        Type::Enum(it) => format!("enum of numbers {}", it.is_number),
        Type::Object(it) => format!("object, rest {}", it.rest),
        Type::Extra(_) => "extra".to_owned(),
        Type::AnyOf(_) => "several shapes".to_owned(),
        Type::List(item) => format!("list<{}>", type_name(item)),
        Type::Map(item) => format!("map<{}>", type_name(item)),
    }
}

/// Returns everything about an example that decides what a command does with it.
fn traits_of(example: &CommandExample) -> Vec<String> {
    let call = example.call;
    let endpoint = call.endpoint;
    let is_given = |parameter: &&Parameter| {
        let mut flags = example.arguments.iter().map(|it| it.split('=').next());
        let flag = format!("--{}", parameter.flag);
        flags.any(|given| given == Some(&flag))
    };
    let given = call.parameters.iter().filter(is_given);
    let mut traits: Vec<_> = given.map(|parameter| kind_of(call, parameter)).collect();
    let response = call.response.as_ref().map(type_name);
    traits.extend([
        format!("answer {response:?}"),
        format!("forwards {}", endpoint.forwards),
        format!("streams {}", endpoint.streams),
        format!("open {}", endpoint.open),
        format!("pages {}", endpoint.paging.is_some()),
        format!("of a client {}", example.command().contains(' ')),
        format!("aliases {}", !call.aliases.is_empty()),
        format!("deprecated {}", call.deprecated.is_some()),
    ]);
    traits
}

/// Returns as many examples as show every kind of parameter, answer and call.
pub fn one_of_each() -> Vec<CommandExample> {
    let mut seen = BTreeSet::new();
    let mut is_new = |example: &CommandExample| {
        let known = seen.len();
        seen.extend(traits_of(example));
        seen.len() > known
    };
    examples().into_iter().filter(|it| is_new(it)).collect()
}
