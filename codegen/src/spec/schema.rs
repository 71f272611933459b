//! The JSON Schema of spec files, derived from the declarations that read them.

use std::collections::BTreeMap;

use super::model::{Group, Platform};
use super::read::Read;
use crate::json::{Json, list, object};

const ABOUT: &str = "platform.yaml contains the settings of all calls; every other file describes one group of calls.";

/// Returns the schema of `platform.yaml` and of group files. The text ends with a line break.
#[must_use]
pub fn schema() -> String {
    let mut definitions = Definitions::default();
    let platform = Platform::schema(&mut definitions);
    let group = Group::schema(&mut definitions);
    let definitions = Json::Object(definitions.known.into_iter().collect());
    let schema = object([
        (
            "$schema",
            "https://json-schema.org/draft/2020-12/schema".into(),
        ),
        ("title", "Spec of a platform's endpoints".into()),
        ("description", ABOUT.into()),
        ("type", "object".into()),
        ("if", object([("required", list(["platform"]))])),
        ("then", platform),
        ("else", group),
        ("$defs", definitions),
    ]);
    format!("{schema:#}\n")
}

/// The definitions of a schema, by name.
#[derive(Debug, Default)]
pub(crate) struct Definitions {
    known: BTreeMap<String, Json>,
}

/// A key of an object.
pub(crate) struct Property {
    pub(crate) key: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) required: bool,
    pub(crate) schema: Json,
}

impl Definitions {
    /// Defines an object, unless it is already defined, and returns a reference to it.
    pub(crate) fn object(
        &mut self,
        name: &str,
        doc: &str,
        properties: impl FnOnce(&mut Self) -> Vec<Property>,
    ) -> Json {
        self.define(name, |definitions| {
            let properties = properties(definitions);
            let required = properties.iter().filter(|property| property.required);
            let required = list(required.map(|property| property.key));
            let properties = properties.into_iter().map(Property::entry);
            object([
                ("description", doc.trim().into()),
                ("type", "object".into()),
                ("required", required),
                ("additionalProperties", false.into()),
                ("properties", Json::Object(properties.collect())),
            ])
        })
    }

    /// Adds a definition, unless it already exists, and returns a reference to it.
    pub(crate) fn define(&mut self, name: &str, schema: impl FnOnce(&mut Self) -> Json) -> Json {
        if !self.known.contains_key(name) {
            let schema = schema(self);
            self.known.insert(name.to_owned(), schema);
        }
        object([("$ref", format!("#/$defs/{name}").as_str().into())])
    }
}

impl Property {
    /// Its docs come before the constraints of values, where editors look for them.
    fn entry(self) -> (String, Json) {
        let doc = self.doc.trim();
        let mut schema = object([("description", doc.into())]);
        // Editors show `description` unformatted, with code quotes, unless there is a `markdownDescription`.
        if doc.contains('`') {
            schema = schema.with("markdownDescription", doc);
        }
        match self.schema {
            Json::Object(members) => {
                for (key, value) in members {
                    schema = schema.with(&key, value);
                }
            }
            other => debug_assert_eq!(other, Json::Bool(true)),
        }
        (self.key.to_owned(), schema)
    }
}
