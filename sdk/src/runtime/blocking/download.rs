//! Downloads of a blocking client.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use bytes::{Buf, Bytes};

use super::background::Background;
use super::returned::Returned;
use super::{IN_ASYNC_CODE, context};
use crate::runtime::download;
use crate::runtime::error::{Error, ErrorKind, Result};
use crate::runtime::save::{Save, save};

impl Returned<download::Download> for Download {
    fn of(response: download::Download, background: Arc<Background>) -> Self {
        Self {
            download: Some(response),
            background,
            rest: Bytes::new(),
        }
    }
}

/// A file that the platform sends, of any size, for programs without an async runtime.
///
/// It implements [`Read`], or is written to disk with [`save`](Self::save). It is the blocking version of
/// [`crate::Download`]. The error of a read contains an [`Error`](crate::Error).
pub struct Download {
    /// Absent after the client's thread has ended.
    download: Option<download::Download>,
    background: Arc<Background>,
    /// What was received and not read yet.
    rest: Bytes,
}

impl Download {
    /// Returns the file name that the platform suggests, without folders.
    pub fn file_name(&self) -> Option<&str> {
        self.download.as_ref()?.file_name()
    }

    /// Returns the media type.
    pub fn media_type(&self) -> Option<&str> {
        self.download.as_ref()?.media_type()
    }

    /// Returns the number of bytes of the whole file, if the platform says it in advance.
    pub fn length(&self) -> Option<u64> {
        self.download.as_ref()?.length()
    }

    /// Writes the file to disk, like [`crate::Download::save`]. Nothing happens until the returned value is
    /// [sent](Save::send).
    pub fn save(self, path: impl AsRef<Path>) -> Save<Self> {
        Save::new(self, path.as_ref())
    }

    fn chunk(&mut self) -> Result<Option<Bytes>> {
        let mut download = self.download.take().ok_or_else(ended)?;
        if context::is_async() {
            let error = download.failed(ErrorKind::setup(IN_ASYNC_CODE));
            self.download = Some(download);
            return Err(error);
        }
        let read = async move {
            let chunk = download.chunk().await;
            Ok((download, chunk))
        };
        let (download, chunk) = self.background.run(read)?;
        self.download = Some(download);
        chunk
    }
}

#[cold]
fn ended() -> Error {
    Error::setup("the client's thread has ended")
}

impl Read for Download {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        if self.rest.is_empty() {
            match self.chunk().map_err(io::Error::other)? {
                Some(chunk) => self.rest = chunk,
                None => return Ok(0),
            }
        }
        (&mut self.rest).reader().read(buffer)
    }
}

impl Save<Download> {
    /// Writes the file, blocks until it is complete, and returns its number of bytes.
    ///
    /// # Errors
    /// Returns the same errors as the async version, and a setup error [in async
    /// code](crate::blocking#in-async-code).
    pub fn send(self) -> Result<u64> {
        let Download {
            download,
            background,
            rest,
        } = self.download;
        let mut download = download.ok_or_else(ended)?;
        download.unread(rest);
        if context::is_async() {
            return Err(download.failed(ErrorKind::setup(IN_ASYNC_CODE)));
        }
        background.run(save(download, self.path, self.progress))
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.download.fmt(f)
    }
}
