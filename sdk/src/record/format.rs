//! The file of a recording: YAML that a person can read and edit, checked when it is read, written whole.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::StatusCode;
use reqwest::header::{HeaderName, HeaderValue};
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer, de};

use super::REDACTED;

/// The whole file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    recording: u32,
    calls: Vec<Call>,
}

/// The form that this library writes and reads.
const VERSION: u32 = 1;

const HEAD: &str = "\
# Calls and their answers, for replaying. It may be edited: values of fields, statuses, bodies, whole calls. A value of
# `[redacted]` in a request stands for any. Key, nonce, timestamp and signature are left out on purpose.
";

/// One attempt of a call, and how it ended.
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

/// A file by all but its content. What is left out stands for any.
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

/// An answer, as far as it matters here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answered {
    pub(super) status: u16,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(super) body: String,
}

/// No answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Failure {
    pub(super) kind: FailureKind,
    /// Whether anything of the request may have reached the platform.
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

/// The texts of a field: nearly always one, which then stands there by itself.
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
                    "a text, in quotes where YAML would read something else, or a list of texts",
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

    /// What is wrong with it, in words that follow its place.
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
            return Some(format!("{} is no HTTP status", self.status));
        }
        for (name, value) in &self.headers {
            if name.parse::<HeaderName>().is_err() || value.parse::<HeaderValue>().is_err() {
                return Some(format!(
                    "`{name}` is no header of HTTP, or its value is none"
                ));
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

/// Reads a recording; what is wrong is told with its place.
pub(super) fn read(path: &Path) -> io::Result<Vec<Call>> {
    let wrong = |problem: String| {
        let problem = format!("the recording {} cannot be used: {problem}", path.display());
        io::Error::new(io::ErrorKind::InvalidData, problem)
    };
    let text = std::fs::read_to_string(path).map_err(|error| {
        let problem = format!("the recording {} cannot be read: {error}", path.display());
        io::Error::new(error.kind(), problem)
    })?;
    let document: Document =
        yaml_serde::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    if document.recording != VERSION {
        let found = document.recording;
        return Err(wrong(format!(
            "it has version {found}; this library reads {VERSION}"
        )));
    }
    for (index, call) in document.calls.iter().enumerate() {
        if let Some(problem) = call.problem() {
            return Err(wrong(format!(
                "call {} ({}): {problem}",
                index + 1,
                call.call
            )));
        }
    }
    Ok(document.calls)
}

/// Writes a recording whole: whoever reads it sees the old one or the new one.
pub(super) fn write(path: &Path, calls: Vec<Call>) -> io::Result<()> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let document = Document {
        recording: VERSION,
        calls,
    };
    let yaml = yaml_serde::to_string(&document).map_err(io::Error::other)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    std::fs::create_dir_all(folder)?;
    let name = path
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the path names no file"))?;
    let (process, number) = (std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let unfinished = format!(".{}.{process}-{number}.tmp", name.to_string_lossy());
    let unfinished = folder.join(unfinished);
    let mut file = std::fs::File::create(&unfinished)?;
    let written = file
        .write_all(HEAD.as_bytes())
        .and_then(|()| file.write_all(yaml.as_bytes()))
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&unfinished, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&unfinished);
    }
    written
}
