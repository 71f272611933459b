//! Retries: how long a call waits, when it gives up, what the caller decides, and which delivery it reports.
//! Time is paused, except in tests with a `FaultPlatform`.

use std::net::TcpListener;
use std::time::Duration;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{SignUrl, SignUrlResponse, WechatTokenAction};
use bge_private_sdk::{Client, ClientBuilder, Delivery, Error, OffsetDateTime, Url};
use bge_private_tests::client_builder;
use bge_private_tests::fault::{Fault, FaultPlatform, growing_limits};
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

/// Returns a client that hardly waits between attempts.
fn client(url: &str, retries: u32) -> Client {
    client_builder(url)
        .retries(retries)
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
        .build()
        .unwrap()
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

#[tokio::test]
async fn time_limits_hold() {
    for fault in [
        Fault::StallBefore,
        Fault::StallAfter,
        Fault::StallAfterHeaders,
        Fault::StallMidBody,
        Fault::Trickle,
    ] {
        let mut struck = false;
        for limit in growing_limits(Duration::from_millis(150)) {
            struck = struck || a_time_limit_holds(&fault, limit).await;
        }
        assert!(struck, "{fault:?}: no time limit was long enough");
    }
}

/// Returns whether the time limit was long enough for the fault to occur.
async fn a_time_limit_holds(fault: &Fault, limit: Duration) -> bool {
    let platform = FaultPlatform::start([fault.clone()]).await;
    let begun = Instant::now();
    let call = client(platform.url(), 0)
        .sts_token()
        .with_attempt_timeout(limit);
    let error = call.await.unwrap_err();
    assert!(begun.elapsed() >= limit, "{fault:?}: {:?}", begun.elapsed());
    assert!(
        error.is_timeout() && error.is_transport(),
        "{fault:?}: {error}"
    );
    let shown = error.to_string();
    let expected = format!("no answer within {limit:?}, the time limit of an attempt");
    assert!(shown.contains(&expected), "{shown}");
    if platform.struck() == 0 {
        return false;
    }
    assert_eq!(error.delivery(), Delivery::Unknown, "{fault:?}");
    true
}

#[tokio::test]
async fn the_time_limit_that_passed_is_named() {
    let platform = FaultPlatform::start([Fault::StallAfter]).await;
    let call = client(platform.url(), 0)
        .sts_token()
        .with_timeout(Duration::from_millis(150));
    let shown = call.await.unwrap_err().to_string();
    assert!(
        shown.contains("no answer within 150ms, the time limit of the whole call"),
        "{shown}"
    );
}

#[tokio::test]
async fn the_time_that_the_platform_asks_for_is_waited_up_to_the_cap() {
    for status in [429, 503] {
        let busy = Fault::answer(false, status, "Retry-After: 1\r\n", "");
        let platform = FaultPlatform::start([busy])
            .await
            .answering(r#"{"code":0,"data":{"url":"https://a.example/","expires":"1573026921"}}"#);
        let cap = |cap| {
            let client = client_builder(platform.url());
            client.backoff(Duration::from_millis(1), cap).build()
        };
        let begun = std::time::Instant::now();
        let patient = cap(Duration::from_secs(10)).unwrap();
        patient.sign_url("ods/a.tsv").await.unwrap();
        assert!(begun.elapsed() >= Duration::from_secs(1), "{status}");
        assert_eq!(platform.requests(), 2, "{status}");

        let forever = Fault::answer(false, status, "Retry-After: 3600\r\n", "");
        let platform = FaultPlatform::start(vec![forever; 9]).await;
        let error = client(platform.url(), 1).sign_url("ods/a.tsv").await;
        assert_eq!(error.unwrap_err().attempts(), 2, "{status}");
    }
}

#[tokio::test]
async fn the_caller_may_say_otherwise() {
    let platform = FaultPlatform::start([Fault::ResetAfter])
        .await
        .answering(r#"{"code":0,"data":1}"#);
    let call = client(platform.url(), 1).gateway_invoke("metagenomes", "/api/get_user");
    call.with_safe_to_repeat(true).await.unwrap();
    assert_eq!(platform.carried_out(), 2);

    let platform = FaultPlatform::start([Fault::ResetAfter]).await;
    let call = client(platform.url(), 3)
        .sts_token()
        .with_safe_to_repeat(false);
    assert_eq!(call.await.unwrap_err().attempts(), 1);
    assert_eq!(platform.carried_out(), 1);

    let platform = FaultPlatform::start(vec![Fault::ResetAfter; 9]).await;
    let call = client(platform.url(), 0).sts_token().with_retries(5);
    assert_eq!(call.await.unwrap_err().attempts(), 6);
}

#[tokio::test]
async fn safety_may_hang_on_an_argument() {
    for (action, attempts) in [(WechatTokenAction::Get, 3), (WechatTokenAction::Refresh, 1)] {
        let platform = FaultPlatform::start(vec![Fault::ResetAfter; 9]).await;
        let error = client(platform.url(), 2)
            .wechat_token("demo", action)
            .await
            .unwrap_err();
        assert_eq!(
            (error.attempts(), platform.carried_out()),
            (attempts, attempts as usize)
        );
    }
}

#[tokio::test]
async fn each_attempt_is_signed_anew() {
    let platform = FaultPlatform::start(vec![Fault::ResetAfter; 9]).await;
    client(platform.url(), 3).sts_token().await.unwrap_err();
    let mut bodies = platform.bodies();
    assert_eq!(bodies.len(), 4);
    bodies.sort();
    bodies.dedup();
    assert_eq!(bodies.len(), 4);
}
