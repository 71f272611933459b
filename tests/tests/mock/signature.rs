//! Refusals of calls whose signature is missing or wrong.

use crate::sending::*;
use bge_private_sdk::mock::{MockPlatform, Reason};
use bge_private_sdk::signature::Digest;
use std::time::Duration;

#[tokio::test]
async fn refuses_fields_given_twice() {
    let twice = signed(&[("object_name", "a"), ("object_name", "b")]);
    let message = "the field `object_name` is given twice";
    assert_form_refused(SIGN_URL, twice, Reason::RepeatedField, message).await;
    let mut twice = signed(&[("object_name", "a")]);
    twice.push(twice[4].clone());
    let message = "the field `sign` is given twice";
    assert_form_refused(SIGN_URL, twice, Reason::RepeatedField, message).await;
}

#[tokio::test]
async fn refuses_calls_without_the_signature_s_fields() {
    for name in ["app_key", "signature_nonce", "timestamp", "sign"] {
        let mut fields = signed(&[("object_name", "a")]);
        fields.retain(|(field, _)| field != name);
        let message = format!("the field `{name}` of the signature is missing");
        assert_form_refused(SIGN_URL, fields, Reason::MissingField, &message).await;
    }
    let mut fields = signed(&[("object_name", "a")]);
    fields[4].0 = "sing".to_owned();
    let message = "the field `sign` of the signature is missing; is it `sing`?";
    assert_form_refused(SIGN_URL, fields, Reason::MissingField, message).await;
}

/// Returns a signed call in which the field of this name has another value.
fn signed_with(name: &str, value: &str) -> Fields {
    let mut fields = unsigned(&[("object_name", "a")]);
    fields
        .iter_mut()
        .filter(|(field, _)| field == name)
        .for_each(|(_, old)| value.clone_into(old));
    sign(fields)
}

#[tokio::test]
async fn refuses_unknown_keys() {
    let fields = signed_with("app_key", "other");
    assert_form_refused(
        SIGN_URL,
        fields,
        Reason::AppKey,
        "the app key `other` is not known",
    )
    .await;
}

#[tokio::test]
async fn refuses_ill_formed_timestamps() {
    for timestamp in [
        "",
        "1795418879",
        "2026-11-23 07:27:59",
        "2026-11-23T15:27:59+08:00",
        "2026-11-23T07:27:59.5Z",
        "2026-13-01T00:00:00Z",
    ] {
        let message =
            format!("the timestamp `{timestamp}` is not of the form 2026-11-23T07:27:59Z");
        let fields = signed_with("timestamp", timestamp);
        assert_form_refused(SIGN_URL, fields, Reason::Timestamp, &message).await;
    }
}

#[tokio::test]
async fn refuses_old_timestamps_and_accepts_the_future() {
    let message = "the timestamp `2026-11-23T07:22:58Z` is 301 s old, more than 300 s";
    let fields = signed_with("timestamp", "2026-11-23T07:22:58Z");
    assert_form_refused(SIGN_URL, fields, Reason::Expired, message).await;
    let message = "the timestamp `2026-11-23T02:27:58Z` is 18001 s old, more than 300 s; \
                   is it local time? send UTC";
    let fields = signed_with("timestamp", "2026-11-23T02:27:58Z");
    assert_form_refused(SIGN_URL, fields, Reason::Expired, message).await;
    for accepted in ["2026-11-23T07:22:59Z", "2026-11-23T08:27:59Z"] {
        let answer = post(
            &platform().await,
            SIGN_URL,
            FORM,
            form(&signed_with("timestamp", accepted)),
        )
        .await;
        assert_eq!(answer.body["code"], 0, "{}", answer.body);
    }
    let strict = builder()
        .max_age(Duration::from_secs(10))
        .start()
        .await
        .expect("the mock platform starts");
    let fields = signed_with("timestamp", "2026-11-23T07:27:48Z");
    let answer = post(&strict, SIGN_URL, FORM, form(&fields)).await;
    assert_refused(
        &answer,
        Reason::Expired,
        "the timestamp `2026-11-23T07:27:48Z` is 11 s old, more than 10 s",
    );
}

#[tokio::test]
async fn refuses_nonces_seen_before() {
    let (mock, other) = (platform().await, platform().await);
    let body = form(&signed_with(
        "signature_nonce",
        "5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6",
    ));
    assert_eq!(post(&mock, SIGN_URL, FORM, &body).await.body["code"], 0);
    let message = "the nonce `5f0c6f1e2b8a4a52a6a1d9d3f4b8c7e6` was used before";
    assert_refused(
        &post(&mock, SIGN_URL, FORM, &body).await,
        Reason::Replayed,
        message,
    );
    assert_eq!(
        post(&other, SIGN_URL, FORM, &body).await.body["code"],
        0,
        "each mock has its own nonces"
    );
    assert_form_refused(
        SIGN_URL,
        signed_with("signature_nonce", ""),
        Reason::Nonce,
        "the nonce is empty",
    )
    .await;
}

#[tokio::test]
async fn a_refused_call_does_not_use_its_nonce() {
    let mock = platform().await;
    let right = signed(&[("object_name", "a")]);
    let mut altered = right.clone();
    altered.push(("region".to_owned(), "domestic".to_owned()));
    let answer = post(&mock, SIGN_URL, FORM, form(&altered)).await;
    assert_eq!(answer.body["code"], Reason::Signature.code());
    let answer = post(&mock, SIGN_URL, FORM, form(&right)).await;
    assert_eq!(answer.body["code"], 0, "{}", answer.body);
}

#[tokio::test]
async fn the_cause_is_not_searched_for_in_a_large_call() {
    let mock = platform().await;
    for (length, is_examined) in [(60_000, true), (70_000, false)] {
        let mut fields = signed(&[("object_name", "a")]);
        fields.push(("more".to_owned(), "x".repeat(length)));
        let answer = post(&mock, SIGN_URL, FORM, form(&fields)).await;
        assert_eq!(answer.body["code"], Reason::Signature.code());
        let says = |text| {
            answer.body["msg"]
                .as_str()
                .is_some_and(|msg| msg.contains(text))
        };
        assert_eq!(says("the field `more` was not signed"), is_examined);
        assert_eq!(says("its cause was not searched for"), !is_examined);
    }
}

#[tokio::test]
async fn refuses_wrong_signatures() {
    let start = "the signature does not match the fields and the app secret: ";
    let last_resort = "no usual mistake explains this signature: compare the app secrets first, then the texts \
                       to sign, to find a field that was changed or lost";
    let message = format!("{start}{last_resort}");
    let mut altered = signed(&[("object_name", "a")]);
    altered[0].1 = "b".to_owned();
    assert_form_refused(SIGN_URL, altered, Reason::Signature, &message).await;
    let mut more = signed(&[("object_name", "a")]);
    more.push(("colour".to_owned(), "blue".to_owned()));
    let answer = post(&platform().await, SIGN_URL, FORM, form(&more)).await;
    let added = format!("{start}the field `colour` was not signed;");
    let told = answer.body["msg"].as_str().unwrap_or_default();
    assert!(told.starts_with(&added), "{told}");
    assert!(!told.contains("blue"), "{told}");

    let mock = MockPlatform::start()
        .await
        .expect("the mock platform starts");
    let stranger = mock
        .client_builder()
        .app_secret("wrong")
        .build()
        .expect("a client");
    let error = stranger
        .sts_token()
        .await
        .expect_err("a wrong secret is refused");
    assert_eq!(
        (error.code(), error.message()),
        (Some(Reason::Signature.code()), Some(message.as_str()))
    );
}

#[tokio::test]
async fn says_which_digest_was_taken() {
    let mock = builder()
        .digest(Digest::HmacSha256)
        .start()
        .await
        .expect("the mock platform starts");
    let answer = post(
        &mock,
        SIGN_URL,
        FORM,
        form(&signed(&[("object_name", "a")])),
    )
    .await;
    let message = "the signature does not match the fields and the app secret: \
                   the signature is made with HMAC-SHA1; this platform verifies HMAC-SHA256";
    assert_refused(&answer, Reason::Signature, message);
}

#[tokio::test]
async fn shows_no_signature() {
    let mock = platform().await;
    let fields = signed(&[("object_name", "a"), ("passwrod", "hunter2")]);
    let answer = post(&mock, SIGN_URL, FORM, form(&fields)).await;
    let shown = format!(
        "{answer:?} {mock:?} {:?}",
        mock.received(),
        answer = answer.body
    );
    let signature = fields
        .last()
        .map(|(_, value)| value.as_str())
        .expect("a signature");
    assert!(shown.contains("mock-app-key"), "{shown}");
    assert!(
        !shown.contains(signature)
            && !shown.contains("mock-app-secret")
            && !shown.contains("hunter2"),
        "{shown}"
    );
}
