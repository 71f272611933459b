//! The request of a call: its path, fields and files, and comparing it with a recording.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::format::{Call, FilePart, REDACTED, Values};
use crate::runtime::File;
use crate::runtime::exchange::Attempt;
use crate::runtime::generated::{Endpoint, Kind, Payload};
use crate::runtime::json_equality::{same_json, same_text_or_json};
use crate::runtime::quoted::{Quoted, before_difference, shown_values};
use crate::runtime::scalar::JsonForm;

/// The request of a call. It contains values in clear text.
pub(super) struct Asked {
    endpoint: &'static Endpoint,
    /// Decodes the answer as the call's type, to find out what must not be recorded.
    pub(super) decode: fn(Payload<'_>),
    pub(super) call: String,
    path: String,
    fields: BTreeMap<String, Vec<String>>,
    files: Vec<FilePart>,
}

impl Asked {
    pub(super) async fn of(attempt: &Attempt<'_>) -> io::Result<Self> {
        let fields = attempt.fields;
        let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in fields.iter() {
            by_name
                .entry(name.to_owned())
                .or_default()
                .push(value.to_owned());
        }
        let mut files = Vec::new();
        for (name, file) in fields.files() {
            files.push(file_part(name, file).await?);
        }
        files.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(Self {
            endpoint: fields.endpoint(),
            decode: attempt.decode,
            call: fields.name().to_string(),
            path: fields.path().to_string(),
            fields: by_name,
            files,
        })
    }

    /// Returns whether the spec describes the call.
    pub(super) fn is_known(&self) -> bool {
        !self.endpoint.path.is_empty()
    }

    /// Returns the request as it is recorded, without an answer.
    pub(super) fn recorded(&self, keeps_unknown: bool) -> Call {
        let fields = self.fields.iter().map(|(name, values)| {
            let keeps = self.may_show(name, keeps_unknown);
            let values = values.iter();
            let shown = values.map(|value| {
                if keeps {
                    value.clone()
                } else {
                    REDACTED.to_owned()
                }
            });
            (name.clone(), Values(shown.collect()))
        });
        Call {
            call: self.call.clone(),
            request: format!("POST {}", self.path),
            fields: fields.collect(),
            files: self.files.clone(),
            answer: None,
            failure: None,
        }
    }

    fn may_show(&self, name: &str, keeps_unknown: bool) -> bool {
        let is_kept = keeps_unknown && !self.endpoint.is_secret(name);
        is_kept || self.endpoint.is_public(name)
    }

    /// Returns whether the values of a field are equal. JSON is compared as JSON.
    fn are_same(&self, name: &str, one: &[String], other: &[String]) -> bool {
        let same = match self.endpoint.param(name).map(|param| param.kind) {
            Some(Kind::Json { .. }) => same_json,
            Some(Kind::Scalar(info)) if info.json == JsonForm::Any => same_json,
            // Further parameters may contain JSON.
            None | Some(Kind::List { .. }) => same_text_or_json,
            Some(Kind::Scalar(_) | Kind::File | Kind::Enum(_) | Kind::Extra(_)) => {
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
        self.path == call.path()
    }

    /// Returns the fields and files that differ, one line each.
    pub(super) fn differences(&self, call: &Call) -> Vec<String> {
        let names: BTreeSet<&String> = self.fields.keys().chain(call.fields.keys()).collect();
        let fields = names.into_iter().filter_map(|name| {
            let recorded = call
                .fields
                .get(name)
                .map(|Values(values)| values.as_slice());
            self.difference(name, recorded, self.fields.get(name).map(Vec::as_slice))
        });
        fields.chain(self.files_that_differ(call)).collect()
    }

    fn difference(
        &self,
        name: &str,
        recorded: Option<&[String]>,
        sent: Option<&[String]>,
    ) -> Option<String> {
        let is_public = self.may_show(name, false);
        let shown = |values, skip| shown_values(values, skip, is_public);
        let difference = match (recorded, sent) {
            (Some(recorded), Some(sent)) => {
                if is_redacted(recorded) || self.are_same(name, recorded, sent) {
                    return None;
                }
                let skip = before_difference(recorded, sent);
                format!(
                    ": recorded {}, sent {}",
                    shown(recorded, skip),
                    shown(sent, skip)
                )
            }
            (Some(recorded), None) => format!(" is recorded, {}, and not sent", shown(recorded, 0)),
            (None, sent) => {
                let sent = shown(sent.unwrap_or_default(), 0);
                format!(" is sent, {sent}, and not recorded")
            }
        };
        Some(format!("the field {}{difference}", Quoted(name)))
    }

    fn files_that_differ(&self, call: &Call) -> Option<String> {
        let same = self.files.len() == call.files.len()
            && self
                .files
                .iter()
                .zip(&call.files)
                .all(|(asked, recorded)| asked.is(recorded));
        let all = |files: &[FilePart]| match files {
            [] => "none".to_owned(),
            some => some
                .iter()
                .map(FilePart::shown)
                .collect::<Vec<_>>()
                .join(", "),
        };
        (!same).then(|| {
            format!(
                "the files: recorded {}, sent {}",
                all(&call.files),
                all(&self.files)
            )
        })
    }

    /// Returns the call and its fields on one line.
    pub(super) fn line(&self) -> String {
        let fields = self
            .fields
            .iter()
            .map(|(name, values)| format!("{name} = {}", self.shown(name, values)));
        let files = self
            .files
            .iter()
            .map(|file| format!("{} = {}", file.name, file.shown()));
        let parts: Vec<String> = fields.chain(files).collect();
        match parts.as_slice() {
            [] => self.call.clone(),
            parts => format!("{} with {}", self.call, parts.join(", ")),
        }
    }

    /// Returns the values of a field, if they may be shown.
    fn shown(&self, name: &str, values: &[String]) -> String {
        shown_values(values, 0, self.may_show(name, false))
    }
}

/// Returns whether values match any others.
fn is_redacted(recorded: &[String]) -> bool {
    !recorded.is_empty() && recorded.iter().all(|value| value == REDACTED)
}

impl FilePart {
    /// Returns whether this is the recorded file. Properties that are not recorded match anything.
    fn is(&self, recorded: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| other.is_none() || one == other;
        self.name == recorded.name
            && self.file_name == recorded.file_name
            && same(&self.media_type, &recorded.media_type)
            && same(&self.sha256, &recorded.sha256)
            && (recorded.bytes.is_none() || self.bytes == recorded.bytes)
    }

    fn shown(&self) -> String {
        let mut shown = Quoted(&self.file_name).to_string();
        if let Some(media_type) = &self.media_type {
            shown += &format!(" {media_type}");
        }
        if let Some(bytes) = self.bytes {
            shown += &format!(" {bytes} bytes");
        }
        if let Some(sha256) = &self.sha256 {
            shown += &format!(" sha256 {:.12}…", sha256);
        }
        shown
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::runtime::Secret;
    use crate::runtime::error::TimeLimit;
    use crate::runtime::generated::{Bounds, Fields, JsonWriter, Param, Retry, Url};
    use crate::runtime::retry::Deadline;
    use crate::runtime::scalar::{self, Scalar};

    const fn param(name: &'static str, secret: bool) -> Param {
        Param {
            name,
            required: false,
            secret,
            kind: Kind::Scalar(scalar::Text::INFO),
            bounds: Bounds::NONE,
        }
    }

    const fn json(name: &'static str, secret: bool) -> Param {
        Param {
            kind: Kind::Json { is_open: false },
            ..param(name, secret)
        }
    }

    static ENDPOINT: Endpoint = Endpoint {
        name: "login",
        group: "account",
        path: "/account/login",
        retry: Retry::Unsafe,
        forwards: false,
        open: true,
        params: &[
            json("body", true),
            json("map", false),
            param("note", false),
            Param {
                kind: Kind::Json { is_open: true },
                ..param("open", false)
            },
            param("pin", true),
        ],
    };

    async fn asked(pin: &str, map: &str) -> Asked {
        let mut fields = Fields::new(&ENDPOINT);
        let body = |out: &mut JsonWriter| {
            out.begin_object();
            out.key("pin");
            out.scalar::<scalar::Secret>(&Secret::from("hidden"));
            out.end_object();
        };
        fields.object("body", Some(&body));
        fields.text("map", Some(map));
        fields.text("note", Some("kept"));
        fields.text("open", Some("{\"a\":\"open\"}"));
        fields.text("pin", Some(pin));
        fields.extra("more", "unknown");
        let attempt = Attempt {
            url: &Url::parse("http://localhost/account/login").expect("a URL"),
            fields: &fields.finish().expect("fields"),
            decode: |_| (),
            deadline: Deadline {
                at: tokio::time::Instant::now(),
                limit: TimeLimit::Call(Duration::ZERO),
            },
            max_response_bytes: 0,
        };
        Asked::of(&attempt).await.expect("no file")
    }

    const MAP: &str = r#"{"a":1,"b":2}"#;

    fn values(call: &Call) -> Vec<String> {
        let fields = call.fields.values();
        fields.map(|Values(values)| values.concat()).collect()
    }

    #[tokio::test]
    async fn secrets_are_redacted_and_stand_for_any() {
        let first = asked("1234", MAP).await;
        let recorded = first.recorded(false);
        let expected = [REDACTED, MAP, REDACTED, "kept", REDACTED, REDACTED];
        assert_eq!(values(&recorded), expected);
        let expected = [
            REDACTED,
            MAP,
            "unknown",
            "kept",
            "{\"a\":\"open\"}",
            REDACTED,
        ];
        assert_eq!(values(&first.recorded(true)), expected);
        assert!(asked("9999", MAP).await.is(&recorded));
        let line = first.line();
        for secret in ["hidden", "1234", "open\"", "unknown"] {
            assert!(!line.contains(secret), "{line}");
        }
    }
}
