//! The mock platform in users' tests: expectations, answers, the calls that were received, and the report of
//! a test whose expectations were not met.

mod answers;
mod kinds_of_tests;
mod panics;
mod paused;
mod received;
mod reports;

use bge_private_sdk::mock::{MockPlatform, Reason, Times};
use bge_private_sdk::service::{BgicoinWithdraw, SignUrl, SignUrlResponse, StsToken};
use bge_private_sdk::{Client, Error, OffsetDateTime, SecretUrl};

async fn platform() -> MockPlatform {
    MockPlatform::start().await.unwrap()
}

/// Returns a client without retries, so that each call sends one request.
fn once(mock: &MockPlatform) -> Client {
    mock.client_builder().retries(0).build().unwrap()
}

fn signed(path: &str) -> SignUrlResponse {
    let url = format!("https://files.example/{path}?key=made-up");
    SignUrlResponse::new(
        url.parse::<SecretUrl>().unwrap(),
        OffsetDateTime::from_unix_timestamp(7).unwrap(),
    )
}

/// Returns the last segment of the URL in the answer to a call.
async fn answer(client: &Client, object_name: &str) -> Result<String, Error> {
    let signed = client.sign_url(object_name).await?;
    let url = signed.url.without_query();
    Ok(url.rsplit('/').next().unwrap().to_owned())
}

#[tokio::test]
async fn the_first_that_fits_answers() {
    let mock = platform().await;
    let client = mock.client();
    mock.on::<SignUrl>()
        .matching(|request| request.object_name.starts_with("a"))
        .matching(|request| request.region.is_none())
        .reply(signed("condition"));
    mock.on::<SignUrl>()
        .with(SignUrl::new("b"))
        .reply(signed("request"));
    mock.on::<SignUrl>().reply(signed("any")).times(2);
    mock.on::<SignUrl>()
        .with(SignUrl::new("b"))
        .reply(signed("late"))
        .times(0);
    assert_eq!(answer(&client, "a1").await.unwrap(), "condition");
    assert_eq!(answer(&client, "b").await.unwrap(), "request");
    assert_eq!(answer(&client, "c").await.unwrap(), "any");
    let region = bge_private_sdk::service::Region::Domestic;
    let other = client.sign_url("a1").region(region).await.unwrap();
    assert_eq!(other, signed("any"));
    mock.verify().unwrap();
}

#[tokio::test]
async fn what_fits_none_gets_the_spec_s_example() {
    let mock = platform().await;
    let client = mock.client();
    mock.on::<SignUrl>()
        .with(SignUrl::new("a"))
        .reply(signed("a"));
    let example = client.sign_url("b").await.unwrap();
    assert_eq!(example.expires.unix_timestamp(), 1_573_026_921);
    client.sts_token().await.unwrap();
    assert_eq!(answer(&client, "a").await.unwrap(), "a");
    mock.verify().unwrap();
}

#[tokio::test]
async fn without_an_answer_of_its_own_an_expectation_gives_the_example() {
    let mock = platform().await;
    mock.on::<SignUrl>().times(1);
    let example = mock.client().sign_url("b").await.unwrap();
    assert_eq!(example.expires.unix_timestamp(), 1_573_026_921);
    mock.verify().unwrap();
}

#[tokio::test]
async fn answers_come_one_after_another() {
    let mock = platform().await;
    let client = once(&mock);
    mock.on::<SignUrl>()
        .status(503)
        .then()
        .fail(7, "no")
        .times(2)
        .then()
        .reply(signed("last"));
    let first = answer(&client, "x").await.unwrap_err();
    assert_eq!(first.status().unwrap().as_u16(), 503);
    for _ in 0..2 {
        let error = answer(&client, "x").await.unwrap_err();
        assert_eq!((error.code(), error.message()), (Some(7), Some("no")));
    }
    for _ in 0..5 {
        assert_eq!(answer(&client, "x").await.unwrap(), "last");
    }
    mock.verify().unwrap();
}

#[tokio::test]
async fn retries_walk_through_a_sequence() {
    let mock = platform().await;
    mock.on::<SignUrl>()
        .status(503)
        .then()
        .reply(signed("last"))
        .times(1);
    let detailed = mock.client().sign_url("x").detailed().await.unwrap();
    assert_eq!((detailed.attempts, detailed.response), (2, signed("last")));
    assert_eq!(mock.calls::<SignUrl>(), vec![SignUrl::new("x"); 2]);
    mock.verify().unwrap();
}

#[tokio::test]
async fn one_that_is_used_up_is_passed_over() {
    let mock = platform().await;
    let client = once(&mock);
    mock.on::<SignUrl>().reply(signed("one")).times(1);
    mock.on::<SignUrl>().reply(signed("two")).times(..=2);
    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(answer(&client, "x").await.unwrap());
    }
    assert_eq!(answers, ["one", "two", "two"]);
    mock.verify().unwrap();
    let error = answer(&client, "x").await.unwrap_err();
    assert_eq!(error.code(), Some(Reason::Unexpected.code()));
    let last = mock.received().pop().unwrap();
    assert_eq!(
        last.refusal().map(|refusal| refusal.reason()),
        Some(Reason::Unexpected)
    );
    mock.verify().unwrap_err();
}

#[tokio::test]
async fn what_is_never_expected_is_refused() {
    let mock = platform().await;
    mock.on::<BgicoinWithdraw>().times(0);
    mock.client().sts_token().await.unwrap();
    mock.verify().unwrap();
    let paying = mock.client().bgicoin_withdraw(
        "labteam",
        bge_private_sdk::dec!(0.01),
        bge_private_sdk::service::OrderType::Online,
        "12345678",
    );
    let error = paying.await.unwrap_err();
    assert!(error.message().unwrap().contains("no further call"));
    mock.verify().unwrap_err();
}

#[tokio::test]
async fn numbers_of_calls_are_held_to_their_bounds() {
    let cases = [
        (2..=3, 1, false),
        (2..=3, 2, true),
        (2..=3, 3, true),
        (2..=3, 4, false),
    ];
    for (times, calls, is_met) in cases {
        let mock = platform().await;
        let client = once(&mock);
        mock.on::<StsToken>().times(times);
        for _ in 0..calls {
            let _ = client.sts_token().await;
        }
        assert_eq!(mock.verify().is_ok(), is_met, "{calls} calls");
    }
}

#[tokio::test]
async fn what_the_platform_refuses_reaches_no_expectation() {
    let mock = platform().await;
    mock.on::<SignUrl>().reply(signed("never")).times(0);
    let stranger = mock.client_builder().app_secret("another").build().unwrap();
    let error = stranger.sign_url("x").await.unwrap_err();
    assert_eq!(error.code(), Some(Reason::Signature.code()));
    let open = mock.client().post("/service/oss/sign_url").field("x", "y");
    let error = open.await.unwrap_err();
    assert_eq!(error.code(), Some(Reason::UnknownParameter.code()));
    mock.verify().unwrap();
}

#[tokio::test]
async fn a_condition_that_panics_fits_nothing_and_is_reported() {
    let mock = platform().await;
    mock.on::<SignUrl>()
        .matching(|request| {
            assert_eq!(request.object_name, "a", "the name is wrong");
            true
        })
        .reply(signed("a"));
    assert_eq!(answer(&mock.client(), "a").await.unwrap(), "a");
    let example = mock.client().sign_url("b").await.unwrap();
    assert_eq!(example.expires.unix_timestamp(), 1_573_026_921);
    let report = mock.verify().unwrap_err().to_string();
    assert!(report.contains("the name is wrong"), "{report}");
}

#[test]
fn numbers_of_calls_are_told_as_they_are_written() {
    for (times, told) in [
        (Times::from(0), "no call"),
        (Times::from(1), "1 call"),
        (Times::from(2), "2 calls"),
        (Times::from(..), "any number of calls"),
        (Times::from(1..), "at least 1 call"),
        (Times::from(..=3), "at most 3 calls"),
        (Times::from(..3), "at most 2 calls"),
        (Times::from(1..3), "1 to 2 calls"),
        (Times::from(1..=3), "1 to 3 calls"),
        (Times::from(..0), "no call"),
    ] {
        assert_eq!(times.to_string(), told);
    }
}
