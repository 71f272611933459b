//! The reports of tests whose expectations are not met: their complete text, and that they contain no secret.

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{
    ImageUpload, Region, SignUrl, Sms, SmsTemplate, StsToken, WechatToken,
};
use bge_private_sdk::{Client, File, Url};

use crate::{once, platform, signed};

/// Returns the report, with the positions in this file replaced by `HERE`.
fn report(mock: &MockPlatform) -> String {
    let report = mock.verify().unwrap_err().to_string();
    let mut told = String::new();
    for (index, part) in report.split(file!()).enumerate() {
        let rest = part.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
        if index == 0 {
            told.push_str(part);
        } else {
            told.push_str("HERE");
            // A colon that is not followed by a number belongs to the sentence.
            let (place, _) = part.split_at(part.len() - rest.len());
            told.push_str(if place.ends_with(':') { ":" } else { "" });
            told.push_str(rest);
        }
    }
    told
}

fn with_region(client: &Client, object_name: &str) -> SignUrl {
    client
        .sign_url(object_name)
        .region(Region::Domestic)
        .into_request()
}

#[tokio::test]
async fn the_closest_call_is_shown_with_what_differs() {
    let mock = platform().await;
    let client = mock.client();
    mock.on::<SignUrl>()
        .with(with_region(&client, "ods/a.tsv"))
        .status(503)
        .then()
        .reply(signed("a"));
    client.sts_token().await.unwrap();
    client.sign_url("other").expiration_time(1).await.unwrap();
    client.sign_url("ods/b.tsv").await.unwrap();
    assert_eq!(
        report(&mock),
        "\
the mock platform did not receive the expected calls

`sign_url` with (object_name: `ods/a.tsv`, region: `domestic`), expected at HERE:
  status 503: for 1 call, got 0  <-- not met
  a reply: for at least 1 call, got 0  <-- not met
  call 3 came closest:
    object_name is `ods/b.tsv`, expected `ods/a.tsv`
    region is missing, expected `domestic`

received calls:
  1. sts_token(): got the spec's example
  2. sign_url(expiration_time: `1`, object_name: `other`): got the spec's example
  3. sign_url(object_name: `ods/b.tsv`): got the spec's example"
    );
}

#[tokio::test]
async fn what_never_came_and_what_came_too_often() {
    let mock = platform().await;
    let client = once(&mock);
    mock.on::<StsToken>().fail(1, "no").times(2);
    mock.on::<SignUrl>().reply(signed("a")).times(1);
    client.sign_url("x").await.unwrap();
    client.sign_url("y").await.unwrap_err();
    assert_eq!(
        report(&mock),
        "\
the mock platform did not receive the expected calls

`sts_token`, expected at HERE:
  failure 1 `no`: for 2 calls, got 0  <-- not met
  no other call of `sts_token` was received

`sign_url`, expected at HERE:
  a reply: for 1 call, got 1
  1 call more than expected  <-- not met

received calls:
  1. sign_url(object_name: `x`): got a reply
  2. sign_url(object_name: `y`): refused, code 44001: no further call of `sign_url` was expected at HERE

errors that its clients returned:
  sign_url: rejected by the platform, code 44001: no further call of `sign_url` was expected at HERE (1 attempt)"
    );
}

#[tokio::test]
async fn an_earlier_expectation_that_took_the_call() {
    let mock = platform().await;
    mock.on::<SignUrl>();
    mock.on::<SignUrl>()
        .matching(|request| request.object_name == "x")
        .drop_connection();
    mock.client().sign_url("x").await.unwrap();
    let report = report(&mock);
    let told = "`sign_url` matching a condition, expected at HERE:
  a dropped connection: for at least 1 call, got 0  <-- not met
  call 1 fits, but was answered by the expectation at HERE
";
    assert!(report.contains(told), "{report}");
}

#[tokio::test]
async fn a_condition_that_says_no() {
    let mock = platform().await;
    mock.on::<SignUrl>().matching(|_| false);
    mock.client().sign_url("x").await.unwrap();
    let report = report(&mock);
    assert!(
        report.contains("  call 1 came closest:\n    the condition is false\n"),
        "{report}"
    );
}

#[tokio::test]
async fn a_request_that_can_never_come() {
    let mock = platform().await;
    mock.on::<SignUrl>().with(SignUrl::new(""));
    let report = report(&mock);
    let told = "  such a call is not possible: sign_url: ";
    assert!(
        report.contains(told) && report.contains("no call was received"),
        "{report}"
    );
}

#[tokio::test]
async fn a_difference_far_into_a_long_text() {
    let mock = platform().await;
    let long = "长".repeat(500);
    mock.on::<SignUrl>().with(SignUrl::new(format!("{long}a")));
    mock.client().sign_url(format!("{long}b")).await.unwrap();
    let report = report(&mock);
    let tail = "长".repeat(20);
    let told = format!("object_name is `…{tail}b`, expected `…{tail}a`");
    assert!(report.contains(&told), "{report}");
}

#[tokio::test]
async fn files_that_differ() {
    let mock = platform().await;
    let upload = |content: &'static str| ImageUpload::new(File::from_bytes("1.png", content));
    mock.on::<ImageUpload>().with(upload("a"));
    mock.client().call(upload("b")).await.unwrap();
    let report = report(&mock);
    assert!(
        report.contains("    image is `1.png, image/png, 1 bytes, SHA-256 3e23e8"),
        "{report}"
    );
    assert!(
        report.contains("expected `1.png, image/png, 1 bytes, SHA-256 ca9781"),
        "{report}"
    );
    assert!(
        report.contains("image_upload(image: `1.png` of 1 bytes)"),
        "{report}"
    );
}

#[tokio::test]
async fn only_the_last_of_many_calls_are_listed() {
    let mock = platform().await;
    mock.on::<WechatToken>();
    for number in 0..30 {
        mock.client().sign_url(number.to_string()).await.unwrap();
    }
    let report = report(&mock);
    assert!(
        report.contains("\n  (10 before these)\n  11. sign_url(object_name: `10`)"),
        "{report}"
    );
}

const EMPTY_NAME: &str = "sign_url: argument `object_name` must have at least 1 character, got 0";

/// Returns the panic message of a test that ends early with this error, for example by `?`.
fn ends_early(mock: MockPlatform, error: bge_private_sdk::Error) -> String {
    let ending = std::panic::AssertUnwindSafe(move || {
        let _mock = mock;
        drop(error);
    });
    let panic = std::panic::catch_unwind(ending).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

#[tokio::test]
async fn a_test_that_ends_early_is_shown_its_error() {
    let mock = platform().await;
    mock.on::<SignUrl>().reply(signed("a"));
    let error = mock.client().sign_url("").await.unwrap_err();
    let report = ends_early(mock, error);
    let told =
        format!("\nno call was received\n\nerrors that its clients returned:\n  {EMPTY_NAME}");
    assert!(report.ends_with(&told), "{report}");
}

#[test]
fn a_blocking_test_that_ends_early_is_shown_its_error() {
    let mock = MockPlatform::start_blocking().unwrap();
    mock.on::<SignUrl>().reply(signed("a"));
    let client = mock.blocking_client().unwrap();
    let error = client.sign_url("").send().unwrap_err();
    let report = ends_early(mock, error);
    assert!(report.ends_with(EMPTY_NAME), "{report}");
}

#[tokio::test]
async fn errors_of_every_origin_are_shown() {
    let mock = platform().await;
    mock.on::<SignUrl>()
        .body("{}")
        .then()
        .drop_connection()
        .times(0..);
    mock.on::<StsToken>();
    let client = once(&mock);
    client.sign_url("x").await.unwrap_err();
    client.sign_url("x").detailed().await.unwrap_err();
    client.sign_url("").signed_form().unwrap_err();
    mock.client_builder().app_key("").build().unwrap_err();
    let blocking = mock.blocking_client().unwrap();
    blocking.sign_url("x").send().unwrap_err();
    let report = report(&mock);
    for told in [
        "\n  sign_url: unexpected answer, $.url: missing (1 attempt)\n",
        "\n  sign_url: the connection broke: ",
        EMPTY_NAME,
        "\n  client: there is no app key",
        "\n  sign_url: a blocking client cannot be used in async code",
    ] {
        assert!(report.contains(told), "{told}: {report}");
    }
}

#[tokio::test]
async fn only_the_last_of_many_errors_are_shown() {
    let mock = platform().await;
    mock.on::<StsToken>();
    for number in 0..30 {
        let object_name = "x".repeat(2_000 + number);
        mock.client().sign_url(object_name).signed_form().ok();
        mock.client().sign_url("").await.unwrap_err();
    }
    let report = report(&mock);
    assert!(
        report.contains("errors that its clients returned:\n  ("),
        "{report}"
    );
    assert_eq!(report.matches("\n  sign_url: ").count(), 10, "{report}");
}

#[tokio::test]
async fn no_secret_is_told() {
    const MARK: &str = "unspeakable";
    let mock = MockPlatform::builder()
        .app_secret(MARK)
        .start()
        .await
        .unwrap();
    let unknown = |value: &str| SmsTemplate::other("other", [("token", value)]);
    mock.on::<Sms>()
        .with(Sms::new(unknown(&format!("{MARK}-1")), ["1"]));
    let url = Url::parse(&format!("https://files.example/?{MARK}")).unwrap();
    mock.on::<SignUrl>()
        .reply(bge_private_sdk::service::SignUrlResponse::new(
            url,
            bge_private_sdk::OffsetDateTime::UNIX_EPOCH,
        ))
        .times(2);
    let client = mock.client();
    client
        .sms(unknown(&format!("{MARK}-2")), ["1"])
        .await
        .unwrap();
    client.sign_url("x").await.unwrap();
    let elsewhere = client.post("/nowhere").field("password", MARK);
    elsewhere.await.unwrap_err();
    let sign = mock.received()[0].field("sign").unwrap().to_owned();
    let report = report(&mock);
    assert!(
        !report.contains(MARK) && !report.contains(&sign),
        "{report}"
    );
    assert!(report.contains("    token differs, [redacted]"), "{report}");
    assert!(report.contains("  3. `/nowhere`(): refused"), "{report}");
}
