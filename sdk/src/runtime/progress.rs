//! Progress of uploads: a reader that reports how much of a file was read for sending.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};

/// Whom to tell how far an upload has come, if anyone.
#[derive(Clone, Default)]
pub(crate) struct Progress(Option<Arc<dyn Fn(u64, u64) + Send + Sync>>);

impl Progress {
    pub(crate) fn new(report: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(report)))
    }

    pub(crate) fn is_asked_for(&self) -> bool {
        self.0.is_some()
    }

    fn report(&self, sent: u64, total: u64) {
        if let Some(report) = &self.0 {
            report(sent, total);
        }
    }

    /// The reader of one attempt, which begins at nothing.
    pub(crate) fn counted<R>(&self, reader: R, total: u64) -> Counted<R> {
        self.report(0, total);
        Counted {
            reader,
            sent: 0,
            total,
            progress: self.clone(),
        }
    }
}

/// A reader that reports what was read of it.
pub(crate) struct Counted<R> {
    reader: R,
    sent: u64,
    total: u64,
    progress: Progress,
}

impl<R: AsyncRead + Unpin> AsyncRead for Counted<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.reader).poll_read(context, buffer))?;
        let read = buffer.filled().len() - before;
        if read > 0 {
            self.sent += u64::try_from(read).unwrap_or(u64::MAX);
            self.progress.report(self.sent, self.total);
        }
        Poll::Ready(Ok(()))
    }
}
