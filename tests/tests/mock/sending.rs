//! Calls sent byte by byte, and their answers.

use bge_private_sdk::Url;
use bge_private_sdk::mock::{MockPlatform, MockPlatformBuilder, Reason};
use bge_private_sdk::signature::SigningKey;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The time of the mock's clock.
pub(crate) const NOW: &str = "2026-11-23T07:27:59Z";

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

pub(crate) const MULTIPART: &str = "multipart/form-data; boundary=B";

pub(crate) const SIGN_URL: &str = "/service/oss/sign_url";

pub(crate) const SMS: &str = "/service/sms";

pub(crate) const UPLOAD: &str = "/service/image/upload";

pub(crate) const WITHDRAW: &str = "/service/bgicoin/withdraw";

pub(crate) type Fields = Vec<(String, String)>;

pub(crate) fn builder() -> MockPlatformBuilder {
    MockPlatform::builder().clock(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_418_879))
}

pub(crate) async fn platform() -> MockPlatform {
    builder().start().await.expect("the mock platform starts")
}

pub(crate) fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

/// Returns the pairs with the fields that every call has, except the signature.
pub(crate) fn unsigned(pairs: &[(&str, &str)]) -> Fields {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let nonce = format!("{:032x}", NEXT.fetch_add(1, Ordering::Relaxed));
    let mut all = fields(pairs);
    all.extend(fields(&[
        ("app_key", "mock-app-key"),
        ("signature_nonce", &nonce),
        ("timestamp", NOW),
    ]));
    all
}

pub(crate) fn sign(mut fields: Fields) -> Fields {
    let sign =
        SigningKey::new("mock-app-secret").sign(fields.iter().map(|(name, value)| (name, value)));
    fields.push(("sign".to_owned(), sign));
    fields
}

pub(crate) fn signed(pairs: &[(&str, &str)]) -> Fields {
    sign(unsigned(pairs))
}

pub(crate) fn form(fields: &Fields) -> String {
    let url = Url::parse_with_params("http://x/", fields).expect("a URL");
    url.query().unwrap_or_default().to_owned()
}

/// Returns a part of a multipart body.
pub(crate) fn part(disposition: &str, content: &str) -> String {
    format!("--B\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
}

pub(crate) fn multipart(fields: &Fields, files: &[(&str, &str)]) -> String {
    let fields = fields
        .iter()
        .map(|(name, value)| part(&format!("name=\"{name}\""), value));
    let files = files
        .iter()
        .map(|(name, file)| part(&format!("name=\"{name}\"; filename=\"{file}\""), "bytes"));
    fields
        .chain(files)
        .chain(["--B--\r\n".to_owned()])
        .collect()
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: serde_json::Value,
}

/// Sends a request unchanged, on its own connection.
pub(crate) async fn exchange(mock: &MockPlatform, head: &str, body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let url = mock.url();
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.expect("a connection");
    let length = body.len();
    let head =
        format!("{head}Host: {host}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream
        .write_all(head.as_bytes())
        .await
        .expect("the head is sent");
    stream.write_all(body).await.expect("the body is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok())
        .expect("a status");
    Answer {
        status,
        head: head.to_ascii_lowercase(),
        body: serde_json::from_str(body).unwrap_or_default(),
    }
}

pub(crate) async fn post(
    mock: &MockPlatform,
    path: &str,
    content_type: &str,
    body: impl AsRef<[u8]>,
) -> Answer {
    exchange(
        mock,
        &format!("POST {path} HTTP/1.1\r\nContent-Type: {content_type}\r\n"),
        body,
    )
    .await
}

#[track_caller]
pub(crate) fn assert_refused(answer: &Answer, reason: Reason, message: &str) {
    assert_eq!(answer.body["msg"], message);
    assert_eq!(answer.body["code"], reason.code());
    assert_eq!(answer.body["data"], serde_json::Value::Null);
    assert_eq!(answer.status, reason.status().as_u16());
    assert!(
        answer.head.contains("content-type: application/json"),
        "{}",
        answer.head
    );
}

/// Sends a signed form to a new mock platform. Asserts that it refuses the form with this reason and message.
pub(crate) async fn assert_form_refused(path: &str, fields: Fields, reason: Reason, message: &str) {
    let mock = platform().await;
    let answer = post(&mock, path, FORM, form(&fields)).await;
    assert_refused(&answer, reason, message);
    let calls = mock.received();
    assert_eq!(calls.len(), 1);
    assert_eq!(
        calls[0]
            .refusal()
            .map(|refusal| (refusal.reason(), refusal.message())),
        Some((reason, message))
    );
    assert_eq!(calls[0].fields(), fields);
}

pub(crate) async fn assert_multipart_refused(
    fields: &Fields,
    files: &[(&str, &str)],
    reason: Reason,
    message: &str,
) {
    let answer = post(
        &platform().await,
        UPLOAD,
        MULTIPART,
        multipart(fields, files),
    )
    .await;
    assert_refused(&answer, reason, message);
}

pub(crate) async fn assert_accepted(path: &str, pairs: &[(&str, &str)]) {
    let answer = post(&platform().await, path, FORM, form(&signed(pairs))).await;
    assert_eq!(answer.body["code"], 0, "{}", answer.body);
    assert_eq!(answer.body["msg"], "ok");
    assert_eq!(answer.status, 200);
}
