//! Requests, answers and enums as `Serialize` and `Deserialize`.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Debug;

use bge_private_sdk::service::{
    BgicoinWithdraw, GatewayInvoke, ImageUpload, OrderType, Region, SignUrl, SignUrlResponse, Sms,
    SmsTemplate,
};
use bge_private_sdk::{
    Decimal, ExposeSecret, ExposeSecrets, File, Json, OffsetDateTime, PlatformTime, Reply, Rest,
    Seconds, Secret, SecretUrl, Url, dec, expose_secrets,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Writes and reads a value with serde_json, as text and as a value, and with another format.
fn assert_round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: Value) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), json);
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value);
    assert_eq!(&serde_json::from_value::<T>(json).unwrap(), value);
    let yaml = yaml_serde::to_string(value).unwrap();
    assert_eq!(&yaml_serde::from_str::<T>(&yaml).unwrap(), value);
}

fn problem<T: DeserializeOwned + Debug>(json: &str) -> String {
    serde_json::from_str::<T>(json).unwrap_err().to_string()
}

fn payment() -> BgicoinWithdraw {
    BgicoinWithdraw::new("labteam", dec!(0.10), OrderType::Online, "order-1")
}

#[test]
fn requests_have_the_names_of_the_wire() {
    let json = json!({
        "account_name": "labteam",
        "amount": 0.1,
        "order_type": OrderType::Online.as_i64(),
        "order_id": "order-1",
    });
    assert_round_trip(&payment(), json);
    let mut request = SignUrl::new("a.tsv");
    assert_round_trip(&request, json!({"object_name": "a.tsv"}));
    request.region = Some(Region::Domestic);
    request.expiration_time = Some(60.into());
    let json = json!({"object_name": "a.tsv", "region": "domestic", "expiration_time": 60});
    assert_round_trip(&request, json);
}

#[test]
fn a_request_may_have_nulls_and_numbers_as_text() {
    let read = |json| serde_json::from_value::<BgicoinWithdraw>(json).unwrap();
    let request = read(json!({
        "account_name": "labteam", "amount": "0.10", "order_type": "1", "order_id": "order-1",
    }));
    assert_eq!(request.amount, dec!(0.10));
    let json = r#"{"object_name": "a", "region": null, "unknown": 1}"#;
    assert_eq!(
        serde_json::from_str::<SignUrl>(json).unwrap(),
        SignUrl::new("a")
    );
}

#[test]
fn errors_name_the_place_and_not_the_value() {
    let missing = problem::<BgicoinWithdraw>(r#"{"account_name": "labteam"}"#);
    assert!(missing.contains("$.amount: missing"), "{missing}");
    let wrong = problem::<SignUrl>(r#"{"object_name": "a", "expiration_time": "made-up"}"#);
    assert!(wrong.contains("$.expiration_time: expected"), "{wrong}");
    assert!(!wrong.contains("made-up"), "{wrong}");
    let list = problem::<SignUrl>("[]");
    assert!(list.contains("expected an object, found a list"), "{list}");
}

#[test]
fn enums_keep_unknown_values() {
    assert_round_trip(&Region::Domestic, json!("domestic"));
    assert_round_trip(&Region::known_or_other("moon"), json!("moon"));
    assert_round_trip(&OrderType::Online, json!(OrderType::Online.as_i64()));
    assert_round_trip(&OrderType::known_or_other(-7), json!(-7));
}

#[test]
fn no_digit_is_lost_in_json() {
    let amounts = [
        "79228162514264337593543950335",
        "0.1234567890123456789012345678",
        "-5",
    ];
    for amount in amounts {
        let mut request = payment();
        request.amount = amount.parse().unwrap();
        let text = serde_json::to_string(&request).unwrap();
        assert!(text.contains(&format!("\"amount\":{amount},")), "{text}");
        assert_eq!(
            serde_json::from_str::<BgicoinWithdraw>(&text).unwrap(),
            request
        );
    }
    for text in [
        "1.10",
        "18446744073709551615",
        "1e400",
        "[-0.0,{\"a\":1e2}]",
        "null",
    ] {
        let json = Json::from_text(text).unwrap();
        let written = serde_json::to_string(&json).unwrap();
        assert_eq!(
            serde_json::from_str::<Json>(&written).unwrap(),
            json,
            "{written}"
        );
    }
}

/// What the documentation says about `rust_decimal`: only a request reads all digits of a number.
#[test]
fn a_decimal_alone_is_rounded_unless_it_is_text() {
    let digits = "12345678901234567.89";
    let exact: Decimal = digits.parse().unwrap();
    let alone: Decimal = serde_json::from_str(digits).unwrap();
    assert_ne!(alone, exact);
    let text: Decimal = serde_json::from_value(json!(digits)).unwrap();
    assert_eq!(text, exact);
    assert_eq!(serde_json::to_value(exact).unwrap(), json!(digits));
    let order =
        format!(r#"{{"account_name":"a","amount":{digits},"order_type":1,"order_id":"1"}}"#);
    let order: BgicoinWithdraw = serde_json::from_str(&order).unwrap();
    assert_eq!(order.amount, exact);
}

#[test]
fn a_secret_is_an_error_unless_it_is_exposed() {
    let json = r#"{"url":"https://files.example/a?Signature=made-up","expires":"1573026921"}"#;
    let signed: SignUrlResponse = serde_json::from_str(json).unwrap();
    let refused = |value: &dyn Fn() -> serde_json::Result<String>| {
        let error = value().unwrap_err().to_string();
        assert!(error.contains("`ExposeSecrets`"), "{error}");
        assert!(!error.contains("made-up"), "{error}");
        error
    };
    let error = refused(&|| serde_json::to_string(&signed));
    assert!(error.contains("in the field `url`"), "{error}");
    refused(&|| serde_json::to_string(&vec![Some(signed.clone())]));
    refused(&|| serde_json::to_string(&Secret::from("made-up")));
    refused(&|| serde_json::to_string(&signed.url));
    refused(&|| serde_json::to_string(&json!(null)).and(serde_json::to_string(&signed)));
    assert!(serde_json::to_value(&signed).is_err());

    let stored = serde_json::to_string(&ExposeSecrets(&signed)).unwrap();
    assert_eq!(stored, json);
    assert_eq!(
        serde_json::from_str::<SignUrlResponse>(&stored).unwrap(),
        signed
    );
    let list = vec![Some(signed.clone()), None];
    let stored = serde_json::to_string(&ExposeSecrets(&list)).unwrap();
    let read: Vec<Option<SignUrlResponse>> = serde_json::from_str(&stored).unwrap();
    assert_eq!(read, list);
    assert!(!format!("{:?}", ExposeSecrets(&signed)).contains("made-up"));
}

#[test]
fn json_that_the_spec_calls_secret_is_a_secret() {
    let mut request = GatewayInvoke::new("metagenomes", "/api/get_user");
    request.data = Some(Json::from(&["a"]));
    assert_round_trip(
        &request,
        json!({"service": "metagenomes", "api": "/api/get_user", "data": ["a"]}),
    );
    request.headers = Some(Json::from(&["made-up"]));
    let error = serde_json::to_string(&request).unwrap_err().to_string();
    assert!(error.contains("in the field `headers`"), "{error}");
    let stored = serde_json::to_string(&ExposeSecrets(&request)).unwrap();
    assert_eq!(
        serde_json::from_str::<GatewayInvoke>(&stored).unwrap(),
        request
    );
}

#[test]
fn a_set_of_further_parameters_is_part_of_its_request() {
    let mobiles = ["17600000001".to_owned()];
    let template = SmsTemplate::other("made_up", [("name", "value")]);
    let unknown = Sms::new(template, mobiles);
    let error = serde_json::to_string(&unknown).unwrap_err().to_string();
    assert!(error.contains("in the field `name`"), "{error}");
    let stored = serde_json::to_value(ExposeSecrets(&unknown)).unwrap();
    let json = json!({"template": "made_up", "name": "value", "mobiles": ["17600000001"]});
    assert_eq!(stored, json);
    assert_eq!(serde_json::from_value::<Sms>(json).unwrap(), unknown);
}

#[test]
fn a_file_is_refused() {
    let request = ImageUpload::new(File::from_bytes("1.png", "an image"));
    let error = serde_json::to_string(&ExposeSecrets(&request)).unwrap_err();
    let error = error.to_string();
    assert!(error.contains("holds `image`, which is a file"), "{error}");
    let error = problem::<ImageUpload>(r#"{"image": "an image"}"#);
    assert!(
        error.contains("$.image: a file cannot be deserialized"),
        "{error}"
    );
}

/// Types of a web service, with derived implementations.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Event {
    Paid {
        #[serde(with = "bge_private_sdk::rust_decimal::serde::str")]
        amount: Decimal,
        #[serde(with = "bge_private_sdk::time::serde::rfc3339")]
        at: OffsetDateTime,
        receipt: Url,
        request: BgicoinWithdraw,
    },
    Signed {
        #[serde(serialize_with = "expose_secrets")]
        answer: SignUrlResponse,
        #[serde(flatten)]
        request: SignUrl,
    },
}

#[test]
fn values_are_parts_of_derived_types() {
    let paid = json!({
        "kind": "Paid",
        "amount": "12.50",
        "at": "2021-09-07T09:20:51Z",
        "receipt": "https://shop.example/1",
        "request": {"account_name": "a", "amount": 12.5, "order_type": 1, "order_id": "1"},
    });
    let signed = json!({
        "kind": "Signed",
        "answer": {"url": "https://files.example/a?Signature=made-up", "expires": "1573026921"},
        "object_name": "a",
    });
    for json in [paid, signed] {
        let event: Event = serde_json::from_value(json.clone()).unwrap();
        assert_round_trip(&event, json);
    }
    let number = json!({"kind": "Paid", "amount": 12.5});
    assert!(serde_json::from_value::<Event>(number).is_err());
}

#[test]
fn values_of_fields_are_serialized() {
    let time = PlatformTime::parse("2021-09-07 17:20:51").unwrap();
    assert_round_trip(&time, json!("2021-09-07 17:20:51"));
    assert_round_trip(&Seconds::from(60), json!(60));
    let mut rest = Rest::default();
    rest.insert("user_id".to_owned(), Json::from(&7));
    assert_round_trip(&rest, json!({"user_id": 7}));
    assert_round_trip(&Reply::Text("a".to_owned()), json!({"text": "a"}));
    assert_round_trip(&Reply::Json(Json::from(&["a"])), json!({"json": ["a"]}));
    let url: SecretUrl = serde_json::from_str(r#""https://files.example/a?b=c""#).unwrap();
    assert_eq!(url.expose_secret(), "https://files.example/a?b=c");
    let secret: Secret = serde_json::from_str(r#""made-up""#).unwrap();
    assert_eq!(secret.expose_secret(), "made-up");
    for (json, words) in [
        (r#"{"a": 1, "b": 2}"#, "expected a map"),
        (r#"{"text": 1}"#, "expected a map"),
        ("{}", "expected a map"),
    ] {
        let error = problem::<Reply>(json);
        assert!(error.contains(words), "{error}");
    }
}

#[test]
fn what_is_not_json_is_an_error() {
    let map = std::collections::BTreeMap::from([(vec![1], 2)]);
    let error = serde_json::to_string(&Json::from(&map)).unwrap_err();
    assert!(
        error.to_string().contains("cannot be written as JSON"),
        "{error}"
    );
}

#[test]
fn deep_values_are_refused_and_do_not_overflow() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let json: Json = serde_json::from_str(&deep(127)).unwrap();
    assert_eq!(serde_json::to_string(&json).unwrap(), deep(127));
    assert!(problem::<Json>(&deep(128)).contains("nested too deeply"));
    assert!(problem::<Json>(&deep(200_000)).contains("nested too deeply"));
    let json = Json::from_text(deep(200_000)).unwrap();
    let error = serde_json::to_string(&json).unwrap_err().to_string();
    assert!(error.contains("nested too deeply"), "{error}");
    // Brackets in a text do not count.
    let text = serde_json::to_string(&deep(300)).unwrap();
    assert!(serde_json::from_str::<Json>(&text).is_ok());
}
