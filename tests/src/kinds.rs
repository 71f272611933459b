//! Examples that stand for all calls of their kind, so that slow tests do not grow with the spec.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use bge_private_sdk::mock::{self, Example};
use serde_yaml::Value;

use crate::workspace::original;

/// Returns the value of a key of a call in the spec, read without the generator. Returns null if the key is
/// absent.
///
/// # Panics
/// If the spec has no such call.
#[must_use]
pub fn spec_of(example: &Example, key: &str) -> Value {
    static SPECS: LazyLock<Vec<Value>> = LazyLock::new(specs);
    let endpoint = SPECS
        .iter()
        .find_map(|spec| endpoint_of(spec, example.endpoint()));
    let value = endpoint.map(|endpoint| endpoint.get(key).cloned().unwrap_or_default());
    value.unwrap_or_else(|| panic!("no call {} in the spec", example.endpoint()))
}

/// Returns the files of the spec.
fn specs() -> Vec<Value> {
    let files = fs::read_dir(original().join("spec")).expect("the folder of the spec");
    let paths = files.map(|file| file.expect("a file").path());
    let texts = paths.map(|path| fs::read_to_string(path).expect("text"));
    texts
        .filter_map(|text| serde_yaml::from_str(&text).ok())
        .collect()
}

/// Returns a call of one file of the spec. The name of a call of a nested client is `client.call`.
fn endpoint_of<'a>(spec: &'a Value, name: &str) -> Option<&'a Value> {
    let client = spec.get("client").and_then(Value::as_str);
    let (of, name) = match name.split_once('.') {
        Some((of, name)) => (Some(of), name),
        None => (None, name),
    };
    let group = (client == of).then_some(spec)?;
    group.get("endpoints")?.get(name)
}

/// Whether the spec says that a call is safe to repeat.
///
/// # Panics
/// If the spec has no such call, or `retry` has another form.
#[must_use]
pub fn spec_says_safe(example: &Example) -> bool {
    let Value::Mapping(when) = spec_of(example, "retry") else {
        return spec_of(example, "retry").as_str() == Some("safe");
    };
    let conditions = when["safe_when"].as_mapping().expect("a mapping");
    conditions.iter().any(|(param, values)| {
        let values = values.as_sequence().expect("a list").iter();
        let mut values = values.filter_map(Value::as_str);
        values.any(|value| {
            let fields = example.fields();
            fields
                .iter()
                .any(|field| (field.0, field.1) == (param.as_str().unwrap_or(""), value))
        })
    })
}

/// What decides how a call is sent and how its answer is judged.
fn kind_of(example: &Example) -> String {
    let response = match spec_of(example, "response") {
        Value::String(name) if ["any", "none", "stream"].contains(&name.as_str()) => name,
        _ => "described".to_owned(),
    };
    let is_yes = |key| spec_of(example, key).as_bool() == Some(true);
    format!(
        "safe {}, forwards {}, JSON {}, path {}, files {}, {response}",
        spec_says_safe(example),
        is_yes("forwards"),
        spec_of(example, "body").is_string(),
        spec_of(example, "path")
            .as_str()
            .is_some_and(|path| path.contains('{')),
        !example.files().is_empty(),
    )
}

/// Returns one example for each kind of call: the first of that kind.
#[must_use]
pub fn one_of_each() -> Vec<&'static Example> {
    static KINDS: LazyLock<Vec<&'static Example>> = LazyLock::new(|| {
        let mut kinds = BTreeMap::new();
        for example in mock::examples() {
            kinds.entry(kind_of(example)).or_insert(example);
        }
        kinds.into_values().collect()
    });
    KINDS.clone()
}
