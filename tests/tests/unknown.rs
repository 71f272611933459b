//! Unknown fields of answers: the events that a program's subscriber receives, and the contents of
//! `Detailed`.

use std::cell::RefCell;
use std::fmt::Debug;
use std::sync::Once;

use bge_private_sdk::describe::is_identifier;
use bge_private_sdk::mock::{self, Example};
use bge_private_sdk::{Client, blocking};
use bge_private_tests::client_builder;
use bge_private_tests::server::{Act, Received, Server};
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

const TARGET: &str = "bge_private_sdk::unknown";

thread_local! {
    /// The events of this thread, which runs one test.
    static REPORTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

struct Listener;

impl<S: Subscriber> Layer<S> for Listener {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == TARGET {
            assert_eq!(*event.metadata().level(), Level::DEBUG);
            let mut line = Line(String::new());
            event.record(&mut line);
            REPORTED.with_borrow_mut(|reported| reported.push(line.0));
        }
    }
}

struct Line(String);

impl Visit for Line {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0 += &format!("{}={value} ", field.name());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0 += &format!("{}={value:?} ", field.name());
    }
}

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let subscriber = tracing_subscriber::registry().with(Listener);
        tracing::subscriber::set_global_default(subscriber).unwrap();
    });
}

/// Returns the events of this thread since the last call, sorted.
fn reported() -> Vec<String> {
    let mut reported = REPORTED.take();
    reported.sort();
    reported
}

fn serve(answer: Value) -> Server {
    Server::start(move |_: Received| Act::json(answer.to_string()))
}

fn client(server: &Server) -> Client {
    let builder = client_builder(server.url()).retries(0);
    builder.build().unwrap()
}

/// Returns an answer to `shorturls` with members that the spec does not describe.
fn answer() -> Value {
    json!({
        "code": 0, "msg": "ok", "request_id": "Hush7f3aHush",
        "data": {
            "short_url": "https://2i1i.example/a", "expires": 604_799,
            "clicks": "Hush7f3aHush", "17600000000": 1, "小明": {"inner": 1},
        },
    })
}

const EXPECTED: [&str; 3] = [
    "message=unknown field endpoint=shorturls path=$.data.[redacted] kind=field ",
    "message=unknown field endpoint=shorturls path=$.data.clicks kind=field ",
    "message=unknown field endpoint=shorturls path=$.request_id kind=field ",
];

#[tokio::test]
async fn a_subscriber_receives_an_event_for_each_unknown_path() {
    listen();
    let server = serve(answer());
    let client = client(&server);
    let url = "https://example.com".parse().unwrap();
    client.shorturls(url).await.unwrap();
    assert_eq!(reported(), EXPECTED);

    let url = "https://example.com".parse().unwrap();
    let detailed = client.shorturls(url).detailed().await.unwrap();
    assert_eq!(reported(), EXPECTED);
    let mut paths = detailed.unknown_fields.clone();
    paths.sort();
    assert_eq!(
        paths,
        ["$.data.[redacted]", "$.data.clicks", "$.request_id"]
    );
    let shown = format!("{detailed:?} {detailed:#?}");
    assert!(
        !shown.contains("17600000000") && !shown.contains("小明"),
        "{shown}"
    );
}

#[test]
fn a_blocking_client_reports_on_the_callers_thread() {
    listen();
    let server = serve(answer());
    let builder = client_builder(server.url()).retries(0);
    let client: blocking::Client = builder.blocking().build().unwrap();
    let url = "https://example.com".parse().unwrap();
    client.shorturls(url).send().unwrap();
    assert_eq!(reported(), EXPECTED);
}

#[tokio::test]
async fn data_of_a_call_without_data_is_reported() {
    listen();
    for (data, expected) in [
        (json!(null), &[][..]),
        (
            json!({"Hush7f3aHush": 1}),
            &["message=unknown field endpoint=sms path=$.data kind=field "],
        ),
    ] {
        let server = serve(json!({"code": 0, "msg": "", "data": data}));
        let set = bge_private_sdk::service::SmsTemplate::PayCode {
            pay_code: "1234".into(),
        };
        let detailed = client(&server)
            .sms(set, ["17600000000"])
            .detailed()
            .await
            .unwrap();
        assert_eq!(reported(), expected);
        assert_eq!(detailed.unknown_fields.len(), expected.len());
    }
}

fn response(example: &Example) -> Value {
    serde_json::from_str(example.response().unwrap_or("null")).unwrap()
}

fn enveloped(data: &Value) -> Value {
    json!({"code": 0, "msg": "ok", "data": data})
}

#[tokio::test]
async fn the_answers_of_the_spec_cause_no_event() {
    listen();
    for example in mock::examples() {
        let server = serve(enveloped(&response(example)));
        let _ = example.send(&client(&server)).await;
        assert_eq!(reported(), Vec::<String>::new());
    }
}

/// Data of several kinds that no event may contain.
const MARKS: [&str; 5] = [
    r#""Hush7f3aHush""#,
    r#""https://hush7f3a.example/Hush7f3aHush?sign=Hush7f3aHush""#,
    "731973197319",
    r#"{"731973197319": "Hush7f3aHush", "Hush@7f3a": {"hush hush": 731973197319}}"#,
    r#"{"within": {"Hush7f3aHush 7319": "Hush7f3aHush"}}"#,
];

/// Returns the value with marks added to the members of each object.
fn marked(value: &Value, mark: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let known = members
                .iter()
                .map(|(name, value)| (name.clone(), marked(value, mark)));
            let new = ["new_field", "731973197319", "Hush7f3aHush"];
            let new = new.map(|name| (name.to_owned(), mark.clone()));
            Value::Object(known.chain(new).collect())
        }
        Value::Array(items) => items.iter().map(|item| marked(item, mark)).collect(),
        _ => value.clone(),
    }
}

#[tokio::test]
async fn no_event_holds_data() {
    listen();
    let mut count = 0;
    for mark in MARKS.map(|mark| serde_json::from_str::<Value>(mark).unwrap()) {
        for example in mock::examples() {
            let answer = marked(&enveloped(&response(example)), &mark);
            let server = serve(answer);
            let _ = example.send(&client(&server)).await;
            for event in reported() {
                for part in ["Hush", "hush", "7f3a", "7319"] {
                    assert!(!event.contains(part), "{part}: {event}");
                }
                count += 1;
            }
        }
    }
    assert!(count > 0);
}

#[test]
fn names_of_programmers_are_identifiers() {
    for name in [
        "a",
        "user_id",
        "userId",
        "URL",
        "region-id",
        "address_2",
        "sha256",
        "x-2024",
        "lastSuccessfulLogin",
        "OSSAccessKeyId",
        "isFirstUserOfThis",
        "IN_PROGRESS",
    ] {
        assert!(is_identifier(name), "{name}");
    }
}

#[test]
fn data_is_not_an_identifier() {
    let long = "a_".repeat(33);
    for name in [
        "",
        "小明",
        "100%",
        "17600000000",
        "u17600000000",
        "aBcDeFgHiJkLmNoPq",
        "eyJhbGciOiJIUzI1NiJ9",
        "li.si@example.com",
        "1st",
        "_links",
        "a b",
        "a/b",
        "aB3dE5fG",
        "Hush7f3aHush",
        "AKIAIOSFODNN7EXAMPLE",
        "0a8bf445b3ba3144f1466f8326a6277f",
        "eyJhbGciOiJIUzIVNiIsInRQiOiJKV",
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "f2504e0d-4f89-11d3-9a0c-0305e82c3301",
        &long,
    ] {
        assert!(!is_identifier(name), "{name}");
    }
}
