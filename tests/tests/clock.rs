//! The time of signing: a local clock that is behind is corrected by refusals of the platform, and by nothing
//! else. A call that was refused for its time of signing is signed again and sent once more.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bge_private_sdk::OffsetDateTime;
use bge_private_sdk::mock::{MockPlatform, Reason};
use bge_private_sdk::time::format_description::well_known::{Rfc2822, Rfc3339};
use bge_private_sdk::{Client, Delivery, Error};
use bge_private_tests::client_builder;
use bge_private_tests::server::{Act, Received, Server, answer};

const DAY: Duration = Duration::from_secs(86_400);

/// Starts a mock platform with this clock.
async fn platform(clock: fn() -> SystemTime) -> MockPlatform {
    MockPlatform::builder().clock(clock).start().await.unwrap()
}

#[tokio::test]
async fn a_local_clock_a_day_behind() {
    let mock = platform(|| SystemTime::now() + DAY).await;
    let client = mock.client();
    // Even a call that is not safe to repeat is sent again: it was refused, so it was not carried out.
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
    // The client keeps the correction.
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
    // The platform accepts a time in the future.
    let mock = platform(|| SystemTime::now() - DAY).await;
    let client = mock.client();
    for _ in 0..2 {
        assert_eq!(client.sts_token().detailed().await.unwrap().attempts, 1);
    }
}

#[tokio::test]
async fn with_retries_off_it_is_told_and_learnt() {
    let mock = platform(|| SystemTime::now() + DAY).await;
    let client = mock.client_builder().retries(0).build().unwrap();
    let error = client.sts_token().await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.delivery()),
        (1, Delivery::Rejected)
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

    // The platform accepts a time in the future, so the time cannot be the reason for a refusal, and a
    // payment is not sent again.
    let mock = platform(|| SystemTime::now() - DAY).await;
    let call = mock.client().bgicoin_withdraw(
        "labteam",
        dec!(0.01),
        OrderType::known_or_other(99),
        "436666542",
    );
    let error = call.await.unwrap_err();
    assert!(error.is_platform(), "{error}");
    assert_eq!((error.attempts(), mock.received().len()), (1, 1));
}

const MINUTES_6: i64 = 360;
const HOUR: i64 = 3_600;
const YEARS_50: i64 = 50 * 365 * 86_400;

/// Times that differ by less than this many seconds count as equal. Every test takes less time.
const CLOSE: i64 = 150;

/// How a platform answers one request. The last `Way` applies to all requests that follow.
#[derive(Clone, Debug)]
struct Way {
    /// The answer to a signature that is not too old.
    verdict: Verdict,
    headers: Vec<Header>,
}

#[derive(Clone, Copy, Debug)]
enum Header {
    /// A `Date` that is this many seconds ahead of the local clock when it is sent.
    Date(i64),
    Line(&'static str),
}

impl Header {
    fn line(self) -> String {
        match self {
            Self::Date(ahead) => {
                let date =
                    OffsetDateTime::now_utc() + bge_private_sdk::time::Duration::seconds(ahead);
                let date = date.format(&Rfc2822).unwrap().replace("+0000", "GMT");
                format!("Date: {date}\r\n")
            }
            Self::Line(line) => format!("{line}\r\n"),
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Verdict {
    Accepted,
    /// Refused for a reason other than the time of signing.
    Refused,
    /// Refused with a status by a firewall in front of the platform.
    Firewall,
}

use Header::{Date, Line};
use Verdict::{Accepted, Firewall, Refused};

fn way(verdict: Verdict, headers: impl IntoIterator<Item = Header>) -> Way {
    let headers = headers.into_iter().collect();
    Way { verdict, headers }
}

/// A platform that verifies the time of signing, and answers requests in a given order.
struct Dated {
    server: Server,
    /// How many seconds ahead of the local clock each request was signed.
    signed: Arc<Mutex<Vec<i64>>>,
}

impl Dated {
    /// Starts a platform whose clock is this many seconds ahead of the local clock.
    fn start(ahead: i64, status: u16, ways: Vec<Way>) -> Self {
        let signed = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&signed);
        let server = Server::start(move |request: Received| {
            let signed = signed_ahead(&request.body);
            let mut seen = seen.lock().unwrap();
            let way = ways.get(seen.len()).or(ways.last()).unwrap();
            seen.push(signed);
            respond(way, ahead - signed > 300, status)
        });
        Self { server, signed }
    }

    fn client(&self) -> Client {
        client_builder(self.server.url()).build().unwrap()
    }

    /// Returns how many seconds ahead each request was signed. Values close to 0 are rounded to 0.
    fn signed(&self) -> Vec<i64> {
        let signed = self.signed.lock().unwrap();
        let rounded = |ahead: &i64| if ahead.abs() < CLOSE { 0 } else { *ahead };
        signed.iter().map(rounded).collect()
    }
}

fn signed_ahead(body: &[u8]) -> i64 {
    let form = url::form_urlencoded::parse(body);
    let (_, time) = form
        .into_iter()
        .find(|(name, _)| name == "timestamp")
        .unwrap();
    let time = OffsetDateTime::parse(&time, &Rfc3339).unwrap();
    (time - OffsetDateTime::now_utc()).whole_seconds()
}

fn respond(way: &Way, is_too_old: bool, status: u16) -> Act {
    let (status, media_type, body) = match way.verdict {
        Firewall => (403, "text/html", "<html>"),
        _ if is_too_old => (
            status,
            "application/json",
            r#"{"code":4001,"msg":"expired"}"#,
        ),
        Refused => (status, "application/json", r#"{"code":4003,"msg":"no"}"#),
        Accepted => (200, "application/json", r#"{"code":0,"data":null}"#),
    };
    let mut headers = format!("Content-Type: {media_type}\r\n");
    headers.extend(way.headers.iter().map(|header| header.line()));
    Act::Answer(answer(status, &headers, body))
}

/// Calls once. Returns the number of attempts, as `Err` if the call failed.
async fn call(client: &Client) -> Result<u32, u32> {
    let attempts = |error: Error| error.attempts();
    let done = client.post("/service/new").detailed().await;
    done.map(|detailed| detailed.attempts).map_err(attempts)
}

#[track_caller]
fn assert_signed(platform: &Dated, expected: &[i64], name: &str) {
    let signed = platform.signed();
    let is_close = |(one, other): (&i64, &i64)| (one - other).abs() < CLOSE;
    assert!(
        signed.len() == expected.len() && signed.iter().zip(expected).all(is_close),
        "{name}: signed {signed:?} seconds ahead, not {expected:?}"
    );
}

#[tokio::test]
async fn a_proxy_that_is_behind_fails_no_call() {
    for verdict in [Accepted, Refused] {
        let platform = Dated::start(0, 200, vec![way(verdict, [Date(-MINUTES_6)])]);
        let client = platform.client();
        for _ in 0..100 {
            match verdict {
                Accepted => assert_eq!(call(&client).await, Ok(1)),
                _ => assert_eq!(call(&client).await, Err(1)),
            }
        }
        assert_signed(&platform, &[0; 100], "a proxy 6 minutes behind");
    }
}

#[tokio::test]
async fn dates_that_correct_nothing() {
    let of_1970 = Line("Date: Thu, 01 Jan 1970 00:00:00 GMT");
    let kinds = [
        ("right", Refused, vec![Date(0)]),
        ("a little ahead", Refused, vec![Date(100)]),
        ("6 minutes behind", Refused, vec![Date(-MINUTES_6)]),
        ("1970", Refused, vec![of_1970]),
        ("50 years ahead, once", Refused, vec![Date(YEARS_50)]),
        ("missing", Refused, vec![]),
        ("unparsable", Refused, vec![Line("Date: tomorrow")]),
        ("with an age", Refused, vec![Date(HOUR), Line("Age: 0")]),
        ("two dates", Refused, vec![Date(HOUR), Date(HOUR)]),
        ("a firewall's", Firewall, vec![Date(HOUR)]),
        ("a firewall's of 1970", Firewall, vec![of_1970]),
        (
            "a firewall's of the far future",
            Firewall,
            vec![Date(YEARS_50)],
        ),
        ("a success", Accepted, vec![Date(HOUR)]),
        (
            "a success of the far future",
            Accepted,
            vec![Date(YEARS_50)],
        ),
    ];
    for (name, verdict, headers) in kinds {
        for status in [200, 400, 403] {
            let ways = vec![way(verdict, headers.clone()), way(Accepted, [Date(0)])];
            let platform = Dated::start(0, status, ways);
            let client = platform.client();
            let first = call(&client).await;
            assert_eq!(first.unwrap_or_else(|attempts| attempts), 1, "{name}");
            assert_eq!(call(&client).await, Ok(1), "{name}");
            assert_signed(&platform, &[0, 0], name);
        }
    }
}

#[tokio::test]
async fn far_dates_that_disagree_or_are_not_in_a_row_correct_nothing() {
    let far = |verdict, years: i64| way(verdict, [Date(years * YEARS_50)]);
    let scripts = [
        (
            "they disagree",
            vec![far(Refused, 1), far(Refused, 2), far(Refused, 1)],
        ),
        (
            "a success between",
            vec![far(Refused, 1), far(Accepted, 1), far(Refused, 1)],
        ),
        (
            "a right date between",
            vec![far(Refused, 1), far(Refused, 0), far(Refused, 1)],
        ),
        (
            "no date between",
            vec![far(Refused, 1), way(Refused, []), far(Refused, 1)],
        ),
        (
            "firewalls agree",
            vec![far(Firewall, 1), far(Firewall, 1), far(Firewall, 1)],
        ),
    ];
    for (name, mut ways) in scripts {
        ways.push(way(Accepted, [Date(0)]));
        let platform = Dated::start(0, 200, ways);
        let client = platform.client();
        for _ in 0..4 {
            let attempts = call(&client).await.unwrap_or_else(|attempts| attempts);
            assert_eq!(attempts, 1, "{name}");
        }
        assert_signed(&platform, &[0; 4], name);
    }
}

#[tokio::test]
async fn a_local_clock_that_is_behind_is_corrected_by_one_refusal() {
    for (ahead, status) in [(MINUTES_6, 200), (HOUR, 401), (86_400, 403)] {
        let platform = Dated::start(ahead, status, vec![way(Accepted, [Date(ahead)])]);
        let client = platform.client();
        assert_eq!(call(&client).await, Ok(2), "{ahead}");
        assert_eq!(call(&client).await, Ok(1), "{ahead}");
        assert_signed(&platform, &[0, ahead, ahead], "a platform ahead");
    }
}

#[tokio::test]
async fn a_local_clock_that_is_50_years_behind_is_corrected_by_two_refusals() {
    let platform = Dated::start(YEARS_50, 200, vec![way(Accepted, [Date(YEARS_50)])]);
    let client = platform.client();
    assert_eq!(call(&client).await, Err(1));
    assert_eq!(call(&client).await, Ok(2));
    assert_eq!(call(&client).await, Ok(1));
    assert_signed(
        &platform,
        &[0, 0, YEARS_50, YEARS_50],
        "a platform far ahead",
    );
}

#[tokio::test]
async fn a_correction_that_does_not_help_is_dropped() {
    let ways = [Refused, Refused, Accepted].map(|verdict| way(verdict, [Date(HOUR)]));
    let platform = Dated::start(0, 200, ways.to_vec());
    let client = platform.client();
    assert_eq!(call(&client).await, Err(2));
    assert_eq!(call(&client).await, Ok(1));
    assert_signed(&platform, &[0, HOUR, 0], "a proxy an hour ahead");
}

#[tokio::test]
async fn calls_in_flight_are_corrected_together() {
    let platform = Dated::start(HOUR, 200, vec![way(Accepted, [Date(HOUR)])]);
    let client = platform.client();
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..32 {
        let client = client.clone();
        calls.spawn(async move { call(&client).await });
    }
    while let Some(attempts) = calls.join_next().await {
        assert!(matches!(attempts.unwrap(), Ok(1 | 2)));
    }
    assert_eq!(call(&client).await, Ok(1));
}

#[tokio::test]
async fn answers_to_a_forwarding_call_correct_nothing() {
    let platform = Dated::start(0, 200, vec![way(Refused, [Date(HOUR)])]);
    let client = platform.client();
    for _ in 0..2 {
        let error = client.gateway_invoke("service", "/api").await.unwrap_err();
        assert_eq!((error.attempts(), error.delivery()), (1, Delivery::Unknown));
    }
    assert_signed(&platform, &[0, 0], "a forwarding call");
}
