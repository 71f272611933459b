//! Tests of handing over and giving up.

use std::pin::Pin;
use std::task::{Context, Poll};

use http_body::Body as _;

use crate::runtime::handover::{Handover, TrackedBody};

/// Asks for the next part of a body. Returns whether there was one, or the error.
fn ask(body: &mut TrackedBody) -> Result<bool, String> {
    let mut context = Context::from_waker(std::task::Waker::noop());
    match Pin::new(body).poll_frame(&mut context) {
        Poll::Ready(Some(Ok(_))) => Ok(true),
        Poll::Ready(None) => Ok(false),
        Poll::Ready(Some(Err(error))) => Err(error.to_string()),
        Poll::Pending => panic!("the body is in memory"),
    }
}

const WITHHELD: &str = "the attempt was given up";

#[test]
fn a_body_that_was_asked_for_cannot_be_withheld() {
    let handover = Handover::default();
    let mut body = handover.track("content".into());
    assert_eq!(ask(&mut body), Ok(true));
    assert!(!handover.give_up());
    assert_eq!(ask(&mut body), Ok(false));
}

#[test]
fn an_attempt_that_was_given_up_is_never_sent() {
    let handover = Handover::default();
    let mut body = handover.track("content".into());
    assert!(handover.give_up());
    for _ in 0..2 {
        assert_eq!(ask(&mut body), Err(WITHHELD.to_owned()));
        assert!(handover.give_up());
    }
}

#[test]
fn dropping_the_callers_side_gives_the_attempt_up() {
    let handover = Handover::default();
    let mut body = handover.track("content".into());
    drop(handover);
    assert_eq!(ask(&mut body), Err(WITHHELD.to_owned()));
}

#[test]
fn an_empty_body_proves_nothing() {
    let handover = Handover::default();
    let _body = handover.track("".into());
    assert!(!handover.give_up());
}

#[test]
fn of_both_steps_one_is_taken() {
    for _ in 0..2_000 {
        let handover = Handover::default();
        let mut body = handover.track("content".into());
        let asking = std::thread::spawn(move || ask(&mut body).is_ok());
        let given_up = handover.give_up();
        assert_ne!(asking.join().expect("no panic"), given_up);
    }
}
