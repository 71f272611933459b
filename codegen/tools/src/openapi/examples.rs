//! Exports the examples of a spec, in their form on the wire.

use super::document::{Exporter, non_empty};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bge_private_codegen::api::{Argument, Endpoint, Example, Field, File, Join, Literal, Value};
use bge_private_codegen::json::{Json, list, object};

impl Exporter<'_> {
    /// Returns the request of each example.
    pub(super) fn call_examples(&self, endpoint: &Endpoint) -> Json {
        self.each(endpoint, |example| {
            let (mut sent, mut files) = (object([]), object([]));
            let given = example.given(endpoint);
            for (param, argument) in given.filter(|(param, _)| !param.in_path) {
                let wire = &param.wire;
                sent = match argument {
                    Argument::Value(value) if endpoint.json_body => sent.with(wire, value.json()),
                    Argument::Value(value) => sent.with(wire, self::sent(param, value)),
                    Argument::Set(set) => {
                        let params = set.params.iter();
                        let params =
                            params.map(|(name, text)| (name.clone(), text.as_str().into()));
                        sent.with(wire, set.wire.as_str())
                            .extend(Json::Object(params.collect()))
                    }
                    Argument::File(file) => {
                        let about = object([])
                            .with("file_name", file.file_name.as_str())
                            .with("media_type", file.media_type.as_str());
                        files = files.with(wire, about);
                        sent.with(wire, content(file))
                    }
                };
            }
            object([])
                .with("value", sent)
                .maybe("x-bge-files", non_empty(files))
        })
    }

    /// Returns the response of each example.
    pub(super) fn answer_examples(&self, endpoint: &Endpoint) -> Json {
        self.each(endpoint, |example| {
            object([]).with("value", self.enveloped(example.response.clone()))
        })
    }

    /// Returns the file of each example.
    pub(super) fn file_examples(&self, endpoint: &Endpoint) -> Json {
        self.each(endpoint, |example| {
            object([]).maybe("value", example.file.as_ref().map(content))
        })
    }

    fn each(&self, endpoint: &Endpoint, shown: impl Fn(&Example) -> Json) -> Json {
        let examples = (1..).zip(&endpoint.examples);
        examples.fold(object([]), |all, (number, example)| {
            let summary = self.language.title(&example.title);
            let example = object([]).with("summary", summary).extend(shown(example));
            all.with(&format!("example_{number}"), example)
        })
    }
}

/// Returns the value of a parameter as it is sent.
pub(super) fn sent(param: &Field, value: &Value) -> Json {
    match value {
        Value::Scalar(_, Literal::Boolean(_)) => Json::Text(value.text()),
        Value::List(_, items) if param.join != Some(Join::Json) => {
            list(items.iter().map(|item| sent(param, item)))
        }
        Value::Scalar(..)
        | Value::Enum(..)
        | Value::Object(..)
        | Value::List(..)
        | Value::Map(_) => value.json(),
    }
}

/// Returns the content of a file: its text, or Base64 if it is not UTF-8.
fn content(file: &File) -> String {
    let text = String::from_utf8(file.content.clone());
    text.unwrap_or_else(|_| STANDARD.encode(&file.content))
}
