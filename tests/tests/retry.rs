//! Retries: how long a call waits, when it gives up, and which delivery it reports. Time is paused, except in
//! tests with a `FaultPlatform`.

use std::net::TcpListener;
use std::time::Duration;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{SignUrl, SignUrlResponse};
use bge_private_sdk::{Client, ClientBuilder, Delivery, Error, OffsetDateTime, Url};
use bge_private_tests::client_builder;
use bge_private_tests::fault::{Fault, FaultPlatform};
use tokio::time::Instant;

/// Returns a builder of clients for a platform that refuses connections. The mock platform keeps the paused
/// clock from advancing during an attempt.
async fn unreachable() -> (MockPlatform, ClientBuilder) {
    let mock = MockPlatform::start().await.unwrap();
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", closed.local_addr().unwrap());
    let builder = mock.client_builder().base_url(url);
    (mock, builder)
}

/// Calls an unreachable platform. Returns the error and how long it took.
async fn fail(client: &Client) -> (Error, Duration) {
    let begun = Instant::now();
    let error = client.sts_token().await.unwrap_err();
    (error, begun.elapsed())
}

/// Returns a mock platform that answers after a delay.
async fn slow(delay: Duration) -> MockPlatform {
    let mock = MockPlatform::start().await.unwrap();
    let url: Url = "https://files.example/a.tsv".parse().unwrap();
    let signed = SignUrlResponse::new(url, OffsetDateTime::UNIX_EPOCH);
    mock.on::<SignUrl>().delay(delay).reply(signed).times(1..);
    mock
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_not_sent_is_repeated_after_growing_delays() {
    let (_mock, builder) = unreachable().await;
    let mut longest = Duration::ZERO;
    for _ in 0..40 {
        // Each call has a new client, because retries use up the client's budget.
        let (error, elapsed) = fail(&builder.clone().build().unwrap()).await;
        assert_eq!(
            (error.attempts(), error.delivery()),
            (4, Delivery::NotSent),
            "{error}"
        );
        // The delays are at most 200, 400 and 800 ms. The paused clock counts in whole milliseconds.
        assert!(elapsed <= Duration::from_millis(1_410), "{elapsed:?}");
        longest = longest.max(elapsed);
    }
    // Half of the calls wait longer. Constant delays would take at most 600 ms.
    assert!(longest > Duration::from_millis(700), "{longest:?}");
}

#[tokio::test(start_paused = true)]
async fn an_outage_is_not_multiplied() {
    let (_mock, builder) = unreachable().await;
    let client = builder.backoff(Duration::ZERO, Duration::ZERO);
    let client = client.build().unwrap();
    let mut attempts = 0;
    for _ in 0..200 {
        attempts += fail(&client).await.0.attempts();
    }
    // The budget allows 100 retries at first, and one more for each ten calls.
    assert!((300..=320).contains(&attempts), "{attempts}");
}

#[tokio::test(start_paused = true)]
async fn both_time_limits_hold() {
    // Each attempt would take 25 s. The limits are 16 s for an attempt and 60 s for the call.
    let mock = slow(Duration::from_secs(25)).await;
    let client = mock.client_builder().retries(8).build().unwrap();
    let begun = Instant::now();
    let error = client.sign_url("ods/a.tsv").await.unwrap_err();
    let elapsed = begun.elapsed();
    assert!(error.is_timeout() && error.attempts() > 3, "{error}");
    assert!(
        (Duration::from_secs(48)..Duration::from_millis(60_010)).contains(&elapsed),
        "{elapsed:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_delay_that_would_end_after_the_time_limit_is_not_begun() {
    let (_mock, builder) = unreachable().await;
    let builder = builder.timeout(Duration::from_millis(50)).retries(1_000);
    for _ in 0..20 {
        let (error, elapsed) = fail(&builder.clone().build().unwrap()).await;
        assert_eq!(error.delivery(), Delivery::NotSent);
        assert!(elapsed <= Duration::from_millis(50), "{elapsed:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_longest_time_limits_never_pass() {
    let mock = slow(Duration::from_secs(25)).await;
    let builder = mock.client_builder().timeout(Duration::MAX);
    let client = builder.attempt_timeout(Duration::MAX).build().unwrap();
    client.sign_url("ods/a.tsv").await.unwrap();
}

#[tokio::test]
async fn one_unknown_attempt_makes_the_call_unknown() {
    let rejected = Fault::json(false, r#"{"code":1,"msg":"no"}"#);
    let platform = FaultPlatform::start([Fault::ResetAfter, rejected]).await;
    let client = client_builder(platform.url()).build().unwrap();
    let error = client.sign_url("ods/a.tsv").await.unwrap_err();
    assert!(error.is_platform(), "{error}");
    assert_eq!((error.attempts(), error.delivery()), (2, Delivery::Unknown));
}
