//! Arguments: what they are converted from, and what is refused before a call is sent.

use std::collections::BTreeMap;
use std::time::Duration;

use bge_private_sdk::mock::MockPlatform;
use bge_private_sdk::service::{GatewayInvoke, Region, SignUrl};
use bge_private_sdk::{Delivery, Error, Json, Seconds};
use serde::ser::Error as _;
use serde::{Serialize, Serializer};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Checks that a call was refused for this reason, and that nothing was sent.
fn assert_refused<T>(answer: std::result::Result<T, Error>, reason: &str) {
    let Err(error) = answer else {
        panic!("the call was sent");
    };
    assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
    assert!(error.to_string().contains(reason), "{error}");
}

#[test]
fn only_known_values_of_an_enum_are_read_from_text() {
    assert_eq!("domestic".parse(), Ok(Region::Domestic));
    let error = "domestik".parse::<Region>().expect_err("it is misspelled");
    assert_eq!(
        error.to_string(),
        "`domestik` is not a known value of `Region`: expected one of `domestic`, `international`"
    );
    let other = Region::known_or_other("domestik");
    assert_eq!(other, Region::Other("domestik".to_owned()));
    assert_eq!(Region::known_or_other("domestic"), Region::Domestic);
    for known in Region::KNOWN {
        assert_eq!(known.as_str().parse().as_ref(), Ok(known));
    }
    assert!(Region::Domestic < Region::International);
}

#[tokio::test]
async fn durations_are_whole_seconds() -> Result<()> {
    let mock = MockPlatform::start().await?;
    let sign = || mock.client().sign_url("ods/a.tsv");
    sign().expiration_time(Duration::from_secs(60)).await?;
    sign().expiration_time(60).await?;
    let sent = mock.calls::<SignUrl>();
    let expected = Some(Seconds::from(60));
    assert!(
        sent.iter().all(|sent| sent.expiration_time == expected),
        "{sent:?}"
    );

    let answer = sign().expiration_time(Duration::from_millis(1500)).await;
    assert_refused(
        answer,
        "`expiration_time` must be a whole number of seconds",
    );
    assert_eq!(mock.calls::<SignUrl>().len(), 2);
    Ok(())
}

/// Fails to be serialized, as a value with a secret does.
struct Refused;

impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, _: S) -> std::result::Result<S::Ok, S::Error> {
        Err(S::Error::custom("made-up"))
    }
}

#[tokio::test]
async fn what_is_not_json_is_refused_when_the_call_is_sent() -> Result<()> {
    let mock = MockPlatform::start().await?;
    let invoke = || mock.client().gateway_invoke("metagenomes", "/api/get_user");
    // The keys of a JSON object are texts.
    let table = BTreeMap::from([((1, 2), "a")]);
    assert_refused(
        invoke().data(&table).await,
        "`data` cannot be written as JSON: a map has keys that are not strings, ",
    );
    assert_refused(
        invoke().data(&Refused).await,
        "or its `Serialize` implementation returns an error",
    );
    assert_eq!(Json::from(&table).as_str(), "null");
    assert_ne!(Json::from(&table), Json::from(&()));
    assert!(mock.calls::<GatewayInvoke>().is_empty());

    for call in [
        invoke().data(serde_json::json!({"a": 1})),
        invoke().data(&BTreeMap::from([("a", 1)])),
    ] {
        call.await?;
    }
    let sent = mock.calls::<GatewayInvoke>();
    let data = Json::from_text(r#"{"a": 1}"#)?;
    assert_eq!(sent.len(), 2);
    assert!(
        sent.iter().all(|sent| sent.data.as_ref() == Some(&data)),
        "{sent:?}"
    );
    Ok(())
}

#[tokio::test]
async fn an_optional_parameter_is_set_if_there_is_a_value() -> Result<()> {
    let mock = MockPlatform::start().await?;
    for region in [None, Some(Region::International)] {
        let call = mock.client().sign_url("ods/a.tsv");
        let call = call.maybe(region.clone(), |call, region| call.region(region));
        assert_eq!(call.request().region, region);
    }
    Ok(())
}
