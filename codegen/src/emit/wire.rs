//! The fields and files of an example's call, encoded independently of the runtime's encoder.

use crate::api::{Argument, Endpoint, Example, Field, File, Join, Value};

/// The fields and files of one call, in signing order.
pub(super) struct Sent<'a> {
    /// Names and texts.
    pub(super) fields: Vec<(&'a str, String)>,
    /// Names and files.
    pub(super) files: Vec<(&'a str, &'a File)>,
}

impl<'a> Sent<'a> {
    pub(super) fn new(endpoint: &'a Endpoint, example: &'a Example) -> Self {
        let (fields, files) = Default::default();
        let mut sent = Self { fields, files };
        for (param, argument) in example.given(endpoint) {
            sent.add(param, argument);
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
            Argument::Value(Value::List(_, items)) if param.join != Some(Join::Json) => {
                let texts = items.iter().map(Value::text);
                if param.join == Some(Join::Repeat) {
                    self.fields.extend(texts.map(|text| (wire, text)));
                } else {
                    let joined: Vec<_> = texts.collect();
                    self.fields.push((wire, joined.join(",")));
                }
            }
            Argument::Value(value) => self.fields.push((wire, value.text())),
        }
    }
}
