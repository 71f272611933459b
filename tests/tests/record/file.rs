//! The file: how it reads, that it is written whole, and that nobody is left believing it was when it was not.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::{Folder, recorded};
use bge_private_sdk::File;
use bge_private_sdk::mock::examples;
use bge_private_sdk::record::{Recorder, Recording};
use bge_private_sdk::service::Region;
use bge_private_tests::server::{Act, Received, Server, answer};

#[tokio::test]
async fn reads_like_this() {
    let folder = Folder::new();
    let (_mock, recorder, client) = folder.mock_client().await;
    client
        .sign_url("ods/a b.tsv")
        .region(Region::Domestic)
        .expiration_time(3600)
        .await
        .expect("an answer");
    client
        .image_upload(File::from_bytes("1.png", "bytes"))
        .await
        .expect("an answer");
    recorder.finish().expect("it is written");
    let expected = r#"# Calls and their answers, for replaying. It may be edited: values of fields, statuses, bodies, whole calls. A value of
# `[redacted]` in a request stands for any. Key, nonce, timestamp and signature are left out on purpose.
recording: 1
calls:
- call: sign_url
  request: POST /service/oss/sign_url
  fields:
    expiration_time: '3600'
    object_name: ods/a b.tsv
    region: domestic
  answer:
    status: 200
    headers:
      content-type: application/json
    body: |-
      {
        "code": 0,
        "msg": "ok",
        "data": {
          "url": "https://international-file.omgut.com/ods%2Fmicrobiome%2Fprocessed%2Fprofile%2Fe1863.a1863.100.1571133531699.855babe0.E-F19581820449.rxn.relab.tsv?Expires=redacted&Signature=redacted&OSSAccessKeyId=redacted&security-token=redacted",
          "expires": "1573026921"
        }
      }
- call: image_upload
  request: POST /service/image/upload
  files:
  - name: image
    file_name: 1.png
    media_type: image/png
    bytes: 5
    sha256: 277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9
  answer:
    status: 200
    headers:
      content-type: application/json
    body: |-
      {
        "code": 0,
        "msg": "ok",
        "data": {
          "md5": "0a8bf445b3ba3144f1466f8326a6277f",
          "size": 8820,
          "url": "https://image.omgut.com/182/1822106286a7a0eb2f6d742dc2d4d2b0.png"
        }
      }
"#;
    assert_eq!(folder.text(), expected);
}

/// Every example of the spec, recorded with the mock platform, is replayed to the same typed answer, but for
/// the secrets.
#[tokio::test]
async fn every_example_is_replayed() {
    let folder = Folder::new();
    let (_mock, recorder, client) = folder.mock_client().await;
    for example in examples() {
        example
            .send(&client)
            .await
            .expect("the example is accepted");
    }
    recorder.finish().expect("it is written");

    let recording = folder.recording();
    let client = recording.client().expect("a client");
    let mut same = 0;
    for example in examples() {
        let replayed = example
            .send(&client)
            .await
            .expect("the example is replayed");
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        let (replayed, spec) = (replayed.as_deref().map(json), example.response().map(json));
        if replayed == spec {
            same += 1;
        } else {
            let text = replayed.expect("an answer").to_string();
            assert!(text.contains("redacted"), "{text}");
        }
    }
    assert!(same >= 5, "only secrets differ");
    recording.finish().expect("all of it was asked");
}

#[tokio::test]
async fn attempts_stand_in_the_order_in_which_they_began() {
    let folder = Folder::new();
    let (_mock, _recorder, client) = folder.mock_client().await;
    let calls: Vec<_> = (0..40)
        .map(|number| client.sign_url(format!("object-{number:02}")).send())
        .collect();
    let calls: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
    for call in calls {
        // Whoever reads the file meanwhile reads a whole one.
        Recording::open(folder.file()).expect("a recording");
        call.await.expect("no panic").expect("an answer");
    }
    let text = folder.text();
    let names: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("object_name: "))
        .collect();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    assert_eq!((names.len(), &names), (40, &sorted));
    let files = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(files, 1, "nothing unfinished is left");

    // They are replayed in any order, from many tasks.
    let recording = folder.recording();
    let client = recording.client().expect("a client");
    let calls = (0..40)
        .rev()
        .map(|number| tokio::spawn(client.sign_url(format!("object-{number:02}")).send()));
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("no panic").expect("an answer");
    }
    recording.finish().expect("all of it was asked");
}

#[test]
fn a_file_that_cannot_be_written_is_told_at_once() {
    let folder = Folder::new();
    let error = Recorder::create(folder.path()).expect_err("a folder is no file");
    assert!(error.to_string().starts_with("the recording "), "{error}");
    Recorder::create(folder.path().join("new/folders/calls.yaml")).expect("folders are made");
}

#[tokio::test]
async fn a_file_that_cannot_be_written_any_more_stops_the_next_call() {
    let folder = Folder::new();
    let received = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&received);
    let server = Server::start(move |_: Received| {
        counter.fetch_add(1, Ordering::SeqCst);
        Act::json(r#"{"code":0}"#)
    });
    let below = folder.path().join("below");
    let recorder = Recorder::create(below.join("calls.yaml")).expect("a recorder");
    let client = recorded(server.url(), &recorder);
    std::fs::remove_dir_all(&below).expect("it goes");
    std::fs::write(&below, "a file").expect("a file stands in its place");

    client
        .post("/any")
        .await
        .expect("the call itself went well");
    let error = client
        .post("/any")
        .await
        .expect_err("the recording is behind");
    assert!(error.to_string().contains("cannot be written"), "{error}");
    assert_eq!(error.delivery(), bge_private_sdk::Delivery::NotSent);
    assert_eq!(received.load(Ordering::SeqCst), 1);
    let error = recorder.finish().expect_err("still");
    assert!(
        error.to_string().contains("calls.yaml cannot be written"),
        "{error}"
    );

    std::fs::remove_file(&below).expect("it goes");
    recorder.finish().expect("now it can be written");
    client.post("/any").await.expect("and calls go on");
    assert_eq!(
        Recording::open(below.join("calls.yaml"))
            .expect("a recording")
            .unused()
            .len(),
        2
    );
}

#[tokio::test]
async fn a_call_that_is_dropped_is_not_recorded() {
    let folder = Folder::new();
    let server = Server::start(|request: Received| match request.path.as_str() {
        "/stall" => Act::Stall(Vec::new()),
        _ => Act::Answer(answer(
            200,
            "Content-Type: application/json\r\n",
            r#"{"code":0}"#,
        )),
    });
    let recorder = folder.recorder();
    let client = recorded(server.url(), &recorder);
    tokio::select! {
        biased;
        _ = client.post("/stall").send() => panic!("it stalls"),
        answer = client.post("/any").send() => drop(answer.expect("an answer")),
    }
    recorder.finish().expect("it is written");
    assert_eq!(folder.recording().unused(), ["call 1 (/any)"]);
}
