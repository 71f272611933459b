//! Replaying: a replay accepts only the calls that were recorded, in the recorded number, and repeats
//! failures.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::{Folder, builder, recorded};
use bge_private_sdk::batch::NewDataItem;
use bge_private_sdk::record::Recording;
use bge_private_sdk::service::{Region, SignUrl};
use bge_private_sdk::{Call, Client, Delivery, Error, File, Json, StatusCode};
use bge_private_tests::server::{Act, Received, Server, answer};

const EDITED: &str = r#"
recording: 2
---
call: sign_url
request: POST /service/oss/sign_url
fields: {object_name: a.tsv, region: domestic, expiration_time: 60}
answer:
  status: 200
  body: |
    {"code": 0, "data": {"url": "https://x.example/first", "expires": "1"}}
---
call: sign_url
request: POST /service/oss/sign_url
fields: {object_name: a.tsv, region: domestic, expiration_time: 60}
answer:
  status: 200
  body: '{"code": 0, "data": {"url": "https://x.example/second", "expires": "2"}}'
---
call: sign_url
request: POST /service/oss/sign_url
fields: {object_name: '[redacted]'}
answer: {status: 403}
---
call: image_upload
request: POST /service/image/upload
files: [{name: image, file_name: 1.png}]
failure: {kind: timeout, sent: true}
---
"#;

const FORWARDED: &str = r#"
recording: 2
---
call: gateway_invoke
request: POST /gateway/invoke
fields: {service: s, api: /a}
answer: {status: 200, body: '{"code": 1, "msg": "created"}'}
---
"#;

#[tokio::test]
async fn a_forwarded_answer_is_judged_as_it_was() {
    let folder = Folder::written(FORWARDED);
    let recording = folder.recording();
    let client = recording.client().expect("a client");
    let error = client.gateway_invoke("s", "/a").await;
    assert_eq!(error.expect_err("a code").delivery(), Delivery::Unknown);
}

fn sign_url(client: &Client, object_name: &str, region: Region) -> Call<SignUrl> {
    let call = client.sign_url(object_name).region(region);
    call.expiration_time(60)
}

#[tokio::test]
async fn a_recording_may_be_written_by_hand() {
    let folder = Folder::written(EDITED);
    let recording = folder.recording();
    let client = recording.client().expect("a client");
    let sign = || sign_url(&client, "a.tsv", Region::Domestic);
    assert_eq!(sign().await.expect("the first").expires.unix_timestamp(), 1);
    assert_eq!(
        sign().await.expect("the second").expires.unix_timestamp(),
        2
    );
    assert_eq!(
        recording.unused(),
        ["call 3 (sign_url)", "call 4 (image_upload)"]
    );
    let error = client.sign_url("whatever").await.expect_err("a status");
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
    let error = client
        .image_upload(File::from_bytes("1.png", "any bytes"))
        .await;
    let error = error.expect_err("a failure");
    assert!(
        error.is_timeout() && error.delivery() == Delivery::Unknown,
        "{error}"
    );
    recording.finish().expect("all of it was asked");
}

/// The members of a JSON body are recorded like the fields of a form, and no nulls.
#[tokio::test]
async fn a_json_body_is_recorded_by_its_members() {
    let item = |age: i64| NewDataItem::new("d", [("age".to_owned(), Json::from(&age))].into());
    let folder = Folder::new();
    let (_mock, recorder, client) = folder.mock_client().await;
    let call = client.import_batch(7, [item(18)]);
    call.await.expect("an answer");
    let call = client.import_batch(7, [item(18)]).biosample_id("b");
    call.await.expect("an answer");
    recorder.finish().expect("it is written");
    let text = folder.text();
    assert_eq!(text.matches("batch_no: '7'").count(), 2, "{text}");
    assert_eq!(text.matches("biosample_id").count(), 1, "{text}");
    assert!(!text.contains("18"), "{text}");

    let recording = folder.recording();
    let client = recording.client().expect("a client");
    // What the spec does not describe is redacted, and a redacted value matches any value.
    let replayed = client.import_batch(7, [item(19)]);
    replayed.await.expect("it is recorded");
    let error = client.import_batch(8, [item(18)]).biosample_id("b").await;
    let error = error.expect_err("another batch").to_string();
    assert!(
        error.contains("`batch_no`: recorded `7`, sent `8`"),
        "{error}"
    );
    let call = client.import_batch(7, [item(18)]).biosample_id("b");
    call.await.expect("it is recorded");
}

async fn refused(folder: &Folder, object_name: &str, region: Region) -> (Error, Recording) {
    let recording = folder.recording();
    let client = recording.client().expect("a client");
    let call = sign_url(&client, object_name, region);
    (call.await.expect_err("it is not recorded"), recording)
}

#[tokio::test]
async fn what_is_not_recorded_is_reported_with_the_nearest() {
    let folder = Folder::written(EDITED);
    let (error, recording) = refused(&folder, "b.tsv", Region::International).await;
    let report = "it is not recorded: sign_url with expiration_time = `60`, object_name = `b.tsv`, region = `international`
  the nearest is call 1 (sign_url); it differs in
    the field `object_name`: recorded `a.tsv`, sent `b.tsv`
    the field `region`: recorded `domestic`, sent `international`";
    let path = folder.file();
    let path = path.display();
    assert_eq!(
        error.to_string(),
        format!("sign_url: the recording {path} has no answer: {report} (1 attempt)")
    );
    assert_eq!(
        (error.delivery(), error.is_setup()),
        (Delivery::NotSent, true)
    );
    let left = "recorded but not called: call 1 (sign_url), call 2 (sign_url), call 3 (sign_url), call 4 (image_upload)";
    assert_eq!(
        recording
            .finish()
            .expect_err("nothing was asked")
            .to_string(),
        format!("the recording {path} was not followed:\n{report}\n{left}")
    );

    let client = folder.recording().client().expect("a client");
    let error = client.sts_token().await.expect_err("it is not recorded");
    let error = error.to_string();
    assert!(
        error.contains("no call with its path is recorded, only: sign_url, image_upload"),
        "{error}"
    );
    let error = client
        .image_upload(File::from_bytes("2.png", "x"))
        .allow_exif(true)
        .await;
    let error = error.expect_err("another file").to_string();
    let differs = "    the field `allow_exif` is sent, `True`, and not recorded
    the files: recorded `1.png`, sent `2.png` image/png 1 bytes sha256 2d711642b726…";
    assert!(error.contains(differs), "{error}");
    let error = client
        .sign_url("b.tsv")
        .expiration_time(60)
        .await
        .expect_err("no region")
        .to_string();
    assert!(
        error.contains("`expiration_time` is sent, `60`, and not recorded"),
        "{error}"
    );
}

#[tokio::test]
async fn a_report_finds_the_place_in_long_values_and_shows_no_secret() {
    let long = |end: &str| format!("{}{end}", "x".repeat(300));
    let text = EDITED.replace(
        "object_name: a.tsv",
        &format!("object_name: {}", long("recorded")),
    );
    let (error, _) = refused(&Folder::written(&text), &long("asked"), Region::Domestic).await;
    let error = error.to_string();
    assert!(
        error.contains("recorded `…") && error.contains("xrecorded`") && error.contains("xasked`"),
        "{error}"
    );

    let folder = Folder::written(
        "recording: 2\n---\ncall: /any\nrequest: POST /any\nfields: {pin: one}\nanswer: {status: 200}\n---\n",
    );
    let client = folder.recording().client().expect("a client");
    let error = client
        .post("/any")
        .field("pin", "hidden")
        .await
        .expect_err("another");
    assert!(
        error
            .to_string()
            .contains("the field `pin`: recorded [redacted], sent [redacted]"),
        "{error}"
    );
}

#[tokio::test]
async fn a_call_too_many_is_refused() {
    let folder = Folder::written(EDITED);
    let recording = folder.recording();
    let client = recording.client().expect("a client");
    let sign = || sign_url(&client, "a.tsv", Region::Domestic);
    sign().await.expect("the first");
    sign().await.expect("the second");
    let error = sign().await.expect_err("there is no third");
    assert!(
        error
            .to_string()
            .contains("it is recorded 2 times and called once more: sign_url with"),
        "{error}"
    );
    let error = recording.finish().expect_err("one too many").to_string();
    assert!(
        error.contains("called once more") && error.contains("not called: call 3"),
        "{error}"
    );
}

#[tokio::test]
async fn failures_and_retries_happen_again() {
    let folder = Folder::new();
    let number = AtomicUsize::new(0);
    let server = Server::start(move |request: Received| {
        let number = number.fetch_add(1, Ordering::SeqCst);
        match (request.path.as_str(), number) {
            ("/service/sts/token", 0) => Act::Answer(answer(503, "Retry-After: 3600\r\n", "busy")),
            ("/service/sts/token", 1) => Act::Reset(Vec::new()),
            ("/reset", _) => Act::Reset(Vec::new()),
            ("/stall", _) => Act::Stall(Vec::new()),
            ("/large", _) => Act::json("[".repeat(1000)),
            _ => Act::json(r#"{"code":40,"msg":"no"}"#),
        }
    });
    let outcomes = async |client: Client| {
        let mut outcomes = Vec::new();
        let error = client
            .sts_token()
            .await
            .expect_err("the platform says no in the end");
        outcomes.push(outcome(&error));
        for path in ["/reset", "/stall", "/large"] {
            let call = client.post(path).with_max_response_bytes(500);
            let call = call.with_attempt_timeout(Duration::from_millis(300));
            outcomes.push(outcome(&call.await.expect_err(path)));
        }
        outcomes
    };
    let recorder = folder.recorder();
    let client = recorded(server.url(), &recorder);
    let real = outcomes(client).await;
    let closed = builder("http://127.0.0.1:1")
        .record(&recorder)
        .retries(1)
        .build()
        .expect("a client");
    let error = closed.post("/closed").await.expect_err("no connection");
    assert!(error.is_connect());
    recorder.finish().expect("it is written");
    let expected = [
        ("platform", Delivery::Unknown, 3, Some(40)),
        ("transport", Delivery::Unknown, 1, None),
        ("timeout", Delivery::Unknown, 1, None),
        ("decode", Delivery::Unknown, 1, None),
    ];
    assert_eq!(real, expected);

    let recording = folder.recording();
    let client = recording.client().expect("a client");
    assert_eq!(outcomes(client.clone()).await, expected);
    let error = client
        .post("/closed")
        .with_retries(1)
        .await
        .expect_err("no connection");
    assert!(error.is_connect() && error.delivery() == Delivery::NotSent && error.attempts() == 2);
    recording.finish().expect("all of it was asked");
    assert!(
        folder.text().contains("retry-after: '3600'"),
        "{}",
        folder.text()
    );
}

/// Returns the kind, the delivery, the number of attempts and the code of an error.
fn outcome(error: &Error) -> (&'static str, Delivery, u32, Option<i64>) {
    let kinds = [
        (error.is_timeout(), "timeout"),
        (error.is_transport(), "transport"),
        (error.is_platform(), "platform"),
        (error.is_decode(), "decode"),
    ];
    let kind = kinds.iter().find(|(is, _)| *is);
    let kind = kind.map_or("other", |(_, kind)| *kind);
    (kind, error.delivery(), error.attempts(), error.code())
}

#[tokio::test]
async fn another_content_of_a_file_is_another_call() {
    let folder = Folder::new();
    let server = Server::start(|_: Received| Act::json(r#"{"code":0,"data":null}"#));
    let recorder = folder.recorder();
    let client = recorded(server.url(), &recorder);
    let path = folder.path().join("a.bin");
    std::fs::write(&path, vec![7; 200_000]).expect("a file");
    let from_disk = File::open(&path).await.expect("a file");
    let post = client.post("/any").file("file", from_disk);
    post.await.expect("an answer");
    let client = folder.recording().client().expect("a client");
    let held = |byte| {
        let file = File::from_bytes("a.bin", vec![byte; 200_000]);
        client.post("/any").file("file", file)
    };
    let error = held(8).await.expect_err("other bytes").to_string();
    assert!(error.contains("the files: recorded `a.bin`"), "{error}");
    held(7).await.expect("the same bytes");
}

#[test]
fn mistakes_of_a_hand_are_told_with_their_place() {
    let told = |from: &str, to: &str| {
        assert!(EDITED.contains(from), "{from}");
        let folder = Folder::written(&EDITED.replacen(from, to, 1));
        let error = Recording::open(folder.file())
            .expect_err("a mistake")
            .to_string();
        let path = folder.file().display().to_string();
        error.replace(&path, "FILE")
    };
    let cases = [
        (
            "recording: 2",
            "recording: 1",
            "it has version 1; this library reads version 2",
        ),
        (
            "request: POST /service/oss/sign_url",
            "request: GET /x",
            "call 1 (sign_url): its `request` is not like `POST /path`",
        ),
        (
            "status: 200",
            "status: 99",
            "call 1 (sign_url): 99 is not an HTTP status",
        ),
        (
            "answer: {status: 403}",
            "",
            "call 3 (sign_url): it needs either an `answer` or a `failure`",
        ),
        (
            "  status: 200\n",
            "  status: 200\n  headers: {'a b': c}\n",
            "call 1 (sign_url): `a b` is not a valid HTTP header",
        ),
        (
            "  status: 200\n",
            "  status: 200\n  headers: {content-type: application/json}\n  body: '{'\n",
            "duplicate field `body`",
        ),
        (
            "sent: true}\n---\n",
            "sent: true}\n",
            "the call in line 24 is incomplete, because no line `---` ends it",
        ),
        (
            "\n---\ncall: image_upload",
            "\ncall: image_upload",
            "duplicate field `call`",
        ),
        ("fields:", "field:", "unknown field `field`"),
        (
            "expiration_time: 60",
            "expiration_time: 6.5",
            "quoted if YAML would read it as another type",
        ),
        ("kind: timeout", "kind: late", "unknown variant `late`"),
    ];
    for (from, to, problem) in cases {
        let error = told(from, to);
        assert!(
            error.starts_with("the recording FILE cannot be used: ") && error.contains(problem),
            "{error}"
        );
    }
    let error = told(
        "  body: |\n    {\"code\": 0,",
        "  headers: {content-type: application/json}\n  body: |\n    {\"code\": ,",
    );
    assert!(
        error.contains(
            "call 1 (sign_url): the body is not JSON: expected value at line 1 column 10"
        ),
        "{error}"
    );
    let error = told("fields:", "field:");
    assert!(error.contains("at line 6 column 1"), "{error}");
    let error = Recording::open("/nonexistent/calls.yaml")
        .expect_err("no file")
        .to_string();
    assert!(
        error.starts_with("the recording /nonexistent/calls.yaml cannot be read: "),
        "{error}"
    );
}

#[tokio::test]
async fn a_refusal_for_the_time_of_signing_is_not_recorded() {
    let folder = Folder::new();
    let ahead = || std::time::SystemTime::now() + Duration::from_secs(7200);
    let mock = bge_private_sdk::mock::MockPlatform::builder()
        .clock(ahead)
        .start()
        .await;
    let mock = mock.expect("the mock platform starts");
    let recorder = folder.recorder();
    let client = mock
        .client_builder()
        .record(&recorder)
        .build()
        .expect("a client");
    client
        .sts_token()
        .await
        .expect("the client learns the time from the refusal");
    assert_eq!(mock.received().len(), 2);
    let recording = folder.recording();
    recording
        .client()
        .expect("a client")
        .sts_token()
        .await
        .expect("an answer");
    recording.finish().expect("one call was recorded");
}

/// The order of a map differs between processes, and the client sends the map in its order.
#[tokio::test]
async fn json_is_compared_as_json() {
    use std::collections::HashMap;
    let folder = Folder::new();
    let (_mock, recorder, client) = folder.mock_client().await;
    let recorder = recorder.keep_unknown();
    let data = |last: f64| {
        let names = ["one", "two", "three", "four", "five"];
        let mut data: HashMap<&str, f64> = names.into_iter().zip([1.0, 2.0, 3.0, 4.0]).collect();
        data.insert("five", last);
        data
    };
    let invoke = async |client: &Client, last| {
        let call = client.gateway_invoke("metagenomes", "/api/get_user");
        call.data(&data(last)).await
    };
    invoke(&client, 0.5).await.expect("an answer");
    let post = client
        .post("/service/oss/sign_url")
        .field("object_name", r#"{"a":1,"b":2}"#);
    post.await.expect("an answer");
    recorder.finish().expect("it is written");
    for _ in 0..20 {
        let recording = folder.recording();
        let client = recording.client().expect("a client");
        invoke(&client, 0.5).await.expect("the same data");
        let post = client.post("/service/oss/sign_url");
        let post = post.field("object_name", r#"{ "b": 2, "a": 1 }"#);
        post.await.expect("the same JSON");
        recording.finish().expect("all of it was called");
    }
    let client = folder.recording().client().expect("a client");
    let error = invoke(&client, 0.25).await.expect_err("other data");
    assert!(error.to_string().contains("the field `data`"), "{error}");
}

/// Answers that a client accepts although their headers or bodies are unusual.
#[tokio::test]
async fn an_untidy_answer_is_replayed_as_it_was_read() {
    const JSON: &str = "Content-Type: application/json\r\n";
    const TWICE: &str = "Content-Type: text/html\r\nContent-Type: application/json\r\n";
    let enveloped = r#"{"code":0,"data":{"url":"https://x.example/a","expires":"1"}}"#;
    for (headers, body, path) in [
        (
            JSON,
            format!("\u{feff}{enveloped}"),
            "/service/oss/sign_url",
        ),
        (TWICE, enveloped.to_owned(), "/service/oss/sign_url"),
        (JSON, "\u{feff}\r\n[1]".to_owned(), "/bare"),
        ("", "done".to_owned(), "/text"),
        ("", String::new(), "/empty"),
    ] {
        let folder = Folder::new();
        let answered = body.clone();
        let server = Server::start(move |_: Received| {
            Act::Answer(answer(200, headers, answered.as_bytes()))
        });
        let outcome = async |client: Client| match path {
            "/service/oss/sign_url" => client.sign_url("a").await.map(drop),
            path => client.post(path).await.map(drop),
        };
        let recorder = folder.recorder();
        let live = outcome(recorded(server.url(), &recorder)).await;
        live.unwrap_or_else(|error| panic!("{body:?}: {error}"));
        recorder.finish().expect("it is written");
        let recording = folder.recording();
        let replayed = outcome(recording.client().expect("a client")).await;
        replayed.unwrap_or_else(|error| panic!("{body:?}: {error}"));
    }
}
