//! The request of a call: its path, fields and files, and comparing it with a recording.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::format::{Call, FilePart, REDACTED, Values};
use crate::runtime::File;
use crate::runtime::error::ErrorKind;
use crate::runtime::exchange::{Attempt, impossible};
use crate::runtime::generated::{Endpoint, Kind, Payload};
use crate::runtime::json_equality::{same_json, same_text_or_json};
use crate::runtime::quoted::{Quoted, before_difference, shown_values};
use crate::runtime::retry::Failed;
use crate::runtime::scalar::JsonForm;

/// The request of a call.
pub(super) struct Asked {
    endpoint: &'static Endpoint,
    /// Decodes the answer as the call's type, to find out what must not be recorded.
    pub(super) decode: fn(Payload<'_>),
    /// The request in clear text, without an answer.
    sent: Call,
}

impl Asked {
    pub(super) async fn of(attempt: &Attempt<'_>) -> Result<Self, Failed<ErrorKind>> {
        let mut fields: BTreeMap<String, Values> = BTreeMap::new();
        for (name, value) in attempt.fields.params() {
            let Values(values) = fields.entry(name.to_owned()).or_default();
            values.push(value.to_owned());
        }
        // The parameters of a path are recorded with the fields.
        let path = match attempt.fields.endpoint.path {
            "" => &attempt.fields.path,
            path => path,
        };
        let mut files = Vec::new();
        for (name, file) in &attempt.fields.files {
            let part = file_part(name, file).await.map_err(|error| {
                impossible(ErrorKind::setup(format!("a file cannot be read: {error}")))
            });
            files.push(part?);
        }
        files.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Self {
            endpoint: attempt.fields.endpoint,
            decode: attempt.decode,
            sent: Call {
                call: attempt.fields.name.to_string(),
                request: format!("POST {path}"),
                fields,
                files,
                answer: None,
                failure: None,
            },
        })
    }

    /// Returns whether the spec describes the call.
    pub(super) fn is_known(&self) -> bool {
        !self.endpoint.path.is_empty()
    }

    /// Returns the request as it is recorded, without an answer.
    pub(super) fn recorded(&self, keeps_unknown: bool) -> Call {
        let mut call = self.sent.clone();
        for (name, Values(values)) in &mut call.fields {
            let is_kept = keeps_unknown && !self.endpoint.is_secret(name);
            if !is_kept && !self.endpoint.is_public(name) {
                values.fill(REDACTED.to_owned());
            }
        }
        call
    }

    /// Returns whether the values of a field are equal. JSON is compared as JSON.
    fn are_same(&self, name: &str, one: &[String], other: &[String]) -> bool {
        let same = match self.endpoint.param(name).map(|param| param.kind) {
            Some(Kind::Json { .. }) => same_json,
            Some(Kind::Scalar(info)) if info.json == JsonForm::Any => same_json,
            // Further parameters may contain JSON.
            None | Some(Kind::List { .. }) => same_text_or_json,
            Some(Kind::Scalar(_) | Kind::File | Kind::Enum(..) | Kind::Extra(_)) => {
                |one: &str, other: &str| one == other
            }
        };
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
    }

    /// Returns whether this is the recorded call. A redacted value matches any value.
    pub(super) fn is(&self, call: &Call) -> bool {
        self.has_path_of(call) && self.differences(call).is_empty()
    }

    pub(super) fn has_path_of(&self, call: &Call) -> bool {
        self.sent.request == call.request
    }

    /// Returns the fields and files that differ, one line each.
    pub(super) fn differences(&self, call: &Call) -> Vec<String> {
        let (recorded, sent) = (&call.fields, &self.sent.fields);
        let names: BTreeSet<&String> = recorded.keys().chain(sent.keys()).collect();
        let fields = names
            .into_iter()
            .filter_map(|name| self.difference(name, recorded.get(name), sent.get(name)));
        let (recorded, sent) = (&call.files, &self.sent.files);
        let mut pairs = recorded.iter().zip(sent);
        let is_same = recorded.len() == sent.len() && pairs.all(|(one, other)| one.is(other));
        let files = (!is_same).then(|| {
            let [recorded, sent] = [recorded, sent].map(|files| match files.as_slice() {
                [] => "none".to_owned(),
                files => files
                    .iter()
                    .map(FilePart::shown)
                    .collect::<Vec<_>>()
                    .join(", "),
            });
            format!("the files: recorded {recorded}, sent {sent}")
        });
        fields.chain(files).collect()
    }

    fn difference(
        &self,
        name: &str,
        recorded: Option<&Values>,
        sent: Option<&Values>,
    ) -> Option<String> {
        let field = Quoted(name);
        Some(match (recorded, sent) {
            (Some(Values(recorded)), Some(Values(sent))) => {
                if is_redacted(recorded) || self.are_same(name, recorded, sent) {
                    return None;
                }
                let skip = before_difference(recorded, sent);
                let [recorded, sent] =
                    [recorded, sent].map(|values| self.shown(name, values, skip));
                format!("the field {field}: recorded {recorded}, sent {sent}")
            }
            (Some(Values(recorded)), None) => {
                let recorded = self.shown(name, recorded, 0);
                format!("the field {field} is recorded, {recorded}, and not sent")
            }
            (None, sent) => {
                let sent = sent.map_or(&[][..], |Values(sent)| sent);
                let sent = self.shown(name, sent, 0);
                format!("the field {field} is sent, {sent}, and not recorded")
            }
        })
    }

    /// Returns the call and its fields on one line.
    pub(super) fn line(&self) -> String {
        let Call {
            call,
            fields,
            files,
            ..
        } = &self.sent;
        let fields = fields
            .iter()
            .map(|(name, Values(values))| format!("{name} = {}", self.shown(name, values, 0)));
        let files = files
            .iter()
            .map(|file| format!("{} = {}", file.name, file.shown()));
        let parts: Vec<String> = fields.chain(files).collect();
        match parts.as_slice() {
            [] => call.clone(),
            parts => format!("{call} with {}", parts.join(", ")),
        }
    }

    /// Returns the values of a field without their first characters, if they may be shown.
    fn shown(&self, name: &str, values: &[String], skip: usize) -> String {
        shown_values(values, skip, self.endpoint.is_public(name))
    }
}

/// Returns whether values match any others.
fn is_redacted(recorded: &[String]) -> bool {
    !recorded.is_empty() && recorded.iter().all(|value| value == REDACTED)
}

impl FilePart {
    /// Returns whether this recorded file was sent. Properties that are not recorded match anything.
    fn is(&self, sent: &Self) -> bool {
        fn same<T: PartialEq>(recorded: &Option<T>, sent: &Option<T>) -> bool {
            recorded.is_none() || recorded == sent
        }
        self.name == sent.name
            && self.file_name == sent.file_name
            && same(&self.media_type, &sent.media_type)
            && same(&self.sha256, &sent.sha256)
            && same(&self.bytes, &sent.bytes)
    }

    fn shown(&self) -> String {
        let sha256 = self.sha256.as_deref();
        let parts = [
            Some(Quoted(&self.file_name).to_string()),
            self.media_type.clone(),
            self.bytes.map(|bytes| format!("{bytes} bytes")),
            sha256.map(|sha256| format!("sha256 {sha256:.12}…")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

async fn file_part(name: &str, file: &File) -> io::Result<FilePart> {
    let reading = file.clone();
    let reading = tokio::task::spawn_blocking(move || reading.digest());
    let digest = reading.await.map_err(io::Error::other)??;
    Ok(FilePart {
        name: name.to_owned(),
        file_name: file.name().to_owned(),
        media_type: Some(file.media_type().to_owned()),
        bytes: Some(digest.length),
        sha256: Some(digest.sha256),
    })
}
