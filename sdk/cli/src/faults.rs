//! Faults and answers of the mock platform that differ from the examples of the spec: `--fail`, `--delay`, `--answers`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bge_private_sdk::Json;
use bge_private_sdk::describe::PLATFORM;
use bge_private_sdk::mock::{Expectation, MockPlatform};
use clap::ArgMatches;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::failure::{Exit, Failure, Result};
use crate::language::{choose, say};
use crate::options::texts;
use crate::output::printable;

/// How calls are answered, by their names in the spec.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Used in turn; then follow the examples.
    answers: BTreeMap<&'static str, Vec<Answer>>,
    delays: BTreeMap<&'static str, Duration>,
    /// The delay of all other calls.
    delay: Option<Duration>,
}

/// One answer of a script.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Answer {
    status: Option<u16>,
    #[serde(deserialize_with = "present")]
    data: Option<Box<RawValue>>,
    code: Option<i64>,
    message: Option<String>,
    body: Option<String>,
    drop: bool,
    /// In milliseconds.
    delay: Option<u64>,
    times: Option<usize>,
}

/// Reads a value that may be null.
fn present<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Option<Box<RawValue>>, D::Error> {
    Box::deserialize(deserializer).map(Some)
}

impl Faults {
    /// Reads the flags of the command `mock`, and the file that they name.
    pub(crate) fn read(matches: &ArgMatches) -> Result<Self> {
        let mut faults = Self::default();
        for text in texts(matches, "fail") {
            let (name, answer) = failing(text)?;
            faults.answers.entry(name).or_default().push(answer);
        }
        for text in texts(matches, "delay") {
            match text.split_once('=') {
                Some((name, delay)) => {
                    faults.delays.insert(endpoint(name)?, milliseconds(delay)?);
                }
                None => faults.delay = Some(milliseconds(text)?),
            }
        }
        if let Some(path) = matches.get_one::<PathBuf>("answers") {
            for (name, answers) in file(path)? {
                faults.answers.entry(name).or_default().extend(answers);
            }
        }
        Ok(faults)
    }

    /// Sets how the mock platform answers.
    pub(crate) fn set(&self, mock: &MockPlatform) {
        for call in PLATFORM.calls() {
            let name = call.endpoint.name;
            let answers = self.answers.get(name);
            let delay = self.delays.get(name).copied().or(self.delay);
            if (answers.is_some() || delay.is_some())
                && let Some(expectation) = mock.on_named(name)
            {
                script(expectation, answers.map_or(&[], Vec::as_slice), delay);
            }
        }
    }
}

/// Sets the answers to a call. The last one is for all further calls, unless it says how often.
fn script(mut expectation: Expectation<()>, answers: &[Answer], delay: Option<Duration>) {
    for (number, answer) in (1..).zip(answers) {
        expectation = answer.set(expectation, delay);
        if number == answers.len() && answer.times.is_none() {
            return drop(expectation.times(0..));
        }
        expectation = expectation.times(..=answer.times.unwrap_or(1)).then();
    }
    drop(Answer::default().set(expectation, delay).times(0..));
}

impl Answer {
    /// Sets this answer, after its own delay or else that of the call.
    fn set(&self, mut expectation: Expectation<()>, delay: Option<Duration>) -> Expectation<()> {
        if let Some(delay) = self.delay.map(Duration::from_millis).or(delay) {
            expectation = expectation.delay(delay);
        }
        let data = self.data.as_ref().map(|data| Json::from_text(data.get()));
        if let Some(Ok(data)) = data {
            expectation = expectation.data(data);
        }
        if let Some(code) = self.code {
            expectation = expectation.fail(code, self.message.clone().unwrap_or_default());
        }
        if let Some(body) = &self.body {
            expectation = expectation.body(body.clone());
        }
        if self.drop {
            expectation = expectation.drop_connection();
        }
        match self.status {
            Some(status) => expectation.status(status),
            None => expectation,
        }
    }

    /// Returns why no call can be answered like this.
    fn problem(&self) -> Option<&'static str> {
        let contents = [
            self.data.is_some(),
            self.code.is_some(),
            self.body.is_some(),
            self.drop,
        ];
        let contents = contents.into_iter().filter(|is_given| *is_given).count();
        if contents > 1 || (self.drop && self.status.is_some()) {
            Some(choose(
                "`data`, `code`, `body` and `drop` exclude each other, and so do `drop` and `status`",
                "`data`、`code`、`body` 与 `drop` 只能选一个，`drop` 与 `status` 也不能同时使用",
            ))
        } else if self.code == Some(0) || (self.message.is_some() && self.code.is_none()) {
            Some(choose(
                "a failure needs a `code` other than 0",
                "失败需要不为 0 的 `code`",
            ))
        } else if matches!(self.status, Some(..200 | 1000..)) {
            Some(choose(
                "`status` must be from 200 to 999",
                "`status` 应为 200 到 999",
            ))
        } else if self.times == Some(0) {
            Some(choose("`times` must be at least 1", "`times` 至少为 1"))
        } else {
            None
        }
    }
}

/// Returns the name of a call in the spec. Hyphens are accepted, as in commands.
fn endpoint(name: &str) -> Result<&'static str> {
    let names = || PLATFORM.calls().map(|call| call.endpoint.name);
    let wanted = name.trim().replace('-', "_");
    names().find(|known| *known == wanted).ok_or_else(|| {
        let shown = printable(name);
        Exit::Usage
            .failure(say!("there is no call `{shown}`", "没有接口 `{shown}`"))
            .suggest(&wanted, names())
    })
}

/// Reads `NAME=STATUS` or `NAME=STATUS:TIMES`.
fn failing(text: &str) -> Result<(&'static str, Answer)> {
    let invalid = || {
        let shown = printable(text);
        Exit::Usage.failure(say!(
            "`--fail` must be a name with an HTTP status from 200 to 999 or `drop`, such as `NAME=503` or `NAME=drop:2`, got `{shown}`",
            "`--fail` 应为接口名与 200 到 999 的 HTTP 状态或 `drop`，例如 `NAME=503` 或 `NAME=drop:2`，而不是 `{shown}`"
        ))
    };
    let (name, fault) = text.split_once('=').ok_or_else(invalid)?;
    let (fault, times) = match fault.split_once(':') {
        Some((fault, times)) => (fault, times.parse().map_err(|_| invalid())?),
        None => (fault, usize::MAX),
    };
    let mut answer = Answer {
        times: Some(times),
        ..Answer::default()
    };
    match fault {
        "drop" => answer.drop = true,
        _ => answer.status = Some(fault.parse().map_err(|_| invalid())?),
    }
    match answer.problem() {
        Some(_) => Err(invalid()),
        None => Ok((endpoint(name)?, answer)),
    }
}

fn milliseconds(text: &str) -> Result<Duration> {
    text.parse().map(Duration::from_millis).map_err(|_| {
        let shown = printable(text);
        Exit::Usage.failure(say!(
            "`--delay` must be a whole number of milliseconds, such as `200` or `NAME=200`, got `{shown}`",
            "`--delay` 应为整数毫秒，例如 `200` 或 `NAME=200`，而不是 `{shown}`"
        ))
    })
}

/// Reads a file of answers.
fn file(path: &Path) -> Result<Vec<(&'static str, Vec<Answer>)>> {
    let shown = printable(&path.display().to_string());
    let unusable = |problem: String| {
        say!(
            "the answers in {shown} cannot be used: {problem}",
            "无法使用 {shown} 中的应答：{problem}"
        )
    };
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| Exit::Failed.failure(unusable(error.to_string())))?;
    let scripts: BTreeMap<String, Vec<Answer>> = serde_json::from_str(&text)
        .map_err(|error| Exit::Usage.failure(unusable(error.to_string())))?;
    let known = scripts.into_iter().map(|(name, answers)| {
        check(&name, &answers)?;
        Ok((endpoint(&name)?, answers))
    });
    known.collect::<Result<_>>().map_err(|failure| Failure {
        message: unusable(failure.message),
        ..failure
    })
}

/// Checks that calls can be answered like this.
fn check(name: &str, answers: &[Answer]) -> Result<()> {
    for (number, answer) in (1..).zip(answers) {
        if let Some(problem) = answer.problem() {
            return Err(Exit::Usage.failure(say!(
                "answer {number} of `{name}`: {problem}",
                "`{name}` 的第 {number} 个应答：{problem}"
            )));
        }
    }
    Ok(())
}
