//! Makes a call for each of several files, a few at once.

use bge_private_sdk::describe::{Call, Parameter, Type, Untyped, validate};
use clap::ArgMatches;
use clap::parser::ValueSource;
use futures_util::stream::{self, StreamExt};

use crate::call::{Prepared, Target};
use crate::commands::Command;
use crate::credentials;
use crate::failure::{Exit, Failure, Result};
use crate::language::{choose, say};
use crate::output::{Format, printable};
use crate::positional;
use crate::progress::without_bars;
use crate::stdio;

/// How many calls are made at once.
const AT_ONCE: usize = 4;

/// Returns the subject of a call: a file that is required, and its only one. Other files, such as a list of ids, are
/// settings of one call.
pub(crate) fn subject(call: &Call) -> Option<&Parameter> {
    let parameters = call.parameters.iter();
    let mut files = parameters.filter(|parameter| matches!(parameter.ty, Type::File));
    let first = files.next().filter(|file| file.param.required);
    first.filter(|_| files.next().is_none())
}

/// Returns whether a parameter is the subject of a call.
pub(crate) fn is_subject(call: &Call, parameter: &Parameter) -> bool {
    subject(call).is_some_and(|subject| subject.flag == parameter.flag)
}

/// Makes a call for each file of a request. Prints each answer as a line of JSON, in the order of the files.
pub(crate) async fn make(
    command: &Command,
    request: Untyped,
    matches: &ArgMatches,
) -> Result<Vec<u8>> {
    check_output(matches)?;
    let paths = paths(command, matches)?;
    let calls = prepared(&paths, request, matches).await?;
    let calls = paths.iter().zip(calls).map(async |(path, (target, call))| {
        let answer = target.finish(call).await;
        // The bar of the file disappears.
        drop(target);
        (path, answer)
    });
    let mut answers = stream::iter(calls).buffered(AT_ONCE);
    let mut exits = Vec::new();
    while let Some((path, answer)) = answers.next().await {
        exits.extend(print(path, answer));
    }
    result(&exits, paths.len())
}

/// Prints an answer or a failure. Returns the exit code of a failure.
fn print(path: &str, answer: Result<Vec<u8>>) -> Option<Exit> {
    let printed = answer.and_then(|line| without_bars(|| stdio::print(&line)));
    let failure = named(path, printed.err()?);
    without_bars(|| failure.print());
    Some(failure.exit)
}

/// Returns the failure of several calls. Its exit code is the greatest, so that an unknown outcome is not hidden.
fn result(exits: &[Exit], all: usize) -> Result<Vec<u8>> {
    let failed = exits.len();
    match exits.iter().max() {
        None => Ok(Vec::new()),
        Some(exit) => Err(Failure::new(
            *exit,
            say!(
                "{failed} of {all} calls failed",
                "{all} 次调用中有 {failed} 次失败"
            ),
        )),
    }
}

/// Checks that the user asks for no other form of the answers.
fn check_output(matches: &ArgMatches) -> Result<()> {
    let is_formatted = matches.value_source("output") == Some(ValueSource::CommandLine);
    if !is_formatted && !matches.get_flag("raw") {
        return Ok(());
    }
    let message = choose(
        "the answers to several files are lines of JSON; `--output` and `--raw` are not supported",
        "多个文件的应答各输出为一行 JSON，不支持 `--output` 与 `--raw`",
    );
    Err(Failure::new(Exit::Usage, message))
}

/// Returns the paths of the files, as given.
fn paths<'a>(command: &Command, matches: &'a ArgMatches) -> Result<Vec<&'a str>> {
    let given = positional::values(command, matches)?.into_iter();
    let files = given.filter(|(parameter, _)| is_subject(command.call, parameter));
    Ok(files.flat_map(|(_, paths)| paths).collect())
}

/// Prepares all calls, so that the first one is made only if all can be.
async fn prepared(
    paths: &[&str],
    mut request: Untyped,
    matches: &ArgMatches,
) -> Result<Vec<(Target, Prepared<Untyped>)>> {
    let files = std::mem::take(&mut request.files).into_iter();
    let requests: Vec<Untyped> = files
        .map(|(name, file)| request.clone().file(name, file))
        .collect();
    for (path, request) in paths.iter().zip(&requests) {
        validate(request).map_err(|error| named(path, Failure::of_call(&error)))?;
    }
    let client = credentials::client(matches)?;
    let mut calls = Vec::new();
    for request in requests {
        let target = Target {
            format: Format::JsonLine,
            ..Target::of_call(&request, matches)
        };
        let call = target.prepare_with(&client, request, matches).await?;
        calls.push((target, call));
    }
    Ok(calls)
}

/// Returns a failure whose message begins with its file.
fn named(path: &str, failure: Failure) -> Failure {
    let (path, message) = (printable(path), failure.message);
    Failure {
        message: format!("{path}: {message}"),
        ..failure
    }
}
