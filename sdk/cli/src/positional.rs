//! Values of required parameters without their flags, in the order of the parameters.

use bge_private_sdk::describe::Parameter;
use clap::{Arg, ArgMatches};

use crate::commands::{Command, flag};
use crate::failure::{Exit, Failure};
use crate::help::PROGRAM;
use crate::language::{choose, quoted, say};
use crate::options::texts;
use crate::parse_error;

/// The argument with these values.
pub(crate) const VALUES: &str = "values";

/// Returns the argument of a call that requires parameters.
pub(crate) fn of_call(command: &Command) -> Option<Arg> {
    let help = choose(
        "Values of the required parameters without their flags, in the order of the usage",
        "省略选项名的必填参数值，顺序与用法相同",
    );
    let arg = Arg::new(VALUES)
        .value_name(choose("VALUE", "值"))
        .num_args(0..)
        .allow_negative_numbers(true)
        .help(help);
    required(command).next().is_some().then_some(arg)
}

fn required(command: &Command) -> impl Iterator<Item = &'static Parameter> {
    let parameters = command.call.parameters.iter();
    parameters.filter(|parameter| parameter.param.required)
}

/// Returns the parameters of a call with their values.
pub(crate) fn values<'a>(
    command: &Command,
    matches: &'a ArgMatches,
) -> Result<Vec<(&'static Parameter, Vec<&'a str>)>, Failure> {
    let parameters = command.call.parameters.iter();
    let mut given: Vec<_> = parameters
        .map(|parameter| (parameter, texts(matches, parameter.flag).collect()))
        .collect();
    if required(command).next().is_some() {
        assign(command, &mut given, texts(matches, VALUES).collect()).map_err(|message| {
            let path = command.path();
            let see = say!(
                "see `{PROGRAM} {path} --help`",
                "`{PROGRAM} {path} --help` 显示用法"
            );
            Exit::Usage.failure(message).hint(see)
        })?;
    }
    Ok(given)
}

/// Gives each required parameter that has no flag the next value. If the last one takes several, it takes all others.
fn assign<'a>(
    command: &Command,
    given: &mut [(&'static Parameter, Vec<&'a str>)],
    values: Vec<&'a str>,
) -> Result<(), String> {
    let mut open = given
        .iter_mut()
        .filter(|(parameter, given)| parameter.param.required && given.is_empty())
        .peekable();
    let mut values = values.into_iter();
    let mut missing = Vec::new();
    while let Some((parameter, given)) = open.next() {
        if open.peek().is_none() && command.takes_several(parameter) {
            given.extend(values.by_ref());
        } else {
            given.extend(values.next());
        }
        if given.is_empty() {
            missing.push(quoted(&flag(parameter)));
        }
    }
    if let Some(value) = values.next() {
        let value = quoted(value);
        return Err(say!(
            "there is no required parameter left for {value}",
            "没有剩余的必填参数可取值 {value}"
        ));
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(parse_error::missing(&missing))
}
