//! Functions of a test that panic while the mock platform answers a call.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::SystemTime;

use bge_private_sdk::mock::{MockPlatform, Reason};
use bge_private_sdk::service::{SignUrl, StsToken};

use crate::once;

#[tokio::test]
async fn a_panic_of_on_call_is_answered_and_reported() {
    let observing = MockPlatform::builder().on_call(|call| {
        assert_ne!(call.field("object_name"), Some("b"), "the name is wrong");
    });
    let mock = observing.start().await.unwrap();
    let client = once(&mock);
    client.sign_url("a").await.unwrap();
    mock.verify().unwrap();
    let error = client.sign_url("b").await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 500);
    assert_eq!(error.code(), Some(Reason::Panicked.code()));
    client.sign_url("c").await.unwrap();

    let report = mock.verify().unwrap_err().to_string();
    for told in [
        "the test's code panicked while the mock platform answered a call\n\npanics:\n",
        "\n  the function of `on_call` panicked: assertion `left != right` failed: the name is wrong",
        "\n  2. sign_url(object_name: `b`): refused, code 50001: the function of `on_call` panicked",
    ] {
        assert!(report.contains(told), "{report}");
    }
    assert_eq!(mock.calls::<SignUrl>().len(), 3);
}

#[tokio::test]
async fn a_panic_beside_an_expectation_that_is_not_met() {
    let observing = MockPlatform::builder().on_call(|_| panic!("boom"));
    let mock = observing.start().await.unwrap();
    mock.on::<StsToken>();
    once(&mock).sign_url("a").await.unwrap_err();
    let report = mock.verify().unwrap_err().to_string();
    assert!(report.contains("`sts_token`, expected at "), "{report}");
    assert!(
        report.contains("the function of `on_call` panicked: boom"),
        "{report}"
    );
}

#[tokio::test]
async fn a_panic_of_the_clock_is_answered_and_reported() {
    let panics = Arc::new(AtomicBool::new(true));
    let asked = Arc::clone(&panics);
    let clock = move || {
        assert!(!asked.swap(false, Ordering::Relaxed), "no time");
        SystemTime::now()
    };
    let mock = MockPlatform::builder().clock(clock).start().await.unwrap();
    let client = once(&mock);
    let error = client.sign_url("a").await.unwrap_err();
    assert_eq!(error.code(), Some(Reason::Panicked.code()));
    client.sign_url("a").await.unwrap();
    let report = mock.verify().unwrap_err().to_string();
    assert!(report.contains("panicked: no time"), "{report}");
}

#[tokio::test]
async fn the_first_of_many_panics_are_reported() {
    let observing = MockPlatform::builder().on_call(|_| panic!("boom"));
    let mock = observing.start().await.unwrap();
    for _ in 0..30 {
        once(&mock).sign_url("a").await.unwrap_err();
    }
    let report = mock.verify().unwrap_err().to_string();
    let panics = report.split("\nreceived calls:").next().unwrap();
    assert_eq!(panics.matches("boom").count(), 10, "{report}");
}
