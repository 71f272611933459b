//! Every example of a spec is stored with serde and read again: its request as it was received, and its answer. Both are
//! JSON of the platform's form. The list of requests is generated from the spec.

#![allow(dead_code, deprecated, reason = "the spec chooses which are used")]

use std::collections::BTreeMap;
use std::fmt::Debug;

use bge_private_sdk::describe::PLATFORM;
use bge_private_sdk::mock::{Example, MockPlatform, Mockable, examples};
use bge_private_sdk::{ExposeSecrets, Json, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, from_str};

/// Checks all examples. Returns the number of requests that were stored, and of answers.
pub async fn every_example_is_stored() -> (usize, usize) {
    let (mut requests, mut answers) = (0, 0);
    macro_rules! check {
        ($($answer:ident $request:path),*) => {$(
            for example in sent::<$request>().await {
                requests += usize::from(is_request_stored(&example));
                answers += answer_is_stored!($answer example);
            }
        )*};
    }
    macro_rules! answer_is_stored {
        (described $example:ident) => {{
            is_described_answer_stored(&$example).await;
            1
        }};
        (value $example:ident) => {{
            is_other_answer_stored(&$example).await;
            1
        }};
        (file $example:ident) => {
            0
        };
    }
    bge_private_sdk::every_request!(check);
    (requests, answers)
}

/// An example whose call has been sent.
struct Sent<R> {
    mock: MockPlatform,
    example: &'static Example,
    /// The request as the platform has received it.
    request: R,
}

/// Sends the examples of a call.
async fn sent<R: Mockable>() -> Vec<Sent<R>> {
    let mut all = Vec::new();
    for example in examples().filter(|example| example.endpoint() == R::ENDPOINT.name) {
        let mock = MockPlatform::start().await.unwrap();
        example.send(&mock.client()).await.unwrap();
        let request = mock.calls::<R>().pop();
        let request = request.unwrap_or_else(|| panic!("{example:?} is not understood"));
        all.push(Sent {
            mock,
            example,
            request,
        });
    }
    assert!(!all.is_empty(), "{} has no example", R::ENDPOINT.name);
    all
}

/// Returns whether the request is stored. One with a file cannot be.
fn is_request_stored<R>(sent: &Sent<R>) -> bool
where
    R: Mockable + Serialize + DeserializeOwned,
    for<'a> ExposeSecrets<'a, R>: Serialize,
{
    let (name, request) = (sent.example.endpoint(), &sent.request);
    let exposed = serde_json::to_string(&ExposeSecrets(request));
    if !sent.example.files().is_empty() {
        assert!(exposed.is_err(), "{name}: a file is stored");
        return false;
    }
    let json = exposed.unwrap_or_else(|error| panic!("{name}: {error}"));
    let is_secret = shows_a_secret(request) || has_secret_json(sent.example);
    assert_secret(name, request, is_secret);
    assert_same(name, request, &json);
    assert_sent_as::<R>(sent.example, &json);
    true
}

async fn is_described_answer_stored<R>(sent: &Sent<R>)
where
    R: Mockable<Response: Serialize + DeserializeOwned + PartialEq + Debug>,
    for<'a> ExposeSecrets<'a, R::Response>: Serialize,
{
    let name = sent.example.endpoint();
    let answer = answer(sent).await;
    let json = serde_json::to_string(&ExposeSecrets(&answer)).unwrap();
    let given = sent.example.response().unwrap_or("null");
    assert!(
        as_json(&json) == as_json(given),
        "{name}: {json}\nis not {given}"
    );
    assert_secret(name, &answer, shows_a_secret(&answer));
    assert_same(name, &answer, &json);
}

/// An answer of other types: no data, any data, scalars, and lists and maps of scalars. It has no secret, and the form
/// that these types have in serde.
async fn is_other_answer_stored<R>(sent: &Sent<R>)
where
    R: Mockable<Response: Serialize + DeserializeOwned + PartialEq + Debug>,
{
    let answer = answer(sent).await;
    let json = serde_json::to_string(&answer).unwrap();
    assert_same(sent.example.endpoint(), &answer, &json);
}

/// Sends the request again. Returns the answer.
async fn answer<R: Mockable>(sent: &Sent<R>) -> R::Response {
    let call = sent.mock.client().call(sent.request.clone());
    call.await.unwrap()
}

/// Returns whether `Debug` hides a value. It does not depend on how values are stored.
fn shows_a_secret(value: &impl Debug) -> bool {
    format!("{value:?}").contains("[redacted]")
}

/// Returns whether a parameter is secret JSON of any content, of which `Debug` shows only the length.
fn has_secret_json(example: &Example) -> bool {
    let call = PLATFORM.call_named(example.endpoint());
    let params = call.unwrap().parameters.iter();
    let mut secret = params.filter(|param| param.param.secret && param.item().is_any_json());
    let is_given = |name: &str| example.parameters().any(|given| given.0 == name);
    secret.any(|param| is_given(param.param.name))
}

/// Checks that a value can be stored without a wrapper only if it has no secret. A URL whose query would be one may have
/// none, and is refused nevertheless.
fn assert_secret<T: Serialize + Debug>(name: &str, value: &T, is_secret: bool) {
    match serde_json::to_string(value) {
        Ok(json) => assert!(!is_secret, "{name}: a secret is stored: {json}"),
        Err(error) => {
            let has_url = format!("{value:?}").contains("://");
            assert!(is_secret || has_url, "{name}: {error}");
            assert!(
                error.to_string().contains("`ExposeSecrets`"),
                "{name}: {error}"
            );
        }
    }
}

/// Checks that JSON is read as the value that it was written from, also by way of a `Value` and of another format, unless
/// these lose digits.
fn assert_same<T: DeserializeOwned + PartialEq + Debug>(name: &str, value: &T, json: &str) {
    assert_eq!(&from_str::<T>(json).unwrap(), value, "{name}");
    let parsed: Value = from_str(json).unwrap();
    if as_json(json) != Some(Json::from(&parsed)) {
        return;
    }
    let yaml = serde_yaml::to_string(&parsed).unwrap();
    let read: T = serde_json::from_value(parsed).unwrap();
    assert_eq!(&read, value, "{name}");
    let read: T = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(&read, value, "{name}: {yaml}");
}

/// Checks that the members of a request are its parameters, with their values. A null by default stands for no value.
fn assert_sent_as<R: Request>(example: &Example, json: &str) {
    let is_default = |name: &str, text: &str| {
        let param = R::ENDPOINT.param(name);
        text == "null" && param.and_then(|param| param.always) == Some(text)
    };
    let mut members: BTreeMap<String, Json> = from_str(json).unwrap();
    members.retain(|name, value| !is_default(name, value.as_str()));
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut parameters: Vec<_> = example.parameters().collect();
    parameters.retain(|(name, text)| !is_default(name, text));
    for (name, text) in parameters {
        texts.entry(name).or_default().push(text);
    }
    let name = example.endpoint();
    let names: Vec<_> = members.keys().map(String::as_str).collect();
    assert_eq!(names, texts.keys().copied().collect::<Vec<_>>(), "{name}");
    for ((member, value), texts) in members.iter().zip(texts.values()) {
        assert!(
            is_sent_as(value, texts),
            "{name}: {member} is {value}, sent as {texts:?}",
            value = value.as_str()
        );
    }
}

/// Returns whether a value is sent as these texts: as one, or as a list whose items are joined by commas or have a field
/// each.
fn is_sent_as(value: &Json, texts: &[&str]) -> bool {
    let parts = match texts {
        [one] if is_text_of(one, value) => return true,
        // No item.
        [""] => Vec::new(),
        [joined] => joined.split(',').collect(),
        _ => texts.to_vec(),
    };
    let items: Vec<Json> = from_str(value.as_str()).unwrap_or_default();
    let mut pairs = parts.iter().zip(&items);
    parts.len() == items.len() && pairs.all(|(part, item)| is_text_of(part, item))
}

fn is_text_of(given: &str, value: &Json) -> bool {
    given == text(value) || as_json(given).as_ref() == Some(value)
}

/// Returns the text that a value is in a form.
fn text(value: &Json) -> String {
    match from_str(value.as_str()) {
        Ok(Value::String(text)) => text,
        Ok(Value::Bool(true)) => "True".to_owned(),
        Ok(Value::Bool(false)) => "False".to_owned(),
        _ => value.as_str().to_owned(),
    }
}

fn as_json(text: &str) -> Option<Json> {
    Json::from_text(text).ok()
}
