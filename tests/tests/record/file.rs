//! The recording file: its format, that it is only appended to, and that no error is lost.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::{Folder, recorded};
use bge_private_sdk::File;
use bge_private_sdk::mock::examples;
use bge_private_sdk::record::{Recorder, Recording};
use bge_private_sdk::service::Region;
use bge_private_tests::server::{Act, Received, Server, answer};
use serde_json::Value;

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
    let expected = r#"# Calls and their answers, for replaying. They may be edited, removed and added; a line `---` ends each of them.
# A value of `[redacted]` in a request stands for any value. Key, nonce, timestamp and signature are not recorded.
recording: 2
---
call: sign_url
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
        "url": "https://international-file.omgut.com/ods%2Fmicrobiome%2Fprocessed%2Fprofile%2Fe1863.a1863.100.1571133531699.855babe0.E-F12345678901.rxn.relab.tsv?Expires=redacted&Signature=redacted&OSSAccessKeyId=redacted&security-token=redacted",
        "expires": "1573026921"
      }
    }
---
call: image_upload
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
---
"#;
    assert_eq!(folder.text(), expected);
}

/// Every example of the spec, recorded with the mock platform, is replayed with the same typed answer. Files are not
/// recorded. Redacted values are replayed with values of the same shape.
#[tokio::test]
async fn every_example_is_replayed() {
    let recorded = || examples().filter(|example| example.file().is_none());
    let folder = Folder::new();
    let (_mock, recorder, client) = folder.mock_client().await;
    for example in recorded() {
        example
            .send(&client)
            .await
            .expect("the example is accepted");
    }
    recorder.finish().expect("it is written");

    let recording = folder.recording();
    let client = recording.client().expect("a client");
    for example in recorded() {
        let replayed = example
            .send(&client)
            .await
            .expect("the example is replayed");
        let json = |text: &str| serde_json::from_str(text).expect("JSON");
        let (replayed, spec) = (replayed.as_deref().map(json), example.response().map(json));
        let [replayed, spec] = [replayed, spec].map(Option::unwrap_or_default);
        assert!(is_alike(&replayed, &spec), "{replayed} {spec}");
    }
    recording.finish().expect("all of it was called");
}

/// Whether two values are the same, except where the first is redacted.
fn is_alike(replayed: &Value, spec: &Value) -> bool {
    match (replayed, spec) {
        (Value::Object(one), Value::Object(other)) => {
            let is_hidden = |name: &String| name.starts_with("[redacted");
            let alike = |(name, value): (&String, &Value)| {
                is_hidden(name) || other.get(name).is_some_and(|other| is_alike(value, other))
            };
            one.len() == other.len() && one.iter().all(alike)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_alike(a, b))
        }
        (Value::String(text), Value::String(_)) => replayed == spec || text.contains("redacted"),
        (Value::Number(number), Value::Number(_)) => replayed == spec || number.as_i64() == Some(0),
        _ => replayed == spec,
    }
}

#[tokio::test]
async fn each_attempt_is_appended_when_it_ends() {
    let folder = Folder::new();
    let (_mock, _recorder, client) = folder.mock_client().await;
    let calls: Vec<_> = (0..40)
        .map(|number| client.sign_url(format!("object-{number:02}")).send())
        .collect();
    let calls: Vec<_> = calls.into_iter().map(tokio::spawn).collect();
    let mut before = folder.text();
    for (number, call) in calls.into_iter().enumerate() {
        call.await.expect("no panic").expect("an answer");
        let text = folder.text();
        assert!(text.starts_with(&before), "it is only appended to");
        assert!(text.contains(&format!("object_name: object-{number:02}")));
        // Other calls may be written at the same time, but every call in the file is complete.
        Recording::open(folder.file()).expect("a recording");
        before = text;
    }
    let files = std::fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(files, 1, "there is no other file");

    // The calls are replayed in any order, from many tasks.
    let recording = folder.recording();
    let client = recording.client().expect("a client");
    let calls = (0..40)
        .rev()
        .map(|number| tokio::spawn(client.sign_url(format!("object-{number:02}")).send()));
    for call in calls.collect::<Vec<_>>() {
        call.await.expect("no panic").expect("an answer");
    }
    recording.finish().expect("all of it was called");
}

/// A second recorder would replace the file of the first.
#[tokio::test]
async fn a_file_has_one_recorder_at_a_time() {
    let folder = Folder::new();
    let (_mock, recorder, client) = folder.mock_client().await;
    client.sign_url("a").await.expect("an answer");
    let error = Recorder::create(folder.file()).expect_err("there is a recorder");
    assert_eq!(error.kind(), std::io::ErrorKind::ResourceBusy);
    assert!(
        error
            .to_string()
            .ends_with("another recorder is recording to it"),
        "{error}"
    );
    // Another process is also refused.
    #[cfg(target_os = "linux")]
    {
        let flock = std::process::Command::new("flock");
        if let Ok(status) = { flock }
            .arg("--nonblock")
            .arg(folder.file())
            .arg("true")
            .status()
        {
            assert!(!status.success());
        }
    }
    client.sign_url("b").await.expect("an answer");
    recorder.finish().expect("it is written");
    assert_eq!(folder.recording().unused().len(), 2, "nothing is lost");

    drop((client, recorder));
    let again = Recorder::create(folder.file()).expect("the file is free");
    assert_eq!(folder.recording().unused().len(), 0, "it is replaced");
    // Clones and clients share one recorder.
    let server = Server::start(|_: Received| Act::json(r#"{"code":0}"#));
    let clients = [
        recorded(server.url(), &again),
        recorded(server.url(), &again.clone()),
    ];
    for client in &clients {
        client.post("/any").await.expect("an answer");
    }
    again.finish().expect("it is written");
    assert_eq!(folder.recording().unused().len(), 2);
}

#[tokio::test]
async fn a_file_that_is_cut_off_is_reported() {
    let folder = Folder::new();
    let (_mock, recorder, client) = folder.mock_client().await;
    client.sign_url("a").await.expect("an answer");
    let whole = folder.text();
    client.sign_url("b").await.expect("an answer");
    let text = folder.text();
    drop((client, recorder));
    for length in whole.len() + 1..text.len() - 1 {
        let Some(cut) = text.get(..length) else {
            continue;
        };
        std::fs::write(folder.file(), cut).expect("a file");
        let error = Recording::open(folder.file()).expect_err(cut).to_string();
        let line = whole.lines().count() + 1;
        assert!(
            error.contains(&format!("the call in line {line} is incomplete")),
            "{error}"
        );
    }
    std::fs::write(folder.file(), whole).expect("a file");
    assert_eq!(folder.recording().unused(), ["call 1 (sign_url)"]);
}

#[test]
fn a_file_that_cannot_be_written_is_told_at_once() {
    let folder = Folder::new();
    let error = Recorder::create(folder.path()).expect_err("a folder is no file");
    assert!(error.to_string().starts_with("the recording "), "{error}");
    Recorder::create(folder.path().join("new/folders/calls.yaml")).expect("folders are made");
}

#[tokio::test]
async fn a_file_that_is_gone_is_reported() {
    let folder = Folder::new();
    let server = Server::start(|_: Received| Act::json(r#"{"code":0}"#));
    for change in [
        (|file| std::fs::remove_file(file)) as fn(std::path::PathBuf) -> std::io::Result<()>,
        |file| std::fs::remove_file(&file).and_then(|()| std::fs::write(file, "another")),
        // A different file of the same length.
        |file| {
            let length = std::fs::read(&file)?.len();
            let other = file.with_extension("other");
            std::fs::write(&other, "a".repeat(length))?;
            std::fs::rename(other, file)
        },
        |file| {
            let file = std::fs::OpenOptions::new().append(true).open(file)?;
            std::io::Write::write_all(&mut { file }, b"more")
        },
    ] {
        let recorder = folder.recorder();
        let client = recorded(server.url(), &recorder);
        recorder.finish().expect("it is written");
        client.post("/any").await.expect("an answer");
        change(folder.file()).expect("it changes");
        let error = recorder.finish().expect_err("it is not what was recorded");
        assert!(
            error.to_string().contains("calls.yaml cannot be written: "),
            "{error}"
        );
        let _ = std::fs::remove_file(folder.file());
    }
}

/// A limit on the size of files simulates a full disk. It is set in a separate process.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_the_next_call() {
    const MARK: &str = "BGE_TEST_FULL_DISK";
    if std::env::var_os(MARK).is_some() {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        return runtime.block_on(full_disk());
    }
    let program = std::env::current_exe().expect("a program");
    // With the signal ignored, writing fails as it does on a full disk.
    let script = format!(
        "trap '' XFSZ; ulimit -f 4; exec {} --exact file::a_full_disk_stops_the_next_call",
        program.display()
    );
    let child = std::process::Command::new("bash")
        .args(["-c", &script])
        .env(MARK, "1")
        .output();
    let child = child.expect("it runs");
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stdout)
    );
}

#[cfg(target_os = "linux")]
async fn full_disk() {
    let folder = Folder::new();
    let received = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&received);
    let server = Server::start(move |_: Received| {
        counter.fetch_add(1, Ordering::SeqCst);
        Act::json(r#"{"code":0}"#)
    });
    let recorder = folder.recorder().keep_unknown();
    let client = recorded(server.url(), &recorder);
    client.post("/any").await.expect("there is room");
    let large = "x".repeat(10_000);
    client
        .post("/any")
        .field("large", large.as_str())
        .await
        .expect("the call itself succeeds");
    let error = client
        .post("/any")
        .await
        .expect_err("the recording is behind");
    assert!(error.to_string().contains("cannot be written"), "{error}");
    assert_eq!(error.delivery(), bge_private_sdk::Delivery::NotSent);
    assert_eq!(received.load(Ordering::SeqCst), 2);
    recorder.finish().expect_err("there is still no room");
    assert_eq!(
        folder.recording().unused().len(),
        1,
        "what was written is whole"
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

#[cfg(unix)]
#[tokio::test]
async fn only_a_regular_file_is_opened() {
    for path in ["/dev/null", "/"] {
        let error = Recorder::create(path).expect_err(path);
        assert!(error.to_string().contains("regular file"), "{error}");
        let error = Recording::open(path).map(drop).expect_err(path);
        assert!(error.to_string().contains("regular file"), "{error}");
    }
}
