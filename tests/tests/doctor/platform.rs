//! The doctor in the mock platform: the refusal names the mistake and its place.

use std::time::{Duration, SystemTime};

use bge_private_sdk::Url;
use bge_private_sdk::mock::{MockPlatform, Reason};
use bge_private_sdk::reqwest;

use crate::planted::{Fields, Planted, beside_the_text, fields, in_the_text, planted};
use crate::{doctor, planted_sign, with_sign};

async fn platform() -> MockPlatform {
    let now = || SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_418_879);
    let builder = MockPlatform::builder().clock(now);
    builder.start().await.expect("the mock platform starts")
}

async fn refusal(mock: &MockPlatform, path: &str, fields: &Fields) -> String {
    // An error means that a provider is already installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let form = Url::parse_with_params("http://x/", fields).expect("a URL");
    let request = http
        .post(mock.url() + path)
        .body(form.query().unwrap_or_default().to_owned());
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let answer = request.send().await.expect("an answer").text().await;
    let answer: serde_json::Value =
        serde_json::from_str(&answer.expect("a text")).expect("an envelope");
    assert_eq!(answer["code"], Reason::Signature.code(), "{answer}");
    answer["msg"].as_str().expect("a message").to_owned()
}

/// Whether the mock can recognize the mistake. It knows only the parameters and files of the call.
fn is_seen(planted: &Planted) -> bool {
    match planted.code {
        "null-as-text" => planted.detail.contains("`empty`"),
        "file-signed" => false,
        _ => true,
    }
}

#[tokio::test]
async fn names_each_mistake() {
    let mock = platform().await;
    let fields = fields();
    for planted in in_the_text()
        .into_iter()
        .chain(beside_the_text())
        .filter(is_seen)
    {
        let (_, sign) = planted_sign(&planted, &fields);
        let message = refusal(&mock, "/service/sms", &with_sign(&fields, sign.clone())).await;
        let start = "the signature does not match the fields and the app secret: ";
        let diagnosis = doctor().diagnose(with_sign(&fields, sign));
        let summary = diagnosis.expect("a mistake").causes()[0].to_string();
        assert!(
            message.starts_with(&format!("{start}{summary}")),
            "{message}"
        );
        assert!(message.contains(planted.detail), "{message}");
        assert!(
            !message.contains("hidden") && !message.contains("mock-app-secret"),
            "{message}"
        );
        assert!(!message.contains('\n'));
    }
}

#[tokio::test]
async fn knows_the_parameters_that_a_call_could_have() {
    let mock = platform().await;
    let mut fields = fields();
    fields.retain(|(name, _)| {
        ["app_key", "signature_nonce", "timestamp", "object_name"].contains(&name.as_str())
    });
    let mut signed = fields.clone();
    signed.extend(
        [("region", "None"), ("expiration_time", "None")]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    let sign = crate::Signing::right(&signed).sign();
    let message = refusal(&mock, "/service/oss/sign_url", &with_sign(&fields, sign)).await;
    let cause = "without a value, `expiration_time`, `region` were signed as `None`";
    assert!(message.contains(cause), "{message}");

    // Values that the spec does not mark as secret are shown.
    let (_, sign) = planted_sign(&planted("plus-for-space"), &fields);
    let message = refusal(&mock, "/service/oss/sign_url", &with_sign(&fields, sign)).await;
    assert!(message.contains("%2520"), "{message}");
}
