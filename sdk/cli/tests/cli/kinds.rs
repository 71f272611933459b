//! Examples that stand for all calls of their kind, so that tests that run a process for each do not grow with the
//! spec.

use std::collections::BTreeSet;

use bge_private_cli::{CommandExample, examples};
use bge_private_sdk::describe::{Call, PLATFORM, Parameter, Type};

/// Returns the call of an example.
pub fn call_of(example: &CommandExample) -> &'static Call {
    let mut calls = PLATFORM.calls();
    let call = calls.find(|call| call.endpoint.name == example.example.endpoint());
    call.unwrap()
}

/// Returns the parameter that a flag sets, if it sets one.
pub fn parameter_of(call: &'static Call, flag: &str) -> Option<&'static Parameter> {
    let name = flag.trim_start_matches('-').replace('-', "_");
    call.parameters.iter().find(|it| it.name == name)
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
    let call = call_of(example);
    let endpoint = call.endpoint;
    let mut traits: Vec<_> = example
        .arguments
        .iter()
        .filter_map(|argument| parameter_of(call, argument.split('=').next()?))
        .map(|parameter| kind_of(call, parameter))
        .collect();
    let response = call.response.as_ref().map(type_name);
    traits.extend([
        format!("answer {response:?}"),
        format!("forwards {}", endpoint.forwards),
        format!("streams {}", endpoint.streams),
        format!("open {}", endpoint.open),
        format!("pages {}", endpoint.paging.is_some()),
        format!("of a client {}", example.command.contains(' ')),
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
