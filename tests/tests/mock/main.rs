//! The mock platform as a server: the requests that it accepts and refuses, and its messages.
#![allow(clippy::expect_used, clippy::indexing_slicing)] // a failed test may panic

mod connections;
mod multipart;
mod parameters;
mod requests;
mod sending;
mod signature;
mod tasks;
mod values;

use crate::sending::*;
use std::time::{Duration, SystemTime};

use bge_private_sdk::File;
use bge_private_sdk::mock::{MockPlatform, Reason, Refusal, examples};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

#[tokio::test]
async fn answers_every_example_with_its_response() {
    let mock = MockPlatform::start()
        .await
        .expect("the mock platform starts");
    let client = mock.client();
    for (number, example) in examples().enumerate() {
        let response = example
            .send(&client)
            .await
            .expect("the example is accepted");
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(
            response.as_deref().map(json),
            example.response().map(json),
            "{example:?}"
        );

        let calls = mock.received();
        let call = &calls[number];
        assert_eq!(
            (call.endpoint(), call.path()),
            (Some(example.endpoint()), example.path())
        );
        let own = ["app_key", "sign", "signature_nonce", "timestamp"];
        let sent = call
            .fields()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        let sent: Vec<_> = sent.filter(|(name, _)| !own.contains(name)).collect();
        assert_eq!(sent, example.fields());
        assert_eq!(call.files().len(), example.files().len());
        for (received, file) in call.files().iter().zip(example.files()) {
            assert_eq!(received.name, file.name);
            assert_eq!(received.file_name, file.file_name);
            assert_eq!(received.media_type.as_deref(), Some(file.media_type));
            assert_eq!(received.content.as_deref(), Some(file.content));
        }
        assert!(call.is_accepted());
    }
    assert_eq!(examples().count(), mock.received().len());
    let groups: std::collections::HashSet<_> =
        examples().map(|example| example.endpoint()).collect();
    assert!(groups.len() >= 8);
}

#[tokio::test]
async fn accepts_forms_and_multipart() {
    assert_accepted(SIGN_URL, &[("object_name", "目录/a b+c~%*'\"😀")]).await;
    let mock = platform().await;
    let answer = post(
        &mock,
        SIGN_URL,
        MULTIPART,
        multipart(&signed(&[("object_name", "a")]), &[]),
    )
    .await;
    assert_eq!(answer.body["code"], 0, "{}", answer.body);
    let answer = post(
        &mock,
        UPLOAD,
        MULTIPART,
        multipart(&signed(&[]), &[("image", "图.png")]),
    )
    .await;
    assert_eq!(
        answer.body["data"]["md5"], "0a8bf445b3ba3144f1466f8326a6277f",
        "{}",
        answer.body
    );
    assert_eq!(
        mock.received()[1]
            .file("image")
            .map(|file| file.file_name.clone()),
        Some("图.png".to_owned())
    );
}

#[tokio::test]
async fn holds_no_large_file() {
    let mock = MockPlatform::start()
        .await
        .expect("the mock platform starts");
    let large = File::from_bytes("large.bin", vec![b'x'; 3 * 1024 * 1024]);
    mock.client()
        .image_upload(large)
        .await
        .expect("the upload is accepted");
    let calls = mock.received();
    let file = calls[0].file("image").expect("a file");
    assert_eq!((file.length, &file.content), (3 * 1024 * 1024, &None));
    assert_eq!(
        file.sha256,
        "3bea8a9a07c1e8dcaa4c1b816815c35a29b4fb585ba6ecc70ea44840a794cfb3"
    );
}

#[tokio::test]
async fn closes_its_port_when_dropped() {
    let mock = platform().await;
    let host = mock.url().trim_start_matches("http://").to_owned();
    let mut idle = TcpStream::connect(&host).await.expect("a connection");
    drop(mock);
    assert_eq!(
        idle.read(&mut [0]).await.ok().filter(|read| *read > 0),
        None,
        "the connection is cut"
    );
    assert!(
        TcpStream::connect(&host).await.is_err(),
        "the port is closed"
    );
}

#[tokio::test(flavor = "current_thread")]
async fn answers_code_that_blocks() {
    use std::io::{Read, Write};
    let mock = platform().await;
    let mut stream = std::net::TcpStream::connect(mock.url().trim_start_matches("http://"))
        .expect("a connection");
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        .expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_many_calls_at_once() {
    let mock = MockPlatform::start()
        .await
        .expect("the mock platform starts");
    let calls: Vec<_> = (0..200)
        .map(|number| tokio::spawn(mock.client().sign_url(format!("object-{number}")).send()))
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("an answer");
    }
    assert_eq!(mock.received().len(), 200);
}

#[tokio::test]
async fn a_clock_ahead_shows_in_its_answers() {
    let hour = Duration::from_secs(3600);
    let ahead = MockPlatform::builder().clock(move || SystemTime::now() + hour);
    let mock = ahead.start().await.expect("the mock platform starts");
    mock.client()
        .sts_token()
        .await
        .expect("the client learns the time from the refusal");
    let reasons = mock
        .received()
        .iter()
        .map(|call| call.refusal().map(Refusal::reason))
        .collect::<Vec<_>>();
    assert_eq!(reasons, [Some(Reason::Expired), None]);
}
