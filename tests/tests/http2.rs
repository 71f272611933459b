//! Every fault of HTTP/2, for every endpoint: a request that was handed to a connection is `Unknown`, and is
//! sent again only if that is safe, even if the platform says that it refused the stream.

use std::time::Duration;

use bge_private_sdk::{Client, Delivery, Error};
use bge_private_tests::http2::{At, Fault, Frame, Http2Platform, good, reason};
use bge_private_tests::kinds::one_of_each;
use bge_private_tests::platform::GOOD;
use bge_private_tests::{client_builder, success};

fn client(url: &str, retries: u32) -> Client {
    client_builder(url)
        .retries(retries)
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
        .attempt_timeout(Duration::from_secs(60))
        .timeout(Duration::from_secs(600))
        .configure_http(|http| http.http2_prior_knowledge())
        .build()
        .unwrap()
}

fn refused(at: At, carried_out: bool, frames: Vec<Frame>) -> Fault {
    Fault {
        at,
        carried_out,
        frames,
        closes: false,
    }
}

/// Carries out the request, and then sends frames.
fn answered(frames: Vec<Frame>) -> Fault {
    refused(At::End, true, frames)
}

fn broken_off(frames: Vec<Frame>) -> Fault {
    Fault {
        closes: true,
        ..answered(frames)
    }
}

/// Returns the faults after which the client cannot know whether a call was carried out.
fn faults() -> Vec<(&'static str, Fault)> {
    use reason::{CANCEL, INTERNAL_ERROR, NO_ERROR, REFUSED_STREAM};
    let reset = |reason| vec![Frame::Reset(reason)];
    let leave = |processed, reason| vec![Frame::GoAway { processed, reason }];
    let half = || vec![Frame::Head(200), Frame::Data(r#"{"code":0,"#.to_owned())];
    let half_and = |reason| [half(), reset(reason)].concat();
    let status = |status| vec![Frame::Head(status), Frame::End(String::new())];
    let at_head = refused(At::Head, false, reset(REFUSED_STREAM));
    let at_end = refused(At::End, false, reset(REFUSED_STREAM));
    vec![
        ("refused at the head", at_head),
        ("refused", at_end),
        ("refused, carried out", answered(reset(REFUSED_STREAM))),
        ("cancelled", answered(reset(CANCEL))),
        ("an internal error", answered(reset(INTERNAL_ERROR))),
        ("a reset without an error", answered(reset(NO_ERROR))),
        ("reset in the body", answered(half_and(CANCEL))),
        ("refused in the body", answered(half_and(REFUSED_STREAM))),
        ("closed", broken_off(vec![])),
        ("closed after the head", broken_off(vec![Frame::Head(200)])),
        ("closed in the body", broken_off(half())),
        ("GOAWAY, not processed", broken_off(leave(false, NO_ERROR))),
        ("GOAWAY, processed", broken_off(leave(true, NO_ERROR))),
        ("GOAWAY, error", broken_off(leave(false, INTERNAL_ERROR))),
        ("503", answered(status(503))),
        ("408", answered(status(408))),
    ]
}

/// Makes a call that may or may not be repeated, whatever the spec says.
async fn send(client: &Client, safe: bool) -> Result<(), Error> {
    let call = client.post("/any").field("name", "value");
    call.with_safe_to_repeat(safe).await.map(drop)
}

#[tokio::test]
async fn every_fault_strikes_always() {
    for (name, fault) in faults() {
        for safe in [false, true] {
            let platform = Http2Platform::start(vec![fault.clone(); 8]).await;
            let error = send(&client(platform.url(), 2), safe).await.unwrap_err();
            let attempts = if safe { 3 } else { 1 };
            assert_eq!(
                (error.attempts(), error.delivery()),
                (attempts, Delivery::Unknown),
                "{name}, safe {safe}: {error}"
            );
            let carried_out = attempts as usize * usize::from(fault.carried_out);
            assert_eq!(platform.carried_out(), carried_out, "{name}, safe {safe}");
        }
    }
}

#[tokio::test]
async fn every_fault_strikes_once_at_every_kind_of_endpoint() {
    let mut cases = 0;
    for (name, fault) in faults() {
        for example in one_of_each() {
            let name = format!("{}, {name}", example.endpoint());
            let platform = Http2Platform::start([fault.clone()])
                .await
                .answering(success(example));
            let outcome = example.send(&client(platform.url(), 2)).await;
            let good = usize::from(outcome.is_ok());
            let carried_out = usize::from(fault.carried_out) + good;
            assert_eq!(platform.carried_out(), carried_out, "{name}: {outcome:?}");
            if let Err(error) = outcome {
                assert_eq!(
                    (error.attempts(), error.delivery()),
                    (1, Delivery::Unknown),
                    "{name}: {error}"
                );
            }
            cases += 1;
        }
    }
    println!("http2: {cases} cases, 0 wrong");
}

#[tokio::test]
async fn a_connection_that_ends_in_good_order_fails_no_call() {
    let leave = Frame::GoAway {
        processed: true,
        reason: reason::NO_ERROR,
    };
    let last = broken_off([vec![leave], good(GOOD)].concat());
    let platform = Http2Platform::start(vec![last; 20]).await;
    let client = client(platform.url(), 0);
    for sent in 1..=20 {
        send(&client, false).await.unwrap();
        assert_eq!(
            (platform.carried_out(), platform.connections()),
            (sent, sent)
        );
    }
}

#[tokio::test]
async fn a_request_that_waits_for_a_stream_is_known_not_to_be_sent() {
    let last = [vec![Frame::MostStreams(0)], good(GOOD)].concat();
    let platform = Http2Platform::start([answered(last)]).await;
    let client = client(platform.url(), 0);
    send(&client, false).await.unwrap();
    let call = client
        .post("/any")
        .with_attempt_timeout(Duration::from_millis(100));
    let error = call.await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.delivery(), Delivery::NotSent, "{error}");
    assert_eq!(platform.requests(), 1);
}
