//! The parameters and files of an example's call, encoded independently of the runtime's encoder.

use crate::api::{Argument, Endpoint, Example, Field, File};

/// The parameters and files of one call.
#[derive(Default)]
pub(super) struct Sent<'a> {
    /// The path, with the values of its parameters.
    pub(super) path: String,
    /// Names and texts of the parameters in the path.
    pub(super) in_path: Vec<(&'a str, String)>,
    /// Names and texts of the fields, in signing order.
    pub(super) fields: Vec<(&'a str, String)>,
    /// Names and files.
    pub(super) files: Vec<(&'a str, &'a File)>,
}

impl<'a> Sent<'a> {
    pub(super) fn new(endpoint: &'a Endpoint, example: &'a Example) -> Self {
        let mut sent = Self {
            path: endpoint.path.clone(),
            ..Self::default()
        };
        for (param, argument) in endpoint.params.iter().zip(&example.args) {
            match (argument, &param.always) {
                (Some(argument), _) => sent.add(param, argument),
                // In a JSON body, null is the same as no member.
                (None, Some(text)) if endpoint.json_body && text == "null" => {}
                (None, Some(text)) => sent.fields.push((&param.wire, text.clone())),
                (None, None) => {}
            }
        }
        sent.fields.sort_by_key(|(name, _)| *name);
        sent.files.sort_by_key(|(name, _)| *name);
        sent
    }

    fn add(&mut self, param: &'a Field, argument: &'a Argument) {
        let wire = param.wire.as_str();
        match argument {
            Argument::File(file) => self.files.push((wire, file)),
            Argument::Set(set) => {
                self.fields.push((wire, set.wire.clone()));
                let params = set.params.iter();
                let params = params.map(|(name, text)| (name.as_str(), text.clone()));
                self.fields.extend(params);
            }
            Argument::Value(value) if param.in_path => {
                let text = value.text();
                let segment = format!("/{{{wire}}}/");
                let path =
                    format!("{}/", self.path).replace(&segment, &format!("/{}/", escaped(&text)));
                self.path = path.trim_end_matches('/').to_owned();
                self.in_path.push((wire, text));
            }
            Argument::Value(value) => {
                let texts = param.texts(value).into_iter();
                self.fields.extend(texts.map(|text| (wire, text)));
            }
        }
    }
}

/// Percent-encodes everything but unreserved characters.
fn escaped(text: &str) -> String {
    let escaped = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        _ => format!("%{byte:02X}"),
    });
    escaped.collect()
}
