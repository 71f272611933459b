//! The format of a recording: a YAML document for each attempt, which people can read and edit.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::Path;

use reqwest::StatusCode;
use reqwest::header::{HeaderName, HeaderValue};
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer, de};

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) answer: Option<Answered>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) failure: Option<Failure>,
}

/// A file without its content. Omitted properties match anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilePart {
    pub(super) name: String,
    pub(super) file_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) media_type: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) bytes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
#[derive(Clone, Debug, PartialEq)]
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
        struct ValuesVisitor;
        impl<'de> Visitor<'de> for ValuesVisitor {
            type Value = Values;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a text, quoted if YAML would read it as another type, or a list of texts",
                )
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Values, E> {
                Ok(Values(vec![text.to_owned()]))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Values, E> {
                Ok(Values(vec![number.to_string()]))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Values, E> {
                Ok(Values(vec![number.to_string()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Values, A::Error> {
                let mut values = Vec::new();
                while let Some(Values(item)) = items.next_element()? {
                    values.extend(item);
                }
                Ok(Values(values))
            }
        }
        deserializer.deserialize_any(ValuesVisitor)
    }
}

impl Call {
    pub(super) fn path(&self) -> &str {
        self.request.strip_prefix("POST ").unwrap_or_default()
    }

    /// Returns what is wrong with it, as words that follow its position.
    fn problem(&self) -> Option<String> {
        if !self.path().starts_with('/') {
            return Some("its `request` is not like `POST /path`".to_owned());
        }
        match (&self.answer, &self.failure) {
            (Some(answer), None) => answer.problem(),
            (None, Some(_)) => None,
            _ => Some("it needs either an `answer` or a `failure`".to_owned()),
        }
    }
}

impl Answered {
    fn problem(&self) -> Option<String> {
        if StatusCode::from_u16(self.status).is_err() {
            return Some(format!("{} is not an HTTP status", self.status));
        }
        for (name, value) in &self.headers {
            if name.parse::<HeaderName>().is_err() || value.parse::<HeaderValue>().is_err() {
                return Some(format!("`{name}` is not a valid HTTP header"));
            }
        }
        let says_json = self.headers.get("content-type");
        let says_json =
            says_json.is_some_and(|media_type| media_type.starts_with("application/json"));
        if !says_json || self.body == REDACTED {
            return None;
        }
        let read = serde_json::from_str::<de::IgnoredAny>(&self.body);
        read.err()
            .map(|error| format!("the body is not JSON: {error}"))
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
    let text = check_regular(path).and_then(|()| std::fs::read_to_string(path));
    let text = text.map_err(|error| {
        let problem = format!("the recording {} cannot be read: {error}", path.display());
        io::Error::new(error.kind(), problem)
    })?;
    parse(&text).map_err(|problem| {
        let problem = format!("the recording {} cannot be used: {problem}", path.display());
        io::Error::new(io::ErrorKind::InvalidData, problem)
    })
}

fn parse(text: &str) -> Result<Vec<Call>, String> {
    let mut documents = yaml_serde::Deserializer::from_str(text);
    let head = documents.next().map(Head::deserialize);
    match head {
        Some(Ok(Head { recording: VERSION })) => {}
        Some(Ok(Head { recording })) => {
            return Err(format!(
                "it has version {recording}; this library reads version {VERSION}"
            ));
        }
        Some(Err(error)) => return Err(error.to_string()),
        None => return Err("it is empty".to_owned()),
    }
    if let Some(line) = incomplete(text) {
        return Err(format!(
            "the call in line {line} is incomplete, because no line `{END}` ends it; if the program was stopped while \
             it recorded, delete this call, else add the line"
        ));
    }
    let mut calls = Vec::new();
    for document in documents {
        // Nothing follows the last line.
        let Some(call) =
            Option::<Call>::deserialize(document).map_err(|error| error.to_string())?
        else {
            continue;
        };
        calls.push(call);
        if let Some((call, problem)) = calls.last().and_then(|call| Some((call, call.problem()?))) {
            return Err(format!("call {} ({}): {problem}", calls.len(), call.call));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_without_an_end_is_found() {
        let whole = format!(
            "{}call: a\nrequest: POST /a\nanswer: {{status: 200}}\n---\n",
            head()
        );
        assert_eq!(parse(&whole).map(|calls| calls.len()), Ok(1));
        let with_comments = format!("{whole}\n# That is all.\n");
        assert_eq!(parse(&with_comments).map(|calls| calls.len()), Ok(1));
        for length in head().len() + 1..whole.len() - 1 {
            let torn = whole.get(..length).unwrap_or_default();
            let problem = parse(torn).expect_err(torn);
            assert!(
                problem.contains("the call in line 5 is incomplete"),
                "{torn}: {problem}"
            );
        }
        assert_eq!(parse(&head()).map(|calls| calls.len()), Ok(0));
    }
}
