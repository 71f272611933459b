//! Reads the body of an answer in chunks, with a time limit for each of them.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::Body as _;
use reqwest::Body;
use tokio::time::Sleep;

use super::error::{ErrorKind, TimeLimit};

/// A body that arrives in chunks.
pub(crate) struct Chunks {
    body: Body,
    limit: Duration,
    /// Ends the wait for the next chunk, if there is one.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Chunks {
    /// Creates a reader of a body. Waiting for a chunk longer than `limit` is an error.
    pub(crate) fn new(body: Body, limit: Duration) -> Self {
        Self {
            body,
            limit,
            waiting: None,
        }
    }

    /// Returns the next chunk, which is not empty, or `None` at the end of the body.
    pub(crate) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, ErrorKind>> {
        loop {
            let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
                ready!(self.poll_limit(context));
                let limit = Some(TimeLimit::Chunk(self.limit));
                return Poll::Ready(Err(ErrorKind::Timeout { limit }));
            };
            self.waiting = None;
            match frame {
                None => return Poll::Ready(Ok(None)),
                Some(Err(error)) => {
                    let problem = "the connection broke while the file was read";
                    return Poll::Ready(Err(ErrorKind::broken(problem, error)));
                }
                // Trailers are ignored.
                Some(Ok(frame)) => {
                    if let Ok(chunk) = frame.into_data()
                        && !chunk.is_empty()
                    {
                        return Poll::Ready(Ok(Some(chunk)));
                    }
                }
            }
        }
    }

    /// The limit is for waiting only, so a slow reader does not reach it.
    fn poll_limit(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let limit = self.limit;
        let waiting = self
            .waiting
            .get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
        waiting.as_mut().poll(context)
    }
}
