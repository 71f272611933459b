//! The bytes that are sent for every example of the spec. The tests of the mock platform compare the fields,
//! files and answers.

use bge_private_sdk::mock;
use bge_private_tests::client_builder;
use bge_private_tests::fault::FaultPlatform;
use bge_private_tests::percent_encoded;

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
