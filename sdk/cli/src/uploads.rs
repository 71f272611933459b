//! Makes a call for each of several files, a few at once.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::pin::pin;

use bge_private_sdk::Call;
use bge_private_sdk::describe::{Untyped, validate};
use clap::ArgMatches;
use clap::parser::ValueSource;
use futures_util::stream::{self, StreamExt};

use crate::answer::Target;
use crate::commands::{Command, is_subject};
use crate::credentials;
use crate::failure::{Exit, Failure, Result, look_up};
use crate::language::{choose, say};
use crate::output::{Format, printable};
use crate::positional;
use crate::progress::without_bars;
use crate::signals::{by_interrupt, interrupted};
use crate::stdio;

/// How many calls are made at once.
const AT_ONCE: usize = 4;

/// Makes a call for each file of a request. Prints each answer as a line of JSON, in the order of the files.
pub(crate) async fn make(command: &Command, request: Untyped, matches: &ArgMatches) -> Result<()> {
    check_output(matches)?;
    let paths = paths(command, matches)?;
    let calls = prepared(&paths, request, matches).await?;
    let mut interrupted = pin!(interrupted()?);
    let started = Cell::new(0);
    let calls = calls.into_iter().enumerate().map(|(index, call)| {
        started.set(index + 1);
        let (target, call) = call;
        async move {
            let answer = target.send(call).await;
            // The bar of the file disappears.
            drop(target);
            (index, answer)
        }
    });
    let mut calls = stream::iter(calls).buffer_unordered(AT_ONCE);
    let mut answers = Answers {
        paths: &paths,
        ..Answers::default()
    };
    loop {
        let next = tokio::select! {
            biased;
            next = calls.next() => next,
            () = &mut interrupted => return Err(answers.stopped(by_interrupt(), started.get())),
        };
        let Some((index, answer)) = next else {
            return answers.result();
        };
        answers.arrived.insert(index, answer);
        if let Err(failure) = answers.print_next() {
            return Err(answers.stopped(failure, started.get()));
        }
    }
}

/// The answers to the calls of several files.
#[derive(Default)]
struct Answers<'a> {
    paths: &'a [&'a str],
    /// Those that are not printed yet.
    arrived: BTreeMap<usize, Result<Vec<u8>>>,
    printed: usize,
    exits: Vec<Exit>,
    /// Whether standard output takes no more answers.
    is_closed: bool,
}

impl Answers<'_> {
    /// Prints the answers whose turn it is.
    fn print_next(&mut self) -> Result<()> {
        while let Some(answer) = self.arrived.remove(&self.printed) {
            let printed = self.print(self.printed, &answer);
            if printed.is_err() {
                self.arrived.insert(self.printed, answer);
                return printed;
            }
            self.printed += 1;
        }
        Ok(())
    }

    fn print(&mut self, index: usize, answer: &Result<Vec<u8>>) -> Result<()> {
        let line = match answer {
            Ok(line) => line,
            Err(failure) => {
                self.exits.push(failure.exit);
                self.print_failure(index, failure.clone());
                return Ok(());
            }
        };
        if !self.is_closed {
            // If it fails, it takes no more answers either.
            self.is_closed = true;
            self.is_closed = !without_bars(|| stdio::print_part(line))?;
        }
        if self.is_closed {
            return Err(Exit::Failed.failure(choose(
                "standard output takes no more answers",
                "标准输出已关闭",
            )));
        }
        Ok(())
    }

    fn print_failure(&self, index: usize, failure: Failure) {
        let path = self.paths.get(index).copied().unwrap_or_default();
        named(path, failure).print();
    }

    /// Gives up the calls that are under way. Prints the other answers, and names the files without one.
    fn stopped(mut self, why: Failure, started: usize) -> Failure {
        let all = self.paths.len();
        let mut ended = all;
        for index in self.printed..all {
            let text = match self.arrived.remove(&index) {
                Some(answer) if self.print(index, &answer).is_ok() => continue,
                Some(_) => choose(
                    "the call was made, but its answer cannot be printed",
                    "调用已执行，但无法输出应答",
                ),
                None => {
                    ended -= 1;
                    if index < started {
                        self.exits.push(Exit::Unknown);
                        choose(
                            "it is unknown whether the call was carried out",
                            "不知道调用是否已执行",
                        )
                    } else {
                        choose("nothing was sent", "没有发送")
                    }
                }
            };
            self.print_failure(index, why.exit.failure(text));
        }
        let (exit, why) = (why.exit, why.message);
        let message = say!(
            "{why}: {ended} of {all} calls ended",
            "{why}：{all} 次调用中有 {ended} 次已结束"
        );
        let failed = self.exit();
        let failure = failed
            .map_or(exit, |failed| failed.max(exit))
            .failure(message);
        match failed {
            Some(Exit::Unknown) => failure.hint(look_up()),
            _ => failure,
        }
    }

    /// Returns the exit code of the failed calls: that of an unknown outcome if there is one, and otherwise the greatest.
    fn exit(&self) -> Option<Exit> {
        let exits = self.exits.iter().copied();
        exits.max_by_key(|exit| (*exit == Exit::Unknown, *exit))
    }

    /// Returns the failure of several calls.
    fn result(self) -> Result<()> {
        let (failed, all) = (self.exits.len(), self.paths.len());
        let Some(exit) = self.exit() else {
            return Ok(());
        };
        Err(exit.failure(say!(
            "{failed} of {all} calls failed",
            "{all} 次调用中有 {failed} 次失败"
        )))
    }
}

/// Checks that the user asks for no other form of the answers.
fn check_output(matches: &ArgMatches) -> Result<()> {
    let is_formatted = matches.value_source("output") == Some(ValueSource::CommandLine);
    if !is_formatted && !matches.get_flag("raw") {
        return Ok(());
    }
    Err(Exit::Usage.failure(choose(
        "the answers to several files are lines of JSON; `--output` and `--raw` are not supported",
        "多个文件的应答各输出为一行 JSON，不支持 `--output` 与 `--raw`",
    )))
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
) -> Result<Vec<(Target, Call<Untyped>)>> {
    let files = std::mem::take(&mut request.files).into_iter();
    let requests: Vec<Untyped> = files
        .map(|(name, file)| request.clone().file(name, file))
        .collect();
    for (path, request) in paths.iter().zip(&requests) {
        validate(request).map_err(|error| named(path, error.into()))?;
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
        calls.extend(call.map(|call| (target, call)));
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
