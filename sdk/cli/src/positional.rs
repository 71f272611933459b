//! Values of required parameters without their flags, in the order of the parameters.

use bge_private_sdk::describe::Type;
use clap::{Arg, ArgMatches};

use crate::commands::{Command, Flag};
use crate::failure::{Exit, Failure};
use crate::help::PROGRAM;
use crate::language::{choose, quoted, quoted_list, say};

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

fn required(command: &Command) -> impl Iterator<Item = &Flag> {
    let flags = command.flags.iter();
    flags.filter(|flag| flag.parameter.param.required)
}

/// Returns the values of each flag, in the order of the flags.
pub(crate) fn values<'a>(
    command: &Command,
    matches: &'a ArgMatches,
) -> Result<Vec<Vec<&'a str>>, Failure> {
    let mut given: Vec<Vec<&str>> = command
        .flags
        .iter()
        .map(|flag| of(matches, &flag.name))
        .collect();
    if required(command).next().is_some() {
        let open = command.flags.iter().zip(&mut given);
        let open = open.filter(|(flag, given)| flag.parameter.param.required && given.is_empty());
        assign(open.collect(), of(matches, VALUES)).map_err(|message| {
            let path = command.path();
            let see = say!(
                "see `{PROGRAM} {path} --help`",
                "`{PROGRAM} {path} --help` 显示用法"
            );
            Failure::new(Exit::Usage, message).hint(see)
        })?;
    }
    Ok(given)
}

/// Gives each parameter that has no flag the next value. A list that is the last one takes all others.
fn assign<'a>(open: Vec<(&Flag, &mut Vec<&'a str>)>, values: Vec<&'a str>) -> Result<(), String> {
    let last = open.len().saturating_sub(1);
    let mut values = values.into_iter();
    let mut missing = Vec::new();
    for (index, (flag, given)) in open.into_iter().enumerate() {
        if index == last && matches!(flag.parameter.ty, Type::List(_)) {
            given.extend(values.by_ref());
        } else {
            given.extend(values.next());
        }
        if given.is_empty() {
            missing.push(flag.shown());
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
    let missing = quoted_list(missing);
    Err(say!("{missing} is missing", "缺少 {missing}"))
}

fn of<'a>(matches: &'a ArgMatches, id: &str) -> Vec<&'a str> {
    let values = matches.get_many::<String>(id).into_iter().flatten();
    values.map(String::as_str).collect()
}
