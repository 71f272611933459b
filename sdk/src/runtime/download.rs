//! The answer of a streamed call: a file of any size.

use std::borrow::Cow;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use reqwest::Body;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};

use super::chunks::Chunks;
use super::disposition::file_name;
use super::envelope::{self, without_mark};
use super::error::{Delivery, Error, ErrorKind, PlatformError, Result};
use super::exchange::Attempt;
use super::watch::Watcher;

/// A file that the platform sends, of any size. It is read in chunks and never held in memory as a whole.
///
/// Read it with [`chunk`](Self::chunk), as a `Stream` of `futures-core`, or write it to disk with
/// [`save`](Self::save). The time limits of the call end when the answer begins. After that, each chunk must arrive
/// within the time limit of one attempt. A download that breaks off is an error and is not resumed. Dropping it
/// closes the connection.
///
/// ```
/// # #[cfg(feature = "mock")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = bge_private_sdk::mock::MockPlatform::start().await?;
/// # let client = mock.client();
/// # let path = std::env::temp_dir().join(format!("bge-private-{}-omics.csv", std::process::id()));
/// let mut download = client.download_omics_data("metagenomics").format("csv").await?;
/// println!("{:?}, {:?} bytes", download.file_name(), download.length());
/// while let Some(chunk) = download.chunk().await? {
///     println!("{} more bytes", chunk.len());
/// }
///
/// let download = client.download_omics_data("metagenomics").format("csv").await?;
/// download.save(&path).on_progress(|bytes, _| eprintln!("{bytes} bytes")).await?;
/// # std::fs::remove_file(&path)?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "mock"))]
/// # fn main() {}
/// ```
pub struct Download {
    head: Head,
    /// What was read of the file to find out whether it is one.
    start: Bytes,
    chunks: Chunks,
    state: State,
}

/// What is known of a download before its content.
struct Head {
    call: Cow<'static, str>,
    attempts: u32,
    file_name: Option<String>,
    media_type: Option<String>,
    length: Option<u64>,
    watcher: Watcher,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    /// All of it was read.
    Ended,
    /// It broke off.
    Failed,
}

/// A refusal is not larger than this.
const MOST_REFUSAL: usize = 64 * 1024;

impl Download {
    pub(crate) fn new(
        attempt: &Attempt<'_>,
        headers: &HeaderMap,
        length: Option<u64>,
        body: Body,
        watcher: Watcher,
    ) -> Self {
        let text = |name| {
            headers
                .get(name)
                .map(|value| String::from_utf8_lossy(value.as_bytes()))
        };
        let head = Head {
            call: attempt.fields.name.clone(),
            attempts: attempt.number,
            file_name: text(CONTENT_DISPOSITION).and_then(|value| file_name(&value)),
            media_type: text(CONTENT_TYPE).map(Cow::into_owned),
            length,
            watcher,
        };
        Self::open(head, body, attempt.chunk_timeout)
    }

    /// Returns a download without content, which replaces one that cannot be decoded.
    #[cold]
    pub(super) fn placeholder() -> Self {
        let head = Head {
            call: Cow::Borrowed(""),
            attempts: 0,
            file_name: None,
            media_type: None,
            length: None,
            watcher: None,
        };
        Self::open(head, Body::default(), Duration::ZERO)
    }

    fn open(head: Head, body: Body, chunk_timeout: Duration) -> Self {
        Self {
            head,
            start: Bytes::new(),
            chunks: Chunks::new(body, chunk_timeout),
            state: State::Open,
        }
    }

    /// Returns the file name that the platform suggests, without folders.
    pub fn file_name(&self) -> Option<&str> {
        self.head.file_name.as_deref()
    }

    /// Returns the media type.
    pub fn media_type(&self) -> Option<&str> {
        self.head.media_type.as_deref()
    }

    /// Returns the number of bytes of the whole file, if the platform says it in advance.
    pub fn length(&self) -> Option<u64> {
        self.head.length
    }

    /// Returns the next part of the file, or `None` at its end.
    ///
    /// # Errors
    /// Returns an error if the connection breaks, the file is shorter than announced, or nothing arrives within the
    /// time limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// Returns a part of the last chunk, to be read again.
    #[cfg(feature = "blocking")]
    pub(super) fn unread(&mut self, rest: Bytes) {
        if !rest.is_empty() {
            self.start = rest;
        }
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Result<Option<Bytes>>> {
        if !self.start.is_empty() {
            return Poll::Ready(Ok(Some(std::mem::take(&mut self.start))));
        }
        match self.state {
            State::Open => {}
            State::Ended => return Poll::Ready(Ok(None)),
            State::Failed => {
                let kind = ErrorKind::broken("no more can be read", "the download failed before");
                return Poll::Ready(Err(self.failed(kind)));
            }
        }
        Poll::Ready(match ready!(self.chunks.poll_next(context)) {
            Ok(Some(chunk)) => Ok(Some(chunk)),
            Ok(None) => {
                self.state = State::Ended;
                Ok(None)
            }
            Err(kind) => Err(self.failed(kind)),
        })
    }

    /// Returns the error of a download that cannot go on. The platform has answered, so the call was carried out.
    pub(super) fn failed(&mut self, kind: ErrorKind) -> Error {
        self.state = State::Failed;
        let error = Error::new(
            self.head.call.clone(),
            kind,
            self.head.attempts,
            Delivery::Unknown,
        );
        tracing::debug!(%error, "download failed");
        if let Some(watcher) = &self.head.watcher {
            watcher.error(&error);
        }
        error
    }

    /// Reads the start of the file, far enough to know whether it is the platform's refusal, and returns it if so.
    pub(crate) async fn refusal(&mut self) -> Result<Option<PlatformError>, ErrorKind> {
        let most = u64::try_from(MOST_REFUSAL).unwrap_or(u64::MAX);
        if self.head.length.is_some_and(|length| length > most) {
            return Ok(None);
        }
        let mut start = BytesMut::new();
        let mut refusal = None;
        while may_be_object(&start) && start.len() <= MOST_REFUSAL {
            match poll_fn(|context| self.chunks.poll_next(context)).await? {
                Some(chunk) => start.extend_from_slice(&chunk),
                None => {
                    refusal = envelope::refusal(&start.clone().freeze());
                    break;
                }
            }
        }
        self.start = start.freeze();
        Ok(refusal)
    }
}

/// Returns whether a text that starts like this may be a JSON object.
fn may_be_object(start: &[u8]) -> bool {
    let text = without_mark(start).trim_ascii_start();
    text.first().is_none_or(|first| *first == b'{')
}

impl Stream for Download {
    type Item = Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let download = self.get_mut();
        if download.state == State::Failed {
            return Poll::Ready(None);
        }
        download.poll_chunk(context).map(Result::transpose)
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("media_type", &self.head.media_type)
            .field("length", &self.head.length)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}
