//! Tests with paused time: the clock advances only where a test waits for time.

use std::time::Duration;

use bge_private_sdk::File;
use bge_private_sdk::service::{SignUrl, StsToken};
use tokio::time::Instant;

use crate::{platform, signed};

#[tokio::test(start_paused = true)]
async fn a_thousand_calls_are_answered() {
    let mock = platform().await;
    let client = mock.client();
    let begun = Instant::now();
    for number in 0..1_000 {
        let signed = client.sign_url(number.to_string()).with_retries(0).await;
        signed.unwrap_or_else(|error| panic!("call {number}: {error}"));
    }
    assert_eq!(begun.elapsed(), Duration::ZERO);
    assert_eq!(mock.received().len(), 1_000);
}

#[tokio::test(start_paused = true)]
async fn many_calls_at_once_are_answered() {
    let mock = platform().await;
    let client = mock.client();
    let calls: Vec<_> = (0..50)
        .map(|number| tokio::spawn(client.sign_url(number.to_string()).with_retries(0).send()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let file = File::from_bytes("1.png", vec![7; 1_000_000]);
    client.image_upload(file).with_retries(0).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn waiting_between_attempts_takes_no_real_time() {
    let mock = platform().await;
    mock.on::<StsToken>().status(503).times(3).then();
    let hour = Duration::from_secs(3600);
    let client = mock.client_builder().backoff(hour, hour).timeout(hour * 24);
    let client = client.build().unwrap();
    let detailed = client.sts_token().detailed().await.unwrap();
    assert_eq!(detailed.attempts, 4);
    mock.verify().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_delay_passes_in_the_test_s_own_time() {
    let mock = platform().await;
    let delay = Duration::from_secs(10);
    mock.on::<SignUrl>().delay(delay).reply(signed("late"));
    let client = mock.client();
    let begun = Instant::now();
    client.sign_url("x").with_retries(0).await.unwrap();
    assert!(begun.elapsed() >= delay && begun.elapsed() < delay * 2);

    // While another call is delayed, these calls wait only for the network.
    let slow = tokio::spawn(client.sign_url("x").with_retries(0).send());
    for _ in 0..100 {
        client.sts_token().with_retries(0).await.unwrap();
    }
    assert_eq!(slow.await.unwrap().unwrap(), signed("late"));
}

#[tokio::test(start_paused = true)]
async fn a_delay_beyond_the_time_limit_ends_at_the_limit() {
    let mock = platform().await;
    mock.on::<SignUrl>()
        .delay(Duration::from_secs(3600))
        .times(2);
    let limit = Duration::from_secs(20);
    let call = mock.client().sign_url("x").with_attempt_timeout(limit);
    let begun = Instant::now();
    let error = call.with_retries(1).await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.attempts(), 2);
    assert!(begun.elapsed() >= limit * 2, "{:?}", begun.elapsed());
    assert!(begun.elapsed() < limit * 3, "{:?}", begun.elapsed());
}

#[tokio::test]
async fn without_a_pause_a_delay_is_real() {
    let mock = platform().await;
    let delay = Duration::from_millis(50);
    mock.on::<SignUrl>().delay(delay);
    let begun = std::time::Instant::now();
    mock.client().sign_url("x").await.unwrap();
    assert!(begun.elapsed() >= delay);
}
