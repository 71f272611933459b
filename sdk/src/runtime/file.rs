//! Files to upload. They are streamed from disk and never held in memory as a whole.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use reqwest::Body;
use tokio::io::AsyncRead;
use tokio_util::io::ReaderStream;

use super::progress::{Counted, Progress};

/// Size of the pieces in which a file is read and sent.
pub(super) const CHUNK: usize = 64 * 1024;

/// A file to upload, with its name and media type.
///
/// A file on disk is read while it is sent, and again from its start for another attempt; it is never held in
/// memory as a whole. Its length is read when it is opened. If the length has changed when the file is sent, or
/// changes while it is sent, the upload fails, and no more than the original length is sent.
///
/// ```
/// # #[cfg(feature = "mock")]
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let mock = bge_private_sdk::mock::MockPlatform::start().await?;
/// # let client = mock.client();
/// # let path = std::env::temp_dir().join(format!("bge-private-{}-upload.png", std::process::id()));
/// # std::fs::write(&path, "an image")?;
/// use bge_private_sdk::File;
///
/// let image = client.image_upload(File::open(&path).await?).allow_exif(true).await?;
/// let bytes = File::from_bytes("2.png", std::fs::read(&path)?);
/// let bytes = bytes.with_progress(|sent, total| eprintln!("{sent} of {total} bytes"));
/// client.image_upload(bytes).await?;
/// # std::fs::remove_file(&path)?;
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "mock"))]
/// # fn main() {}
/// ```
#[derive(Clone)]
pub struct File {
    name: String,
    media_type: Option<String>,
    pub(super) source: Source,
    progress: Progress,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) enum Source {
    Path {
        path: PathBuf,
        length: u64,
    },
    Bytes(Bytes),
    /// A received file that was too large to keep.
    #[allow(dead_code, reason = "only the mock platform receives files")]
    Gone {
        length: u64,
    },
}

impl File {
    /// Opens a file on disk. Its name is the last part of the path, and its media type is the usual one for the
    /// extension.
    ///
    /// # Errors
    /// Returns an error that names the path if the file does not exist, cannot be read, or is not a regular
    /// file. A folder, a FIFO or a device has no length.
    pub async fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let opening = tokio::task::spawn_blocking(move || Self::open_blocking(path));
        opening.await.map_err(io::Error::other)?
    }

    /// Blocking version of [`open`](Self::open).
    ///
    /// # Errors
    /// Returns the same errors as [`open`](Self::open).
    pub fn open_blocking(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let (_, length) = open_regular(path)?;
        let no_name = || io::Error::new(io::ErrorKind::InvalidInput, "the path has no file name");
        let name = path.file_name().ok_or_else(|| naming(path, no_name()))?;
        let source = Source::Path {
            path: path.to_owned(),
            length,
        };
        Ok(Self::new(name.to_string_lossy().into_owned(), source))
    }

    fn new(name: String, source: Source) -> Self {
        Self {
            name,
            media_type: None,
            source,
            progress: None,
        }
    }

    /// Creates a file from bytes in memory.
    pub fn from_bytes(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self::new(name.into(), Source::Bytes(content.into()))
    }

    /// Sets the file name that is sent.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the media type that is sent, such as `image/png`.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Reports progress: `report` is called with the number of bytes written to the connection and the total.
    /// It is called with 0 when an attempt starts, so a repeated upload starts over, and then after each piece
    /// of up to 64 KiB.
    ///
    /// The upload waits while `report` runs, so it must not block. Bytes written to the connection may still be
    /// on their way; only the answer proves that the upload arrived.
    #[must_use]
    pub fn with_progress(mut self, report: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(report));
        self
    }

    /// Returns the file name that is sent.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the media type that is sent. Defaults to the usual one for the extension, or to
    /// `application/octet-stream`.
    pub fn media_type(&self) -> &str {
        match &self.media_type {
            Some(media_type) => media_type,
            None => mime_guess::from_path(&self.name)
                .first_raw()
                .unwrap_or("application/octet-stream"),
        }
    }

    /// Returns the number of bytes.
    pub fn length(&self) -> u64 {
        match &self.source {
            Source::Path { length, .. } => *length,
            Source::Bytes(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Source::Gone { length } => *length,
        }
    }

    /// Returns the content if it is in memory.
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Creates a file that a mock platform received.
    #[allow(dead_code, reason = "only the mock platform receives files")]
    pub(crate) fn received(
        name: &str,
        media_type: Option<&str>,
        length: u64,
        content: Option<Bytes>,
    ) -> Self {
        Self {
            name: name.to_owned(),
            media_type: media_type.map(str::to_owned),
            source: content.map_or(Source::Gone { length }, Source::Bytes),
            progress: None,
        }
    }

    /// Returns why it cannot be sent, as words that follow the parameter's name.
    pub(crate) fn problem(&self) -> Option<String> {
        if self.name.is_empty() || self.name.chars().any(char::is_control) {
            return Some("must have a file name without control characters".to_owned());
        }
        let part = reqwest::multipart::Part::text("").mime_str(self.media_type());
        part.is_err()
            .then(|| "must have a media type like `image/png`".to_owned())
    }

    fn streamed(&self, reader: impl AsyncRead + Unpin + Send + 'static) -> Body {
        let reader = Counted::new(reader, self.length(), self.progress.clone());
        Body::wrap_stream(ReaderStream::with_capacity(reader, CHUNK))
    }

    /// Opens it for one attempt.
    pub(crate) async fn body(&self) -> io::Result<Body> {
        let length = self.length();
        match &self.source {
            Source::Bytes(bytes) if self.progress.is_some() => {
                let reader = io::Cursor::new(bytes.clone());
                Ok(self.streamed(reader))
            }
            Source::Bytes(bytes) => Ok(Body::from(bytes.clone())),
            Source::Gone { .. } => Err(gone()),
            Source::Path { path, .. } => {
                let opened = path.clone();
                let opening = tokio::task::spawn_blocking(move || open_regular(&opened));
                let (file, now) = opening.await.map_err(io::Error::other)??;
                if now != length {
                    let problem =
                        format!("it had {length} bytes when it was opened, and has {now} now");
                    return Err(naming(path, invalid_data(problem)));
                }
                let file = tokio::fs::File::from_std(file);
                Ok(self.streamed(file))
            }
        }
    }
}

/// Opens a regular file. Returns its length, too.
///
/// The file type is checked first, because opening a FIFO waits until its other end is opened.
pub(super) fn open_regular(path: &Path) -> io::Result<(std::fs::File, u64)> {
    let opened = || {
        regular(&std::fs::metadata(path)?)?;
        let file = std::fs::File::open(path)?;
        let length = regular(&file.metadata()?)?;
        Ok((file, length))
    };
    opened().map_err(|error| naming(path, error))
}

/// Returns the length of a regular file.
fn regular(metadata: &std::fs::Metadata) -> io::Result<u64> {
    if metadata.is_file() {
        Ok(metadata.len())
    } else {
        let problem = "it is not a regular file";
        Err(io::Error::new(io::ErrorKind::InvalidInput, problem))
    }
}

/// Returns the same error with the path in front.
fn naming(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

pub(super) fn gone() -> io::Error {
    invalid_data(
        "the mock platform that received the file did not keep its content, because it was too large",
    )
}

fn invalid_data(problem: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, problem.into())
}

/// Files are equal if they send the same: name, media type, and the bytes in memory or the path on disk.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
            && self.media_type() == other.media_type()
            && self.source == other.source
    }
}

impl Eq for File {}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("File");
        shown
            .field("name", &self.name)
            .field("media_type", &self.media_type())
            .field("length", &self.length());
        if let Source::Path { path, .. } = &self.source {
            shown.field("path", path);
        }
        shown.finish()
    }
}
