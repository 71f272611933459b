//! The blocking client: the same calls and answers as the async client, from any thread that may block, and a
//! clear error from any other thread.

mod contexts;
mod faults;
mod surface;

use bge_private_sdk::blocking;
use bge_private_sdk::mock::Example;
use serde_json::Value;

/// Makes the call of an example, and asserts that the answer is the one in the spec.
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
