//! What is gathered of an answer, read as generated code reads it.

use serde_json::{Value as Report, json};

use super::{DriftLog, MOST, Observer};
use crate::runtime::decode::{Notes, Value};
use crate::runtime::endpoint::{Endpoint, Request};
use crate::runtime::post::Post;

const ENDPOINT: Endpoint = Endpoint {
    name: "look",
    group: "shop",
    path: "/look",
    ..*Post::ENDPOINT
};

/// The findings in an answer, without when and how often.
fn found(raw: &str, read: impl Fn(Value<'_>)) -> Vec<Report> {
    let log = DriftLog::new();
    let notes = Notes::observed(Observer::new(Some(&log), &ENDPOINT));
    read(Value::root(raw, "$.data", &notes));
    findings(&log)
        .into_iter()
        .map(|mut finding| {
            let members = finding.as_object_mut().unwrap();
            for key in ["count", "endpoint", "first_seen", "last_seen"] {
                assert!(members.remove(key).is_some(), "{key}");
            }
            finding
        })
        .collect()
}

fn findings(log: &DriftLog) -> Vec<Report> {
    let report: Report = serde_json::from_str(&log.report()).unwrap();
    assert_eq!(report["drift_report"], 1);
    report["findings"].as_array().unwrap().clone()
}

#[test]
fn what_is_known_is_no_drift() {
    let found = found(r#"{"a":1}"#, |value| {
        let mut object = value.object();
        object.required("a").integer();
        object.finish();
    });
    assert_eq!(found, Vec::<Report>::new());
}

#[test]
fn unknown_fields_are_told_with_all_that_is_in_them() {
    let answer = r#"{"new":{"when":"2021-09-07T09:20:51Z","list":[1,null,2.5]},"小明":1,"100%":2}"#;
    let found = found(answer, |value| value.object().finish());
    let unknown = |path: &str, types: Report| json!({"finding": "unknown_field", "path": path, "types": types});
    assert_eq!(
        found,
        [
            json!({"finding": "unnamed_field", "path": "$"}),
            unknown("$.new", json!({"object": 1})),
            unknown("$.new.list", json!({"list": 1})),
            unknown(
                "$.new.list[]",
                json!({"integer": 1, "null": 1, "number": 1})
            ),
            unknown("$.new.when", json!({"time": 1})),
        ]
    );
}

#[test]
fn keys_of_maps_are_not_told() {
    let known = found(r#"{"17665342277":{"x":1},"b":{"x":"y"}}"#, |value| {
        value.map_of(|value| value.object().finish());
    });
    let types = json!({"integer": 1, "text": 1});
    let entry = json!({"finding": "unknown_field", "path": "${}.x", "types": types});
    assert_eq!(known, [entry]);
    for map in [
        r#"{"new":{"17665342277":1}}"#,
        r#"{"new":{"li.si@x.example":1}}"#,
        r#"{"new":{"alice":{"age":1},"bob":{"age":2}}}"#,
    ] {
        let found = found(map, |value| value.object().finish());
        let told = json!(found).to_string();
        assert!(told.contains("$.new{}"), "{told}");
        for key in ["17665342277", "li.si", "alice", "bob"] {
            assert!(!told.contains(key), "{told}");
        }
    }
}

#[test]
fn values_of_enums_are_told_if_they_look_like_identifiers() {
    let answer = r#"["refunded","Hush7f3a","17665342277",17]"#;
    let texts = found(answer, |value| {
        value.list_of(|value| value.unlisted_text());
    });
    let unlisted =
        |value: Report| json!({"finding": "unlisted_value", "path": "$[]", "value": value});
    assert_eq!(texts, [unlisted(Report::Null), unlisted(json!("refunded"))]);
    let integers = found("[7,-7,17665342277,1.5,null]", |value| {
        value.list_of(|value| value.unlisted_integer());
    });
    assert_eq!(
        integers,
        [
            unlisted(Report::Null),
            unlisted(json!(-7)),
            unlisted(json!(7))
        ]
    );
}

#[test]
fn what_is_missing_or_wrong_is_told_once_and_not_for_all_that_would_be_in_it() {
    let found = found(r#"{"b":null,"c":"7","d":[{}]}"#, |value| {
        let mut object = value.object();
        object.required("a").object().required("within").text();
        object.required("b").object().required("within").text();
        object.required("c").integer();
        object.required("d").list_of(|value| {
            value.object().required("e").text();
        });
    });
    assert_eq!(
        found,
        [
            json!({"finding": "missing_field", "path": "$.a"}),
            json!({"finding": "wrong_type", "path": "$.b", "types": {"null": 1}}),
            json!({"finding": "wrong_type", "path": "$.c", "types": {"integer_text": 1}}),
            json!({"finding": "missing_field", "path": "$.d[].e"}),
        ]
    );
}

#[test]
fn the_same_again_is_counted() {
    let log = DriftLog::new();
    for log in [&log, &log.clone()] {
        let notes = Notes::observed(Observer::new(Some(log), &ENDPOINT));
        Value::root(r#"[{"x":1},{"x":"a"}]"#, "$", &notes).list_of(|value| value.object().finish());
    }
    let findings = findings(&log);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["count"], 4);
    assert_eq!(findings[0]["types"], json!({"integer": 2, "text": 2}));
}

#[test]
fn memory_is_bounded_and_the_report_says_so() {
    let log = DriftLog::new();
    for round in ["a", "b"] {
        let names = 0..MOST + 7;
        let letters = |mut number: usize| {
            let mut name = String::from(round);
            while number > 0 {
                name.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
                number /= 26;
            }
            name
        };
        let members: Vec<_> = names
            .map(|number| format!("\"{}\":1", letters(number)))
            .collect();
        let notes = Notes::observed(Observer::new(Some(&log), &ENDPOINT));
        let answer = format!("{{{}}}", members.join(","));
        Value::root(&answer, "$", &notes).object().finish();
    }
    assert_eq!(findings(&log).len(), MOST);
    let report: Report = serde_json::from_str(&log.report()).unwrap();
    assert_eq!(report["left_out"], json!(MOST + 14));
}

#[test]
fn calls_by_path_are_not_looked_at() {
    let log = DriftLog::new();
    assert!(Observer::new(Some(&log), Post::ENDPOINT).is_none());
    let observer = Observer::new(Some(&log), &ENDPOINT).unwrap();
    assert!(log.is_empty());
    observer.refused(7);
    assert_eq!(findings(&log)[0]["code"], 7);
}
