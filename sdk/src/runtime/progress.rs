//! Progress of uploads: a reader that reports how much of a file was read and checks its length.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};

/// The function that receives progress reports, if there is one.
pub(crate) type Progress = Option<Arc<dyn Fn(u64, u64) + Send + Sync>>;

/// A reader that reports how much was read. It returns no byte beyond the total.
pub(crate) struct Counted<R> {
    reader: R,
    sent: u64,
    total: u64,
    progress: Progress,
}

impl<R> Counted<R> {
    /// Creates the reader of one attempt, which starts at 0. It fails if the file is shorter or longer than
    /// `total`.
    pub(crate) fn new(reader: R, total: u64, progress: Progress) -> Self {
        let counted = Self {
            reader,
            sent: 0,
            total,
            progress,
        };
        counted.report();
        counted
    }

    fn report(&self) {
        if let Some(report) = &self.progress {
            report(self.sent, self.total);
        }
    }

    fn changed(&self, how: &str) -> io::Error {
        let problem = format!(
            "the file {how} while it was sent; it had {} bytes when it was opened",
            self.total
        );
        io::Error::new(io::ErrorKind::InvalidData, problem)
    }
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
            self.report();
        }
        Poll::Ready(Ok(()))
    }
}
