//! The bytes that are sent for every example of the spec, and that the examples give every parameter. The tests of the
//! mock platform compare the fields, files and answers.

use bge_private_sdk::describe::{Call, PLATFORM, Parameter, Type};
use bge_private_sdk::mock::{self, Example};
use bge_private_tests::client_builder;
use bge_private_tests::fault::FaultPlatform;
use bge_private_tests::percent_encoded;
use serde_json::Value;

#[tokio::test]
async fn the_bytes_sent_are_the_expected_ones() {
    for example in mock::examples().filter(|example| example.files().is_empty()) {
        let platform = FaultPlatform::start([]).await;
        let client = client_builder(platform.url()).build().unwrap();
        // The result is ignored, because the platform's answer does not fit the call.
        let _ = example.send(&client).await;
        let [body] = &platform.bodies()[..] else {
            panic!("one request")
        };
        let body = String::from_utf8(body.clone()).unwrap();
        if body.starts_with('{') {
            assert_json(&body, example);
            continue;
        }
        let sent = |name: &str| {
            let pair = body
                .split('&')
                .find_map(|pair| pair.strip_prefix(&format!("{name}=")));
            pair.unwrap_or_else(|| panic!("no {name} in {body}"))
                .to_owned()
        };
        let mut fields: Vec<(&str, String)> = example
            .fields()
            .iter()
            .map(|(name, value)| (*name, percent_encoded(value)))
            .collect();
        fields.push(("app_key", "key".to_owned()));
        fields.push(("signature_nonce", sent("signature_nonce")));
        fields.push(("timestamp", sent("timestamp")));
        fields.sort_unstable();
        fields.push(("sign", sent("sign")));
        let expected: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(body, expected.join("&"), "{}", example.endpoint());
        assert_eq!(sent("signature_nonce").len(), 32);
        assert_eq!(sent("timestamp").len(), "2026-11-23T07%3A27%3A59Z".len());
    }
}

/// Checks the body of a call whose fields are one JSON object.
fn assert_json(body: &str, example: &Example) {
    let mut members: serde_json::Map<String, Value> = serde_json::from_str(body).unwrap();
    let mut text = |name: &str| match members.remove(name) {
        Some(Value::String(text)) => text,
        other => panic!("{name} is {other:?} in {body}"),
    };
    assert_eq!(text("app_key"), "key");
    assert_eq!(text("signature_nonce").len(), 32);
    assert_eq!(text("timestamp").len(), "2026-11-23T07:27:59Z".len());
    assert_eq!(text("sign").len(), 28);
    for (name, value) in example.fields() {
        let json = serde_json::from_str(value).unwrap_or_else(|_| Value::from(*value));
        let sent = members.remove(*name);
        assert!(
            sent == Some(json) || sent == Some(Value::from(*value)),
            "{name} in {body}"
        );
    }
    // A null is not a field.
    assert!(members.values().all(Value::is_null), "{body}");
}

/// What no example gives is tested neither with the mock platform nor against the platform's Python client.
#[test]
fn every_parameter_is_in_an_example() {
    let missing: Vec<String> = PLATFORM.calls().flat_map(missing).collect();
    assert!(missing.is_empty(), "in no example: {missing:#?}");
}

/// Returns the parameters of a call that no example gives.
fn missing(call: &'static Call) -> impl Iterator<Item = String> {
    let name = call.endpoint.name;
    let examples: Vec<_> = mock::examples()
        .filter(|example| example.endpoint() == name)
        .collect();
    let names = call.parameters.iter().flat_map(|parameter| {
        let always = parameter.param.always;
        names(parameter).map(move |name| (name, always))
    });
    let missing = names.filter(move |(name, always)| {
        let mut examples = examples.iter();
        !examples.any(|example| gives(example, name, *always))
    });
    missing.map(move |(parameter, _)| format!("{name}: {parameter}"))
}

/// Returns the names under which a parameter is sent: its own, and those of its sets of further parameters.
fn names(parameter: &'static Parameter) -> impl Iterator<Item = &'static str> {
    let sets = match parameter.ty {
        Type::Extra(extra) => extra.sets,
        _ => &[],
    };
    let further = sets.iter().flat_map(|set| set.params);
    [parameter.param.name]
        .into_iter()
        .chain(further.map(|param| param.name))
}

/// Returns whether an example gives a parameter. What is sent without being given does not count.
fn gives(example: &Example, name: &str, always: Option<&str>) -> bool {
    let mut parameters = example.parameters();
    let mut files = example.files().iter();
    parameters.any(|(sent, value)| sent == name && Some(value) != always)
        || files.any(|file| file.name == name)
}
