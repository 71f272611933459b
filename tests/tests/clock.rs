//! A local clock that is off: the platform's `Date` header corrects it, and a call that was refused for its
//! time of signing is signed anew and sent once more.

use std::time::{Duration, SystemTime};

use bge_private_sdk::mock::{MockPlatform, Reason};

const DAY: Duration = Duration::from_secs(86_400);

/// A platform whose clock is ahead of the local one, or behind it.
async fn platform(clock: fn() -> SystemTime) -> MockPlatform {
    MockPlatform::builder().clock(clock).start().await.unwrap()
}

#[tokio::test]
async fn a_local_clock_a_day_behind() {
    let mock = platform(|| SystemTime::now() + DAY).await;
    let client = mock.client();
    // Even a call that is not safe to repeat: it was refused, so it was not carried out.
    let sms = bge_private_sdk::service::SmsTemplate::PayCode {
        pay_code: "4711".into(),
    };
    let detailed = client
        .sms(sms.clone(), ["17600000000"])
        .detailed()
        .await
        .unwrap();
    assert_eq!(detailed.attempts, 2);
    let reasons: Vec<_> = mock
        .received()
        .iter()
        .map(|call| call.refusal().map(|refusal| refusal.reason()))
        .collect();
    assert_eq!(reasons, [Some(Reason::Expired), None]);
    // What was learnt is kept.
    assert_eq!(
        client
            .sms(sms, ["17600000000"])
            .detailed()
            .await
            .unwrap()
            .attempts,
        1
    );
}

#[tokio::test]
async fn a_local_clock_a_day_ahead() {
    let mock = platform(|| SystemTime::now() - DAY).await;
    let client = mock.client();
    // The platform takes a time of the future; from its first answer on, its own is used.
    for _ in 0..2 {
        assert_eq!(client.sts_token().detailed().await.unwrap().attempts, 1);
    }
    let stamps: Vec<_> = mock
        .received()
        .iter()
        .map(|call| call.field("timestamp").unwrap()[..10].to_owned())
        .collect();
    assert_ne!(stamps[0], stamps[1]);
}

#[tokio::test]
async fn with_retries_off_it_is_told_and_learnt() {
    let mock = platform(|| SystemTime::now() + DAY).await;
    let client = mock.client_builder().retries(0).build().unwrap();
    let error = client.sts_token().await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.delivery()),
        (1, bge_private_sdk::Delivery::Rejected)
    );
    client.sts_token().await.unwrap();
}

#[tokio::test]
async fn a_refusal_for_another_reason_is_not_sent_again() {
    let mock = platform(SystemTime::now).await;
    let stranger = mock.client_builder().app_secret("another").build().unwrap();
    assert_eq!(stranger.sts_token().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn a_refusal_is_not_taken_for_one_of_the_time_where_the_local_clock_is_ahead() {
    use bge_private_sdk::dec;
    use bge_private_sdk::service::OrderType;

    // The platform takes a time of the future, so whatever it refuses, it is not the time: money is not asked
    // for again.
    let mock = platform(|| SystemTime::now() - DAY).await;
    let call =
        mock.client()
            .bgicoin_withdraw("xiangji", dec!(0.01), OrderType::from(99), "436666542");
    let error = call.await.unwrap_err();
    assert!(error.is_platform(), "{error}");
    assert_eq!((error.attempts(), mock.received().len()), (1, 1));
}
