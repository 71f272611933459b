//! Requests that are created from texts, with the static description.

#![allow(clippy::unwrap_used, clippy::panic)]

use bge_private_sdk::describe::{Call, PLATFORM, Untyped, url_of, validate};
use bge_private_sdk::mock::{MockPlatform, examples};
use bge_private_sdk::{File, Post, Reply};

fn call(name: &str) -> &'static Call {
    PLATFORM.call_named(name).unwrap()
}

#[tokio::test]
async fn every_example_can_be_sent_as_texts() {
    let platform = MockPlatform::start().await.unwrap();
    let client = platform.client();
    for example in examples().filter(|example| example.file().is_none()) {
        let call = call(example.endpoint());
        let mut request = Untyped::new(call);
        for (name, value) in example.parameters() {
            request = request.field(name, value);
        }
        for file in example.files() {
            request = request.file(file.name, File::from_bytes(file.file_name, file.content));
        }
        let answer = client.call(request).detailed().await.unwrap();
        call.check(&answer).unwrap();
        let data = example.response().unwrap_or("null");
        let data: serde_json::Value = serde_json::from_str(data).unwrap();
        assert_eq!(answer.response.json::<serde_json::Value>().unwrap(), data);
        assert!(platform.received().last().unwrap().is_accepted());
    }
    let url = url_of(&client, &Post::new("/a"));
    assert_eq!(url.as_str(), platform.url() + "/a");
}

#[test]
fn arguments_are_checked_before_anything_is_sent() {
    let problem = |request: Untyped| validate(&request).unwrap_err().to_string();
    let sign_url = || Untyped::new(call("sign_url"));
    let named = || sign_url().field("object_name", "a");
    validate(&named()).unwrap();
    let cases = [
        (sign_url(), "sign_url: argument `object_name` is missing"),
        (
            named().field("object_name", "b"),
            "sign_url: argument `object_name` is given twice",
        ),
        (
            named().field("expiration_time", "0"),
            "sign_url: argument `expiration_time` must be at least 1, got 0",
        ),
        (
            named().field("regoin", "domestic"),
            "sign_url: argument `regoin` is not a parameter",
        ),
        (
            named().file("image", File::from_bytes("a", b"a".as_slice())),
            "sign_url: argument `image` is not a parameter",
        ),
        (
            Untyped::new(call("image_upload")).field("image", "text"),
            "image_upload: argument `image` must be a file",
        ),
    ];
    for (request, expected) in cases {
        assert_eq!(problem(request), expected);
    }
}

#[tokio::test]
async fn an_answer_of_another_shape_is_found() {
    let platform = MockPlatform::start().await.unwrap();
    let request = Untyped::new(call("sts_token"));
    let answer = platform.client().call(request).detailed().await.unwrap();
    assert!(matches!(answer.response, Reply::Json(_)));
    call("sts_token").check(&answer).unwrap();
    let error = call("sign_url").check(&answer).unwrap_err();
    assert!(error.is_decode(), "{error}");
}
