//! All ways of answering.

use std::time::Duration;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::reqwest::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use bge_private_sdk::service::{GatewayInvoke, SignUrl, Sms, SmsTemplate};
use bge_private_sdk::{Delivery, Json, Reply};

use crate::{answer, once, platform, signed};

#[tokio::test]
async fn typed() {
    let mock = platform().await;
    mock.on::<SignUrl>().reply(signed("a"));
    assert_eq!(mock.client().sign_url("x").await.unwrap(), signed("a"));
    mock.on::<Sms>().reply(());
    let template = SmsTemplate::PayCode {
        pay_code: "1".into(),
    };
    mock.client().sms(template, ["1"]).await.unwrap();
}

#[tokio::test]
async fn whatever_the_gateway_gives() {
    for reply in [
        Reply::Json(Json::from_text(r#"{"b": 1.10, "a": [null]}"#).unwrap()),
        Reply::Json(Json::from_text("null").unwrap()),
        Reply::Text("<html>第</html>".to_owned()),
    ] {
        let mock = platform().await;
        mock.on::<GatewayInvoke>().reply(reply.clone());
        let answered = mock.client().gateway_invoke("service", "/api").await;
        assert_eq!(answered.unwrap(), reply);
    }
}

#[tokio::test]
async fn errors_of_the_platform() {
    let mock = platform().await;
    mock.on::<SignUrl>().fail(4003, "余额不足 \"x\"");
    let error = answer(&mock.client(), "x").await.unwrap_err();
    assert!(error.is_platform());
    assert_eq!(error.delivery(), Delivery::Rejected);
    assert_eq!(
        (error.code(), error.message()),
        (Some(4003), Some("余额不足 \"x\""))
    );
}

#[tokio::test]
async fn calls_by_name() {
    let mock = platform().await;
    let data = r#"{"url": "https://files.example/n", "expires": "1767323045"}"#;
    let expectation = mock.on_named("sign_url").unwrap();
    expectation
        .status(400)
        .then()
        .data(Json::from_text(data).unwrap())
        .then()
        .data(Json::from_text("5").unwrap());
    assert!(answer(&mock.client(), "x").await.unwrap_err().is_status());
    let signed = mock.client().sign_url("x").await.unwrap();
    assert_eq!(signed.expires.unix_timestamp(), 1_767_323_045);
    assert!(answer(&once(&mock), "x").await.unwrap_err().is_decode());
    assert!(mock.on_named("sign-url").is_none());
    let received = mock.received();
    let answers: Vec<_> = received.iter().map(|call| call.answer().unwrap()).collect();
    assert_eq!(answers, ["status 400", "a reply", "a reply"]);
}

#[tokio::test]
async fn a_status_with_headers() {
    let mock = platform().await;
    mock.on::<SignUrl>()
        .status(429)
        .header(RETRY_AFTER, HeaderValue::from_static("0"))
        .then()
        .reply(signed("a"));
    assert_eq!(answer(&mock.client(), "x").await.unwrap(), "a");
    let mock = platform().await;
    mock.on::<SignUrl>().status(400).fail(9, "why");
    let error = answer(&mock.client(), "x").await.unwrap_err();
    assert_eq!(
        (error.status().unwrap().as_u16(), error.code()),
        (400, Some(9))
    );
}

#[tokio::test]
async fn any_body() {
    let mock = platform().await;
    mock.on::<SignUrl>()
        .body("{\"code\":0,")
        .then()
        .body(b"\xff\x00".as_slice())
        .then()
        .body("<html>")
        .header(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    for body in [b"{\"code\":0,".as_slice(), b"\xff\x00", b"<html>"] {
        let error = answer(&once(&mock), "x").await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert_eq!(error.body(), Some(body));
    }
    mock.on::<GatewayInvoke>()
        .body("<html>")
        .header(CONTENT_TYPE, HeaderValue::from_static("text/html"));
    let reply = mock.client().gateway_invoke("service", "/api").await;
    assert_eq!(reply.unwrap(), Reply::Text("<html>".to_owned()));
}

#[tokio::test]
async fn dropped_connections() {
    let mock = platform().await;
    mock.on::<SignUrl>()
        .drop_connection()
        .then()
        .reply(signed("a"));
    let error = answer(&once(&mock), "x").await.unwrap_err();
    assert!(error.is_transport(), "{error}");
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!(answer(&once(&mock), "x").await.unwrap(), "a");
    mock.verify().unwrap();
}

#[tokio::test]
async fn delays() {
    let mock = platform().await;
    mock.on::<SignUrl>()
        .delay(Duration::from_secs(3600))
        .reply(signed("late"))
        .times(1)
        .then()
        .delay(Duration::from_millis(1))
        .reply(signed("soon"));
    let call = once(&mock).sign_url("x");
    let error = call
        .clone()
        .with_attempt_timeout(Duration::from_millis(100))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error}");
    // The call was received, although the client no longer waits for the answer.
    assert_eq!(mock.calls::<SignUrl>().len(), 1);
    assert_eq!(call.await.unwrap(), signed("soon"));
}

#[tokio::test]
#[should_panic = "99 is not the HTTP status of an answer"]
async fn a_status_that_is_none() {
    let mock = MockPlatform::start().await.unwrap();
    mock.on::<SignUrl>().status(99);
}
