//! Secrets must not appear in a recording.

use crate::{Folder, builder};
use bge_private_sdk::record::Recorder;
use bge_private_sdk::service::{SmsTemplate, WechatTokenAction};
use bge_private_sdk::{ExposeSecret, Reply};
use bge_private_tests::server::{Act, Received, Server, answer};

#[tokio::test]
async fn holds_no_secret() {
    let folder = Folder::new();
    let (mock, recorder, client) = folder.mock_client().await;
    let token = client
        .wechat_token("demo", WechatTokenAction::Get)
        .await
        .expect("an answer");
    let sts = client.sts_token().await.expect("an answer");
    let signed = client.sign_url("ods/a.tsv").await.expect("an answer");
    let other = SmsTemplate::other("other", [("code", "hidden-code")]);
    client.sms(other, ["17600000000"]).await.expect("an answer");
    let pay_code = SmsTemplate::PayCode {
        pay_code: "hidden-pay".into(),
    };
    client
        .sms(pay_code, ["17600000000"])
        .await
        .expect("an answer");
    let headers = serde_json::json!({"Authorization": "Bearer hidden-header", "Cookie": "a=b"});
    let invoke = client.gateway_invoke("metagenomes", "/api/get_user");
    let invoke = invoke.headers(&headers).data("hidden-data");
    let reply = invoke.await.expect("an answer");
    recorder.finish().expect("it is written");
    let text = folder.text();
    let url: bge_private_sdk::Url = signed.url.expose_secret().parse().expect("a URL");
    // The time of expiry is not secret, because it is also a public field.
    let query = url.query_pairs().filter(|(name, _)| name != "Expires");
    let query: Vec<String> = query.map(|(_, value)| value.into_owned()).collect();
    assert!(query.len() > 1);
    let mut secrets = vec![
        token.access_token.expose_secret(),
        sts.credentials.access_key_secret.expose_secret(),
        sts.credentials.security_token.expose_secret(),
        mock.app_secret(),
        mock.app_key(),
        "hidden-code",
        "hidden-pay",
        "hidden-header",
        "hidden-data",
    ];
    let reply: serde_json::Map<String, serde_json::Value> = reply.json().expect("an object");
    secrets.extend(reply.values().filter_map(serde_json::Value::as_str));
    secrets.extend(query.iter().map(String::as_str));
    for call in mock.received() {
        for own in ["sign", "signature_nonce", "timestamp"] {
            let value = call.field(own).expect("a field");
            assert!(!text.contains(value), "{own} in {text}");
        }
    }
    for secret in secrets {
        assert!(
            secret.len() > 3 && !text.contains(secret),
            "{secret} in {text}"
        );
    }
    assert!(
        text.contains("code: '[redacted]'") && text.contains("mobiles: '17600000000'"),
        "{text}"
    );
}

const ODD: &str = r#"{"code":0,"msg":"ok","request_id":"hidden-1","data":{"url":"https://hidden-0:hidden-0@x.example/a?S=hidden-2",
    "expires":"1573026921","17600000001":0,"more":{"17600000001":{},"token":"hidden-3","pin":424242,"on":true,"none":null,"list":["hidden-4"]}}}"#;

fn server() -> Server {
    Server::start(|request: Received| match request.path.as_str() {
        "/service/oss/sign_url" => Act::json(ODD),
        "/gateway/invoke" => Act::json(r#"{"code":0,"data":{"user":"hidden-a","17600000001":1}}"#),
        "/service/sms" => Act::json(r#"{"code":0,"data":{"user":"hidden-b","17600000001":1}}"#),
        "/refused" => Act::json(r#"{"code":7,"msg":"no such order","data":{"token":"hidden-5"}}"#),
        "/text" => Act::Answer(answer(200, "Content-Type: text/plain\r\n", "hidden-6")),
        "/broken" => Act::json(r#"{"code":0,"data":"hidden-7""#),
        _ => Act::json(r#"{"code":0,"data":{"token":"hidden-8"}}"#),
    })
}

async fn call_all(recorder: &Recorder, server: &Server) {
    let client = builder(server.url())
        .retries(0)
        .record(recorder)
        .build()
        .expect("a client");
    client.sign_url("a").await.expect("an answer");
    let reply = client
        .gateway_invoke("service", "/api")
        .await
        .expect("an answer");
    assert!(matches!(reply, Reply::Json(_)));
    let other = SmsTemplate::other("other", [("code", "hidden-c")]);
    client.sms(other, ["1"]).await.expect("an answer");
    client
        .post("/refused")
        .field("order", "hidden-9")
        .await
        .expect_err("a refusal");
    client.post("/text").await.expect("an answer");
    client.post("/broken").await.expect_err("a broken answer");
    client.post("/any").await.expect("an answer");
    recorder.finish().expect("it is written");
}

#[tokio::test]
async fn what_the_spec_does_not_know_is_redacted() {
    let (folder, server) = (Folder::new(), server());
    call_all(&folder.recorder(), &server).await;
    let text = folder.text();
    assert!(
        !text.contains("hidden") && !text.contains("424242") && !text.contains("17600000001"),
        "{text}"
    );
    for kept in [
        "no such order",
        "\"user\": \"[redacted]\"",
        "1573026921",
        "\"pin\": 0",
        "\"on\": true",
        "https://x.example/a?S=redacted",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }

    let recording = folder.recording();
    let client = recording
        .client_builder()
        .retries(0)
        .build()
        .expect("a client");
    let signed = client
        .sign_url("a")
        .detailed()
        .await
        .expect("it still decodes");
    let mut unknown = signed.unknown_fields.clone();
    unknown.sort_unstable();
    assert_eq!(
        unknown,
        ["$.data.[redacted]", "$.data.more", "$.request_id"]
    );
    assert_eq!(
        signed.response.url.without_query().as_str(),
        "https://x.example/a"
    );
    client
        .gateway_invoke("service", "/api")
        .await
        .expect("an answer");
    let other = SmsTemplate::other("other", [("code", "any")]);
    client.sms(other, ["1"]).await.expect("an answer");
    let error = client
        .post("/refused")
        .field("order", "any")
        .await
        .expect_err("a refusal");
    assert_eq!(
        (error.code(), error.message()),
        (Some(7), Some("no such order"))
    );
    assert_eq!(
        client.post("/text").await.expect("an answer").text(),
        "[redacted]"
    );
    assert!(
        client
            .post("/broken")
            .await
            .expect_err("a broken answer")
            .is_decode()
    );
    client.post("/any").await.expect("an answer");
    recording.finish().expect("all of it was asked");
}

#[tokio::test]
async fn what_the_spec_does_not_know_is_kept_if_it_is_asked_for() {
    let (folder, server) = (Folder::new(), server());
    call_all(&folder.recorder().keep_unknown(), &server).await;
    let text = folder.text();
    for kept in [
        "hidden-1",
        "hidden-3",
        "424242",
        "hidden-4",
        "hidden-5",
        "hidden-6",
        "hidden-8",
        "hidden-9",
        "hidden-a",
        "hidden-b",
        "hidden-c",
        "17600000001",
    ] {
        assert!(text.contains(kept), "{kept} in {text}");
    }
    assert!(
        !text.contains("hidden-2") && !text.contains("hidden-0"),
        "what the spec calls secret stays redacted: {text}"
    );
}
