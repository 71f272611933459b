//! Makes a call for each of several files, a few at once.

use bge_private_sdk::describe::{Untyped, validate};
use clap::ArgMatches;
use clap::parser::ValueSource;
use futures_util::stream::{self, StreamExt};

use crate::commands::Command;
use crate::credentials;
use crate::failure::{Exit, Failure, Result};
use crate::language::{choose, say};
use crate::output::{Format, printable};
use crate::positional;
use crate::progress::without_bars;
use crate::stdio;
use crate::subject::is_subject;
use crate::target::{Prepared, Target};

/// How many calls are made at once.
const AT_ONCE: usize = 4;

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
    let (mut answered, mut exits) = (0, Vec::new());
    while let Some((path, answer)) = answers.next().await {
        answered += 1;
        match answer {
            Ok(line) => match without_bars(|| stdio::print_part(&line)) {
                Ok(true) => {}
                Ok(false) => return Err(unread(answered, &paths)),
                Err(failure) => return Err(failure.hint(unread(answered, &paths).message)),
            },
            Err(failure) => {
                let failure = named(path, failure);
                failure.print();
                exits.push(failure.exit);
            }
        }
    }
    result(&exits, paths.len())
}

/// Returns the failure if the answers cannot be printed any more. Calls that are under way are given up.
fn unread(answered: usize, paths: &[&str]) -> Failure {
    let all = paths.len();
    let started = all.min(answered + AT_ONCE - 1);
    let message = say!(
        "standard output takes no more answers: {answered} of {all} calls were answered, and files up to number {started} may have been uploaded",
        "标准输出已关闭：{all} 次调用中有 {answered} 次已得到应答，前 {started} 个文件可能已上传"
    );
    Failure::new(Exit::Unknown, message)
}

/// Returns the failure of several calls. Its exit code is that of an unknown outcome if there is one, and otherwise the
/// greatest.
fn result(exits: &[Exit], all: usize) -> Result<Vec<u8>> {
    let failed = exits.len();
    match exits
        .iter()
        .max_by_key(|exit| (**exit == Exit::Unknown, **exit))
    {
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
            may_be_raw: false,
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
