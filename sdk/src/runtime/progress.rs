//! Progress of uploads: a reader that reports how much of a file was read and checks its length.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};

/// The function that receives progress reports, if there is one.
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

    /// Returns the reader of one attempt, which starts at 0. It fails if the file is shorter or longer than
    /// `total`.
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

/// A reader that reports how much was read. It returns no byte beyond the total.
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
        let read = u64::try_from(buffer.filled().len() - before).unwrap_or(u64::MAX);
        let sent = self.sent.saturating_add(read);
        if sent > self.total {
            buffer.set_filled(before);
            return Poll::Ready(Err(self.changed("grew")));
        }
        if read == 0 && sent < self.total {
            return Poll::Ready(Err(self.changed("shrank")));
        }
        if read > 0 {
            self.sent = sent;
            self.progress.report(sent, self.total);
        }
        Poll::Ready(Ok(()))
    }
}

impl<R> Counted<R> {
    fn changed(&self, how: &str) -> io::Error {
        let problem = format!(
            "the file {how} while it was sent; it had {} bytes when it was opened",
            self.total
        );
        io::Error::new(io::ErrorKind::InvalidData, problem)
    }
}
