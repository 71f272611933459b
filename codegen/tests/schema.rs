//! Tests of the JSON Schema in `spec/`: it is the one that is generated from the declarations of the parser.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use bge_private_codegen::spec::schema::schema;
use serde_json::Value;
use test_support::snapshots::assert_snapshot;

#[test]
fn the_schema_in_the_spec_folder_is_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/schema.json");
    assert_snapshot(path, schema());
}

#[test]
fn the_schema_is_json_and_refers_to_what_it_defines() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    let definitions = schema.get("$defs").and_then(Value::as_object).unwrap();
    let mut open = vec![&schema];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => open.extend(members.values()),
            Value::String(text) => {
                if let Some(name) = text.strip_prefix("#/$defs/") {
                    assert!(definitions.contains_key(name), "{name}");
                }
            }
            _ => {}
        }
    }
}

/// Checks that every key of every object has a description, which editors show.
#[test]
fn every_key_is_described() {
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    for (name, definition) in schema.get("$defs").and_then(Value::as_object).unwrap() {
        let properties = definition.get("properties").and_then(Value::as_object);
        for (key, property) in properties.into_iter().flatten() {
            let description = property.get("description").and_then(Value::as_str);
            assert!(
                description.is_some_and(|text| text.len() > 3),
                "{name}.{key}"
            );
        }
    }
}
