//! Every call, from any number of threads, with all of its parameters and answers.

use std::sync::Barrier;
use std::thread;
use std::time::Duration;

use bge_private_sdk::blocking::{Call, Client, ClientBuilder};
use bge_private_sdk::mock::{self, MockPlatform};
use bge_private_sdk::service::{Region, SignUrl};
use bge_private_sdk::{Delivery, File, StatusCode};

use crate::answered;

#[test]
fn every_example_is_answered() {
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    for example in mock::examples() {
        answered(example, &client);
        let received = mock.received().pop().unwrap();
        assert_eq!(received.endpoint(), Some(example.endpoint()));
        for (name, value) in example.fields() {
            assert_eq!(received.field(name), Some(*value), "{}", example.endpoint());
        }
        for file in example.files() {
            let content = received
                .file(file.name)
                .and_then(|file| file.content.as_deref());
            assert_eq!(content, Some(file.content), "{}", example.endpoint());
        }
    }
    assert_eq!(mock.received().len(), mock::examples().count());
}

#[test]
fn many_threads_share_a_client() {
    const THREADS: usize = 32;
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    let together = Barrier::new(THREADS);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let client = client.clone();
                together.wait();
                for example in mock::examples() {
                    answered(example, &client);
                }
            });
        }
    });
    assert_eq!(mock.received().len(), THREADS * mock::examples().count());
}

#[test]
fn a_client_made_in_one_thread_may_be_used_and_dropped_in_another() {
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    let call = client.sts_token();
    drop(client);
    // The call holds a clone of the client, which is now the last one.
    thread::spawn(move || call.send().unwrap()).join().unwrap();
}

#[test]
fn the_types_are_those_of_threads() {
    fn shared<T: Clone + std::fmt::Debug + Send + Sync + 'static>() {}
    shared::<Client>();
    shared::<ClientBuilder>();
    shared::<Call<SignUrl>>();
}

#[test]
fn a_stored_request_a_detailed_answer_and_a_call_by_its_path() {
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    let call = client.sign_url("ods/a.tsv").region(Region::Domestic);
    assert_eq!(call.request().region, Some(Region::Domestic));
    let form = call.signed_form().unwrap();
    assert!(form.contains("object_name=ods%2Fa.tsv") && form.contains("&sign="));
    let request = call.into_request();
    let signed = client.call(request.clone()).send().unwrap();
    assert_eq!(signed.expires.unix_timestamp(), 1_573_026_921);

    let detailed = client.call(request).detailed().unwrap();
    assert_eq!(
        (detailed.status, detailed.attempts),
        (StatusCode::OK, 1),
        "{detailed:?}"
    );
    assert!(detailed.body.starts_with(b"{"));
    assert_eq!(detailed.response, signed);

    let call = client.post("/service/shorturls");
    let reply = call
        .field("url", "https://api.private.omgut.com/doc")
        .send();
    assert!(reply.unwrap().text().contains("short_url"));
    assert_eq!(client.base_url().as_str(), format!("{}/", mock.url()));
    assert!(!format!("{client:?}").contains("mock-app-secret"));
}

#[test]
fn a_file_is_sent_from_disk() {
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("blocking.png");
    std::fs::write(&path, vec![1; 300_000]).unwrap();
    let file = File::open_blocking(path).unwrap();
    client.image_upload(file).allow_exif(true).send().unwrap();
    let received = mock.received().pop().unwrap();
    let length = received.files()[0]
        .content
        .as_ref()
        .map(|content| content.len());
    assert_eq!(length, Some(300_000));
}

#[test]
fn an_argument_out_of_its_bounds_and_missing_credentials() {
    let mock = MockPlatform::start_blocking().unwrap();
    let client = mock.blocking_client().unwrap();
    let error = client.sign_url("").send().unwrap_err();
    assert_eq!(error.argument_name(), Some("object_name"));
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert_eq!(mock.received().len(), 0);

    let error = Client::builder().app_key("key").build().unwrap_err();
    assert!(error.is_setup(), "{error}");
    assert!(error.to_string().contains("secret"), "{error}");
}

#[test]
fn settings_of_the_builder_are_kept() {
    let mock = MockPlatform::start_blocking().unwrap();
    let builder = mock.client_builder().max_response_bytes(10);
    let client = builder.blocking().build().unwrap();
    let call = client.shorturls("https://api.private.omgut.com/doc".parse().unwrap());
    let error = call.clone().with_retries(0).send().unwrap_err();
    assert!(error.is_decode() && error.attempts() == 1, "{error}");
    let call = call.with_max_response_bytes(10_000);
    call.with_timeout(Duration::from_secs(30)).send().unwrap();
}
