//! The format of a recording: a YAML document for each attempt, which people can read and edit.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde::de::{Deserializer, Error, IgnoredAny};
use serde::{Deserialize, Serialize, Serializer};
use yaml_serde::Value;

use super::file::check_regular;

/// The first document, before the calls.
#[derive(Deserialize)]
struct Head {
    recording: u32,
}

/// The version that this library reads and writes.
const VERSION: u32 = 2;

/// Replaces a value that is not recorded.
pub(super) const REDACTED: &str = "[redacted]";

/// The line that ends each document. A document without it is incomplete.
const END: &str = "---";

/// Returns the start of a recording.
pub(super) fn head() -> String {
    format!(
        "\
# Calls and their answers, for replaying. They may be edited, removed and added; a line `{END}` ends each of them.
# A value of `[redacted]` in a request stands for any value. Key, nonce, timestamp and signature are not recorded.
recording: {VERSION}
{END}
"
    )
}

/// One attempt of a call and its result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Call {
    /// Its name.
    pub(super) call: String,
    /// Method and path.
    pub(super) request: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) fields: BTreeMap<String, Values>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) files: Vec<FilePart>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) answer: Option<Answered>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<Failure>,
}

/// A file without its content. Omitted properties match anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilePart {
    pub(super) name: String,
    pub(super) file_name: String,
    pub(super) media_type: Option<String>,
    pub(super) bytes: Option<u64>,
    pub(super) sha256: Option<String>,
}

/// The recorded parts of an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answered {
    pub(super) status: u16,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) body: String,
    /// Whether the body is a file, which is not kept.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(super) streamed: bool,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// The failure of an attempt without an answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Failure {
    pub(super) kind: FailureKind,
    /// Whether a part of the request may have reached the platform.
    pub(super) sent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FailureKind {
    NoConnection,
    BrokenOff,
    Timeout,
    TooLarge,
}

/// The texts of a field. A single text, the usual case, is written without a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Values(pub(super) Vec<String>);

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [one] => serializer.serialize_str(one),
            many => many.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let texts = texts(Value::deserialize(deserializer)?);
        texts.map(Values).ok_or_else(|| {
            D::Error::custom(
                "expected a text, quoted if YAML would read it as another type, or a list of texts",
            )
        })
    }
}

fn texts(value: Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text]),
        Value::Number(number) if !number.is_f64() => Some(vec![number.to_string()]),
        Value::Sequence(items) => {
            let items: Option<Vec<_>> = items.into_iter().map(texts).collect();
            Some(items?.concat())
        }
        Value::Number(_) | Value::Null | Value::Bool(_) | Value::Mapping(_) | Value::Tagged(_) => {
            None
        }
    }
}

impl Call {
    /// Checks that it can be replayed. The error is worded to follow its position.
    fn check(&self) -> Result<(), String> {
        if !self.request.starts_with("POST /") {
            return Err("its `request` is not like `POST /path`".to_owned());
        }
        match (&self.answer, &self.failure) {
            (Some(answer), None) => answer.check(),
            (None, Some(_)) => Ok(()),
            _ => Err("it needs either an `answer` or a `failure`".to_owned()),
        }
    }
}

impl Answered {
    /// Returns status and headers, or what is wrong with them.
    pub(super) fn head(&self) -> Result<(StatusCode, HeaderMap), String> {
        let status = StatusCode::from_u16(self.status)
            .map_err(|_| format!("{} is not an HTTP status", self.status))?;
        let headers = self.headers.iter().map(|(name, value)| {
            let header: Option<(HeaderName, HeaderValue)> =
                name.parse().ok().zip(value.parse().ok());
            header.ok_or_else(|| format!("`{name}` is not a valid HTTP header"))
        });
        Ok((status, headers.collect::<Result<_, _>>()?))
    }

    fn check(&self) -> Result<(), String> {
        self.head()?;
        let media_type = self.headers.get("content-type");
        let is_json = media_type.is_some_and(|value| value.starts_with("application/json"));
        if !is_json || self.streamed || self.body == REDACTED {
            return Ok(());
        }
        serde_json::from_str(&self.body)
            .map(|IgnoredAny| ())
            .map_err(|error| format!("the body is not JSON: {error}"))
    }
}

impl Call {
    /// Returns the document of the call.
    pub(super) fn document(&self) -> io::Result<String> {
        let yaml = yaml_serde::to_string(self).map_err(io::Error::other)?;
        Ok(format!("{yaml}{END}\n"))
    }
}

/// Reads a recording.
///
/// # Errors
/// Returns an error with position and reason if the file cannot be read or replayed.
pub(super) fn read(path: &Path) -> io::Result<Vec<Call>> {
    let failed = |what: &str, kind, problem: &dyn fmt::Display| {
        let path = path.display();
        io::Error::new(
            kind,
            format!("the recording {path} cannot be {what}: {problem}"),
        )
    };
    let text = check_regular(path).and_then(|()| std::fs::read_to_string(path));
    let text = text.map_err(|error| failed("read", error.kind(), &error))?;
    parse(&text).map_err(|problem| failed("used", io::ErrorKind::InvalidData, &problem))
}

pub(super) fn parse(text: &str) -> Result<Vec<Call>, String> {
    let mut documents = yaml_serde::Deserializer::from_str(text);
    let head = documents.next().ok_or("it is empty")?;
    let Head { recording } = Head::deserialize(head).map_err(|error| error.to_string())?;
    if recording != VERSION {
        return Err(format!(
            "it has version {recording}; this library reads version {VERSION}"
        ));
    }
    if let Some(line) = incomplete(text) {
        return Err(format!(
            "the call in line {line} is incomplete, because no line `{END}` ends it; if the program was stopped while \
             it recorded, delete this call, else add the line"
        ));
    }
    let mut calls = Vec::new();
    for document in documents {
        let call = Option::<Call>::deserialize(document).map_err(|error| error.to_string())?;
        // Nothing follows the last line.
        if let Some(call) = call {
            let place = calls.len() + 1;
            call.check()
                .map_err(|problem| format!("call {place} ({}): {problem}", call.call))?;
            calls.push(call);
        }
    }
    Ok(calls)
}

/// Returns the line where the last call starts, if it has no end.
fn incomplete(text: &str) -> Option<usize> {
    let is_content = |line: &str| !line.trim().is_empty() && !line.starts_with('#');
    let mut beginning = 1;
    let mut is_open = false;
    for (line, number) in text.lines().zip(1..) {
        if line.trim_end() == END {
            (beginning, is_open) = (number + 1, false);
        } else {
            is_open |= is_content(line);
        }
    }
    is_open.then_some(beginning)
}
