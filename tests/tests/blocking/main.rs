//! The blocking client: the same calls and answers as the async one, from any thread that may wait, and a clear
//! error from one that may not.

mod contexts;
mod faults;
mod surface;

use bge_private_sdk::mock::Example;
use bge_private_sdk::{Client, blocking};
use serde_json::Value;

/// Makes the call of an example, and holds the answer to what the spec says.
#[track_caller]
fn answered(example: &Example, client: &blocking::Client) {
    let answer = example
        .send_blocking(client)
        .unwrap_or_else(|error| panic!("{}: {error}", example.endpoint()));
    let parsed = |json: &str| serde_json::from_str::<Value>(json).unwrap();
    assert_eq!(
        answer.as_deref().map(parsed),
        example.response().map(parsed),
        "{}",
        example.endpoint()
    );
}

/// Begins a client of a platform that takes any credentials.
fn builder(url: &str) -> bge_private_sdk::ClientBuilder {
    Client::builder()
        .app_key("key")
        .app_secret("secret")
        .base_url(url)
        .no_proxy()
}
