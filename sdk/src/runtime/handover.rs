//! Record of whether the body of an attempt was handed to a connection.
//!
//! Giving up an attempt and handing over its body are one atomic step each, and only the first of them
//! succeeds. So an attempt that was given up first is proved not to have been sent, whatever the HTTP library
//! does or reports later.

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
            return Poll::Ready(Some(Err("the attempt was given up".into())));
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
