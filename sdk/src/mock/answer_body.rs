//! Bodies of answers: whole or in chunks, and perhaps broken off.

use std::fmt;
use std::io;
use std::iter;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::runtime::generated::File;

/// The parts of a body.
pub(crate) type Chunks = Box<dyn Iterator<Item = Bytes> + Send>;

/// The body of an answer.
pub(crate) struct AnswerBody {
    chunks: Box<dyn Iterator<Item = io::Result<Bytes>> + Send>,
    /// Absent if the length is not sent in advance.
    length: Option<u64>,
    breaks_after: Option<u64>,
    /// Whether everything before the break was given to the connection.
    is_flushed: bool,
}

impl AnswerBody {
    fn new(
        chunks: impl Iterator<Item = io::Result<Bytes>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self {
            chunks: Box::new(chunks),
            length,
            breaks_after: None,
            is_flushed: false,
        }
    }

    /// Returns a body whose length is not sent in advance.
    pub(crate) fn chunks(chunks: Chunks) -> Self {
        Self::new(chunks.map(Ok), None)
    }

    /// Returns the content of a file. If it cannot be read, the connection is closed.
    pub(crate) fn file(file: &File) -> Self {
        let length = Some(file.length());
        match file.chunks() {
            Ok(chunks) => Self::new(chunks, length),
            Err(error) => Self::new(iter::once(Err(error)), length),
        }
    }

    /// Closes the connection after this number of bytes.
    pub(crate) fn broken_after(self, bytes: u64) -> Self {
        Self {
            breaks_after: Some(bytes),
            ..self
        }
    }

    /// Returns the next chunk, up to the break.
    fn next(&mut self) -> Option<io::Result<Bytes>> {
        let mut chunk = self.chunks.next()?;
        if let (Ok(chunk), Some(left)) = (&mut chunk, &mut self.breaks_after) {
            chunk.truncate(usize::try_from(*left).unwrap_or(usize::MAX));
            *left = left.saturating_sub(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        }
        Some(chunk)
    }
}

impl From<Bytes> for AnswerBody {
    fn from(body: Bytes) -> Self {
        let length = u64::try_from(body.len()).ok();
        let chunk = Some(body).filter(|body| !body.is_empty());
        Self::new(chunk.map(Ok).into_iter(), length)
    }
}

impl Default for AnswerBody {
    fn default() -> Self {
        Bytes::new().into()
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.breaks_after != Some(0) {
            let chunk = self.next();
            return Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)));
        }
        if !self.is_flushed {
            // The connection sends what it has while it waits.
            self.is_flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(io::Error::other(
            "an expectation breaks the body off",
        ))))
    }

    fn is_end_stream(&self) -> bool {
        self.length == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}

impl fmt::Debug for AnswerBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AnswerBody")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
