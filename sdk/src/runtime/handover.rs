//! Record of whether the body of an attempt was handed to a connection.
//!
//! Giving up an attempt and handing over its body are one atomic step each, and only the first of them
//! succeeds. So an attempt that was given up first is proved not to have been sent, whatever the HTTP library
//! does or reports later.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// The body was not requested.
const IDLE: u8 = 0;
/// A connection has requested the body.
const BEGUN: u8 = 1;
/// The attempt was given up. The body is withheld.
const GIVEN_UP: u8 = 2;

/// The caller's side of one attempt. Dropping it gives up the attempt.
#[derive(Debug, Default)]
pub(crate) struct Handover(Arc<AtomicU8>);

impl Handover {
    /// Returns a body that notes when a connection requests it, and that fails once the attempt is given up.
    pub(crate) fn track(&self, body: reqwest::Body) -> TrackedBody {
        // A connection sends a request without content without requesting its body.
        if body.is_end_stream() {
            step(&self.0, BEGUN);
        }
        TrackedBody {
            body,
            state: Arc::clone(&self.0),
        }
    }

    /// Gives up the attempt. Returns whether it is proved that no byte of the body was or will be sent.
    pub(crate) fn give_up(&self) -> bool {
        step(&self.0, GIVEN_UP)
    }
}

impl Drop for Handover {
    fn drop(&mut self) {
        self.give_up();
    }
}

/// Takes the only step away from `IDLE`. Returns whether this step was taken, now or earlier, and not the other
/// one.
fn step(state: &AtomicU8, to: u8) -> bool {
    match state.compare_exchange(IDLE, to, Ordering::AcqRel, Ordering::Acquire) {
        Ok(_) => true,
        Err(taken) => taken == to,
    }
}

/// The connection's side of one attempt: its body.
pub(crate) struct TrackedBody {
    body: reqwest::Body,
    state: Arc<AtomicU8>,
}

impl Body for TrackedBody {
    type Data = Bytes;
    type Error = Box<dyn std::error::Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if !step(&self.state, BEGUN) {
            return Poll::Ready(Some(Err(Box::new(Withheld))));
        }
        let frame = Pin::new(&mut self.body).poll_frame(context);
        frame.map(|frame| frame.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The caller has given up the attempt.
#[derive(Debug)]
struct Withheld;

impl fmt::Display for Withheld {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the attempt was given up")
    }
}

impl std::error::Error for Withheld {}

#[cfg(test)]
mod tests {
    use super::*;

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
}
