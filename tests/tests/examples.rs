//! Every example of the spec, sent over HTTP: the bytes that are sent, and the answer.

use bge_private_sdk::mock::{self, MockPlatform};
use bge_private_tests::client_builder;
use bge_private_tests::fault::FaultPlatform;
use bge_private_tests::percent_encoded;
use serde_json::Value;

/// The fields that the signature adds.
const SIGNATURE: [&str; 4] = ["app_key", "sign", "signature_nonce", "timestamp"];

#[tokio::test]
async fn the_mock_platform_understands_and_answers() {
    let mock = MockPlatform::start().await.unwrap();
    let client = mock.client();
    let mut calls = Vec::new();
    for example in mock::examples() {
        let name = format!("{} ({})", example.endpoint(), example.title());
        let answer = example
            .send(&client)
            .await
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let parsed = |json: &str| serde_json::from_str::<Value>(json).unwrap();
        assert_eq!(
            answer.as_deref().map(parsed),
            example.response().map(parsed),
            "{name}"
        );

        let received = mock.received().pop().unwrap();
        assert_eq!(received.endpoint(), Some(example.endpoint()), "{name}");
        let mut fields: Vec<(&str, &str)> = received
            .fields()
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .filter(|(name, _)| !SIGNATURE.contains(name))
            .collect();
        fields.sort_unstable();
        assert_eq!(fields, example.fields(), "{name}");
        let files: Vec<_> = received
            .files()
            .iter()
            .map(|file| (file.name.as_str(), file.content.as_deref().unwrap()))
            .collect();
        let expected: Vec<_> = example
            .files()
            .iter()
            .map(|file| (file.name, file.content))
            .collect();
        assert_eq!(files, expected, "{name}");
        calls.push(example.endpoint());
    }
    for endpoint in [
        "gateway_invoke",
        "image_upload",
        "sms",
        "sts_token",
        "sign_url",
        "shorturls",
        "bgicoin_withdraw",
        "wechat_token",
    ] {
        assert!(
            calls.contains(&endpoint),
            "there is no example of {endpoint}"
        );
    }
}

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
