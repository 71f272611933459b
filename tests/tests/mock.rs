//! The mock platform as a server of its own: what it accepts, what it refuses, and in which words.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use bge_private_sdk::mock::{MockPlatform, MockPlatformBuilder, Reason, ReceivedCall, examples};
use bge_private_sdk::signature::{Digest, SigningKey};
use bge_private_sdk::{File, Url};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// By the mock's clock it is this time: 2026-11-23T07:27:59Z.
const NOW: &str = "2026-11-23T07:27:59Z";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=B";
const SIGN_URL: &str = "/service/oss/sign_url";
const SMS: &str = "/service/sms";
const UPLOAD: &str = "/service/image/upload";
const WITHDRAW: &str = "/service/bgicoin/withdraw";

type Fields = Vec<(String, String)>;

fn builder() -> MockPlatformBuilder {
    MockPlatform::builder().clock(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_418_879))
}

async fn platform() -> MockPlatform {
    builder().start().await.expect("the mock platform starts")
}

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// The pairs with what every call has beside them, except the signature.
fn unsigned(pairs: &[(&str, &str)]) -> Fields {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let nonce = format!("{:032x}", NEXT.fetch_add(1, Ordering::Relaxed));
    let mut all = fields(pairs);
    all.extend(fields(&[("app_key", "mock-app-key"), ("signature_nonce", &nonce), ("timestamp", NOW)]));
    all
}

fn sign(mut fields: Fields) -> Fields {
    let sign = SigningKey::new("mock-app-secret").sign(fields.iter().map(|(name, value)| (name, value)));
    fields.push(("sign".to_owned(), sign));
    fields
}

fn signed(pairs: &[(&str, &str)]) -> Fields {
    sign(unsigned(pairs))
}

fn form(fields: &Fields) -> String {
    let url = Url::parse_with_params("http://x/", fields).expect("a URL");
    url.query().unwrap_or_default().to_owned()
}

/// A part of a multipart body.
fn part(disposition: &str, content: &str) -> String {
    format!("--B\r\nContent-Disposition: form-data; {disposition}\r\n\r\n{content}\r\n")
}

fn multipart(fields: &Fields, files: &[(&str, &str)]) -> String {
    let fields = fields.iter().map(|(name, value)| part(&format!("name=\"{name}\""), value));
    let files = files.iter().map(|(name, file)| part(&format!("name=\"{name}\"; filename=\"{file}\""), "bytes"));
    fields.chain(files).chain(["--B--\r\n".to_owned()]).collect()
}

struct Answer {
    status: u16,
    head: String,
    body: serde_json::Value,
}

/// Sends a request as it stands, on a connection of its own.
async fn exchange(mock: &MockPlatform, head: &str, body: impl AsRef<[u8]>) -> Answer {
    let body = body.as_ref();
    let url = mock.url();
    let host = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.expect("a connection");
    let length = body.len();
    let head = format!("{head}Host: {host}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.expect("the head is sent");
    stream.write_all(body).await.expect("the body is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    Answer { status, head: head.to_ascii_lowercase(), body: serde_json::from_str(body).unwrap_or_default() }
}

async fn post(mock: &MockPlatform, path: &str, content_type: &str, body: impl AsRef<[u8]>) -> Answer {
    exchange(mock, &format!("POST {path} HTTP/1.1\r\nContent-Type: {content_type}\r\n"), body).await
}

#[track_caller]
fn assert_refused(answer: &Answer, reason: Reason, message: &str) {
    assert_eq!(answer.body["msg"], message);
    assert_eq!(answer.body["code"], reason.code());
    assert_eq!(answer.body["data"], serde_json::Value::Null);
    assert_eq!(answer.status, reason.status().as_u16());
    assert!(answer.head.contains("content-type: application/json"), "{}", answer.head);
}

/// Sends a signed form to a mock of its own, which has to refuse it so.
async fn assert_form_refused(path: &str, fields: Fields, reason: Reason, message: &str) {
    let mock = platform().await;
    let answer = post(&mock, path, FORM, form(&fields)).await;
    assert_refused(&answer, reason, message);
    let calls = mock.calls();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].refusal().map(|refusal| (refusal.reason(), refusal.message())), Some((reason, message)));
    assert_eq!(calls[0].fields(), fields);
}

async fn assert_multipart_refused(fields: &Fields, files: &[(&str, &str)], reason: Reason, message: &str) {
    let answer = post(&platform().await, UPLOAD, MULTIPART, multipart(fields, files)).await;
    assert_refused(&answer, reason, message);
}

async fn assert_accepted(path: &str, pairs: &[(&str, &str)]) {
    let answer = post(&platform().await, path, FORM, form(&signed(pairs))).await;
    assert_eq!(answer.body["code"], 0, "{}", answer.body);
    assert_eq!(answer.body["msg"], "ok");
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn answers_every_example_with_its_response() {
    let mock = MockPlatform::start().await.expect("the mock platform starts");
    let client = mock.client();
    for (number, example) in examples().enumerate() {
        let response = example.send(&client).await.expect("the example is accepted");
        let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        assert_eq!(response.as_deref().map(json), example.response().map(json), "{example:?}");

        let calls = mock.calls();
        let call = &calls[number];
        assert_eq!((call.endpoint(), call.path()), (Some(example.endpoint()), example.path()));
        let own = ["app_key", "sign", "signature_nonce", "timestamp"];
        let sent = call.fields().iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let sent: Vec<_> = sent.filter(|(name, _)| !own.contains(name)).collect();
        assert_eq!(sent, example.fields());
        assert_eq!(call.files().len(), example.files().len());
        for (received, file) in call.files().iter().zip(example.files()) {
            assert_eq!(received.name(), file.name);
            assert_eq!(received.file_name(), file.file_name);
            assert_eq!(received.media_type(), Some(file.media_type));
            assert_eq!(received.content(), Some(file.content));
        }
        assert!(call.is_accepted());
    }
    assert_eq!(examples().count(), mock.calls().len());
    let groups: std::collections::HashSet<_> = examples().map(|example| example.endpoint()).collect();
    assert!(groups.len() >= 8);
}

#[tokio::test]
async fn accepts_forms_and_multipart() {
    assert_accepted(SIGN_URL, &[("object_name", "目录/a b+c~%*'\"😀")]).await;
    let mock = platform().await;
    let answer = post(&mock, SIGN_URL, MULTIPART, multipart(&signed(&[("object_name", "a")]), &[])).await;
    assert_eq!(answer.body["code"], 0, "{}", answer.body);
    let answer = post(&mock, UPLOAD, MULTIPART, multipart(&signed(&[]), &[("image", "图.png")])).await;
    assert_eq!(answer.body["data"]["md5"], "0a8bf445b3ba3144f1466f8326a6277f", "{}", answer.body);
    assert_eq!(mock.calls()[1].file("image").map(|file| file.file_name().to_owned()), Some("图.png".to_owned()));
}

#[tokio::test]
async fn says_the_time_of_its_clock() {
    let answer = post(&platform().await, SIGN_URL, FORM, "").await;
    assert!(answer.head.contains("date: mon, 23 nov 2026 07:27:59 gmt"), "{}", answer.head);
}

#[tokio::test]
async fn refuses_other_methods() {
    let answer = exchange(&platform().await, &format!("GET {SIGN_URL} HTTP/1.1\r\n"), "").await;
    assert_refused(&answer, Reason::Method, "the method is `GET`; every call is a POST");
    assert!(answer.head.contains("allow: post"), "{}", answer.head);
}

#[tokio::test]
async fn refuses_unknown_paths() {
    let mock = platform().await;
    let answer = post(&mock, "/service/oss/signurl", FORM, form(&signed(&[("object_name", "a")]))).await;
    let message = "no call has the path `/service/oss/signurl`; did you mean `/service/oss/sign_url`?";
    assert_refused(&answer, Reason::Path, message);
    let answer = post(&mock, "/admin", FORM, "").await;
    assert_refused(&answer, Reason::Path, "no call has the path `/admin`");
    let answer = post(&mock, "/service/sms?template=pay_code", FORM, "").await;
    assert_refused(&answer, Reason::Path, "the URL has a query; every field belongs in the body");
    assert_eq!(mock.calls().iter().map(ReceivedCall::endpoint).collect::<Vec<_>>(), [None, None, None]);
}

#[tokio::test]
async fn refuses_other_content_types() {
    let mock = platform().await;
    let expected = "expected `application/x-www-form-urlencoded` or `multipart/form-data`";
    let answer = post(&mock, SIGN_URL, "application/json", "{}").await;
    assert_refused(&answer, Reason::ContentType, &format!("the content type is `application/json`; {expected}"));
    let answer = exchange(&mock, &format!("POST {SIGN_URL} HTTP/1.1\r\n"), "a=b").await;
    assert_refused(&answer, Reason::ContentType, &format!("there is no content type; {expected}"));
    let answer = post(&mock, SIGN_URL, "multipart/form-data", "").await;
    assert_refused(&answer, Reason::ContentType, "the content type `multipart/form-data` names no boundary");
}

#[tokio::test]
async fn refuses_broken_bodies() {
    let mock = platform().await;
    let head = "the form is not well-formed: the field `object_name`";
    let answer = post(&mock, SIGN_URL, FORM, "object_name=50%").await;
    assert_refused(&answer, Reason::Body, &format!("{head} has a `%` without two hex digits at byte 3"));
    let answer = post(&mock, SIGN_URL, FORM, "object_name=%C3%28").await;
    assert_refused(&answer, Reason::Body, &format!("{head} is not UTF-8: its decoded text breaks at byte 1"));
    let answer = post(&mock, SIGN_URL, MULTIPART, part("name=\"object_name\"", "a").trim_end()).await;
    let message = "the multipart body is not well-formed: no boundary follows the part `object_name`";
    assert_refused(&answer, Reason::Body, message);
}

#[tokio::test]
async fn refuses_bodies_that_are_too_large() {
    let message = "the fields are larger than 16777216 bytes";
    let large = "x".repeat(17 * 1024 * 1024);
    let mock = platform().await;
    let answer = post(&mock, SIGN_URL, FORM, format!("object_name={large}")).await;
    assert_refused(&answer, Reason::TooLarge, message);
    let answer = post(&mock, SIGN_URL, MULTIPART, multipart(&fields(&[("object_name", &large)]), &[])).await;
    assert_refused(&answer, Reason::TooLarge, message);
}

#[tokio::test]
async fn refuses_fields_given_twice() {
    let twice = signed(&[("object_name", "a"), ("object_name", "b")]);
    assert_form_refused(SIGN_URL, twice, Reason::RepeatedField, "the field `object_name` is given twice").await;
}

#[tokio::test]
async fn refuses_calls_without_the_signature_s_fields() {
    for name in ["app_key", "signature_nonce", "timestamp", "sign"] {
        let mut fields = signed(&[("object_name", "a")]);
        fields.retain(|(field, _)| field != name);
        let message = format!("the field `{name}` of the signature is missing");
        assert_form_refused(SIGN_URL, fields, Reason::MissingField, &message).await;
    }
}

/// A call whose field of this name was replaced before it was signed.
fn signed_with(name: &str, value: &str) -> Fields {
    let mut fields = unsigned(&[("object_name", "a")]);
    fields.iter_mut().filter(|(field, _)| field == name).for_each(|(_, old)| value.clone_into(old));
    sign(fields)
}

#[tokio::test]
async fn refuses_unknown_keys() {
    let fields = signed_with("app_key", "other");
    assert_form_refused(SIGN_URL, fields, Reason::AppKey, "the app key `other` is not known").await;
}

#[tokio::test]
async fn refuses_ill_formed_timestamps() {
    let message = "the timestamp `2026-11-23T15:27:59+08:00` is not of the form 2026-11-23T07:27:59Z";
    let fields = signed_with("timestamp", "2026-11-23T15:27:59+08:00");
    assert_form_refused(SIGN_URL, fields, Reason::Timestamp, message).await;
}

#[tokio::test]
async fn refuses_old_timestamps_and_accepts_the_future() {
    let message = "the timestamp `2026-11-23T07:22:58Z` is 301 s old, more than 300 s";
    let fields = signed_with("timestamp", "2026-11-23T07:22:58Z");
    assert_form_refused(SIGN_URL, fields, Reason::Expired, message).await;
    for accepted in ["2026-11-23T07:22:59Z", "2026-11-23T08:27:59Z"] {
        let answer = post(&platform().await, SIGN_URL, FORM, form(&signed_with("timestamp", accepted))).await;
        assert_eq!(answer.body["code"], 0, "{}", answer.body);
    }
    let strict = builder().max_age(Duration::from_secs(10)).start().await.expect("the mock platform starts");
    let fields = signed_with("timestamp", "2026-11-23T07:27:48Z");
    let answer = post(&strict, SIGN_URL, FORM, form(&fields)).await;
    assert_refused(&answer, Reason::Expired, "the timestamp `2026-11-23T07:27:48Z` is 11 s old, more than 10 s");
}

#[tokio::test]
async fn refuses_nonces_seen_before() {
    let (mock, other) = (platform().await, platform().await);
    let body = form(&signed_with("signature_nonce", "5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6"));
    assert_eq!(post(&mock, SIGN_URL, FORM, &body).await.body["code"], 0);
    let message = "the nonce `5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6` was used before";
    assert_refused(&post(&mock, SIGN_URL, FORM, &body).await, Reason::Replayed, message);
    assert_eq!(post(&other, SIGN_URL, FORM, &body).await.body["code"], 0, "each mock has its own nonces");
    assert_form_refused(SIGN_URL, signed_with("signature_nonce", ""), Reason::Nonce, "the nonce is empty").await;
}

#[tokio::test]
async fn refuses_wrong_signatures() {
    let message = "the signature does not match the fields and the app secret";
    let mut altered = signed(&[("object_name", "a")]);
    altered[0].1 = "b".to_owned();
    assert_form_refused(SIGN_URL, altered, Reason::Signature, message).await;
    let mut more = signed(&[("object_name", "a")]);
    more.push(("colour".to_owned(), "blue".to_owned()));
    assert_form_refused(SIGN_URL, more, Reason::Signature, message).await;

    let mock = MockPlatform::start().await.expect("the mock platform starts");
    let stranger = mock.client_builder().app_secret("wrong").build().expect("a client");
    let error = stranger.sts_token().await.expect_err("a wrong secret is refused");
    assert_eq!((error.code(), error.message()), (Some(Reason::Signature.code()), Some(message)));
}

#[tokio::test]
async fn says_which_digest_was_taken() {
    let mock = builder().digest(Digest::HmacSha256).start().await.expect("the mock platform starts");
    let answer = post(&mock, SIGN_URL, FORM, form(&signed(&[("object_name", "a")]))).await;
    let message = "the signature is made with HMAC-SHA1; this platform verifies HMAC-SHA256";
    assert_refused(&answer, Reason::Signature, message);
}

#[tokio::test]
async fn refuses_unknown_parameters() {
    let message = "`sign_url` has no parameter `regoin`; did you mean `region`?";
    let fields = signed(&[("object_name", "a"), ("regoin", "domestic")]);
    assert_form_refused(SIGN_URL, fields, Reason::UnknownParameter, message).await;
}

#[tokio::test]
async fn refuses_calls_without_their_arguments() {
    let message = "the parameter `object_name` of `sign_url` is missing";
    assert_form_refused(SIGN_URL, signed(&[]), Reason::MissingParameter, message).await;
}

#[tokio::test]
async fn refuses_ill_formed_parameters() {
    let withdraw = [("account_name", "xiangji"), ("amount", "0.01"), ("order_id", "436666542"), ("order_type", "4")];
    let sms = [("mobiles", "1"), ("template", "other")];
    let hundred_and_one = vec!["17665342277"; 101].join(",");
    let cases: &[(&str, &[(&str, &str)], (&str, &str), &str)] = &[
        (SIGN_URL, &[("object_name", "a")], ("object_name", ""), "must have at least 1 character, got 0"),
        (
            SIGN_URL,
            &[("object_name", "a")],
            ("region", "Domestic"),
            "must be one of `domestic`, `international`, got `Domestic`; did you mean `domestic`?",
        ),
        (SIGN_URL, &[("object_name", "a")], ("expiration_time", "1h"), "must be a whole number of seconds, got `1h`"),
        (SIGN_URL, &[("object_name", "a")], ("expiration_time", "0"), "must be at least 1, got 0"),
        ("/service/shorturls", &[], ("url", "/doc"), "must be an absolute URL: relative URL without a base"),
        (WITHDRAW, &withdraw, ("amount", "0"), "must be more than 0, got 0"),
        (WITHDRAW, &withdraw, ("amount", "1e2"), "must be a decimal number of at most 28 digits, like 0.01, got `1e2`"),
        (WITHDRAW, &withdraw, ("order_type", "7"), "must be one of `4`, `5`, `6`, got `7`"),
        (WITHDRAW, &withdraw, ("order_id", "1234567"), "must have at least 8 characters, got 7"),
        (SMS, &sms, ("mobiles", ""), "must have at least 1 item, got 0"),
        (SMS, &sms, ("mobiles", &hundred_and_one), "must have at most 100 items, got 101"),
        (SMS, &sms, ("template", ""), "must not be empty"),
        (
            "/gateway/invoke",
            &[("api", "/a"), ("service", "s")],
            ("data", "{'password': 1}"),
            "must be JSON: it is not well-formed JSON, at line 1 column 2",
        ),
    ];
    for (path, pairs, (name, value), problem) in cases {
        let mut pairs: Vec<_> = pairs.iter().copied().filter(|(other, _)| other != name).collect();
        pairs.push((name, value));
        let endpoint = examples().find(|example| example.path() == *path).map(|example| example.endpoint());
        let message = format!("the parameter `{name}` of `{}` {problem}", endpoint.unwrap_or_default());
        assert_form_refused(path, signed(&pairs), Reason::Parameter, &message).await;
    }
    let fields = signed(&[("allow_exif", "true")]);
    let message = "the parameter `allow_exif` of `image_upload` must be `True` or `False`, got `true`";
    assert_multipart_refused(&fields, &[("image", "1.png")], Reason::Parameter, message).await;
}

#[tokio::test]
async fn holds_known_sets_of_further_parameters_to_their_own() {
    assert_accepted(SMS, &[("mobiles", "1,2"), ("template", "pay_code"), ("pay_code", "7")]).await;
    assert_accepted(SMS, &[("mobiles", "1"), ("template", "brand_new"), ("anything", ""), ("名", "值")]).await;
    let message = "the parameter `template` of `sms` is `pay_code`, whose parameter `pay_code` is missing";
    let fields = signed(&[("mobiles", "1"), ("template", "pay_code")]);
    assert_form_refused(SMS, fields, Reason::MissingParameter, message).await;
    let message = "the parameter `template` of `sms` is `pay_code`, which has no parameter `mobile`; did you mean `mobiles`?";
    let fields = signed(&[("mobiles", "1"), ("mobile", "1"), ("template", "pay_code"), ("pay_code", "7")]);
    assert_form_refused(SMS, fields, Reason::UnknownParameter, message).await;
}

#[tokio::test]
async fn refuses_wrong_files() {
    let of = |problem: &str| format!("the parameter `image` of `image_upload` {problem}");
    let missing = of("is missing; it is a file part");
    assert_multipart_refused(&signed(&[]), &[], Reason::MissingFile, &missing).await;
    assert_form_refused(UPLOAD, signed(&[]), Reason::MissingFile, &missing).await;
    let text = of("must be a file part, with a file name, and came as text");
    assert_multipart_refused(&signed(&[("image", "1.png")]), &[], Reason::NotAFile, &text).await;
    assert_form_refused(UPLOAD, signed(&[("image", "1.png")]), Reason::NotAFile, &text).await;
    let nameless = of("came with an empty file name");
    assert_multipart_refused(&signed(&[]), &[("image", "")], Reason::FileName, &nameless).await;
    let unknown = "`image_upload` has no file `picture`";
    assert_multipart_refused(&signed(&[]), &[("image", "1"), ("picture", "1")], Reason::UnknownFile, unknown).await;
    let file = "the parameter `allow_exif` of `image_upload` must be text, and came as a file";
    assert_multipart_refused(&signed(&[]), &[("image", "1"), ("allow_exif", "1")], Reason::NotText, file).await;
    let twice = "the file `image` is given twice";
    assert_multipart_refused(&signed(&[]), &[("image", "1"), ("image", "2")], Reason::RepeatedField, twice).await;
}

#[tokio::test]
async fn shows_no_signature() {
    let mock = platform().await;
    let fields = signed(&[("object_name", "a")]);
    let answer = post(&mock, SIGN_URL, FORM, form(&fields)).await;
    let shown = format!("{answer:?} {mock:?} {:?}", mock.calls(), answer = answer.body);
    let signature = fields.last().map(|(_, value)| value.as_str()).expect("a signature");
    assert!(shown.contains("mock-app-key"), "{shown}");
    assert!(!shown.contains(signature) && !shown.contains("mock-app-secret"), "{shown}");
}

#[tokio::test]
async fn holds_no_large_file() {
    let mock = MockPlatform::start().await.expect("the mock platform starts");
    let large = File::from_bytes("large.bin", vec![b'x'; 3 * 1024 * 1024]);
    mock.client().image_upload(large).await.expect("the upload is accepted");
    let calls = mock.calls();
    let file = calls[0].file("image").expect("a file");
    assert_eq!((file.length(), file.content()), (3 * 1024 * 1024, None));
    assert_eq!(file.sha256(), "3bea8a9a07c1e8dcaa4c1b816815c35a29b4fb585ba6ecc70ea44840a794cfb3");
}

#[tokio::test]
async fn closes_its_port_when_dropped() {
    let mock = platform().await;
    let host = mock.url().trim_start_matches("http://").to_owned();
    let mut idle = TcpStream::connect(&host).await.expect("a connection");
    drop(mock);
    assert_eq!(idle.read(&mut [0]).await.ok().filter(|read| *read > 0), None, "the connection is cut");
    assert!(TcpStream::connect(&host).await.is_err(), "the port is closed");
}

#[tokio::test(flavor = "current_thread")]
async fn answers_code_that_blocks() {
    use std::io::{Read, Write};
    let mock = platform().await;
    let mut stream = std::net::TcpStream::connect(mock.url().trim_start_matches("http://")).expect("a connection");
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 405 "), "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_many_calls_at_once() {
    let mock = MockPlatform::start().await.expect("the mock platform starts");
    let calls: Vec<_> = (0..200)
        .map(|number| tokio::spawn(mock.client().sign_url(format!("object-{number}")).send()))
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("an answer");
    }
    assert_eq!(mock.calls().len(), 200);
}
