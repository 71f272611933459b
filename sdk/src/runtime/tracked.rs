//! A request body that notes when it is first asked for: up to then, nothing of the request was sent.
//!
//! The HTTP library asks for the body once there is a connection and the head stands in its buffer, before
//! anything is written to the connection. So a failure before that moment is known not to have reached the
//! platform, whatever it was: a time-out while connecting, a pooled connection found closed.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Whether sending has begun.
#[derive(Clone, Debug, Default)]
pub(crate) struct Begun(Arc<AtomicBool>);

impl Begun {
    pub(crate) fn get(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// A body, and whether it was asked for.
pub(crate) struct Tracked {
    body: reqwest::Body,
    begun: Begun,
}

impl Tracked {
    pub(crate) fn new(body: reqwest::Body, begun: Begun) -> Self {
        Self { body, begun }
    }
}

impl Body for Tracked {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        self.begun.0.store(true, Ordering::Release);
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
