//! Files to upload: streamed from disk, never held whole.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use reqwest::Body;
use tokio::io::AsyncRead;
use tokio_util::io::ReaderStream;

use super::progress::Progress;

/// How much of a file is read and sent at a time.
const CHUNK: usize = 64 * 1024;

/// A file to upload, with its name and media type.
///
/// A file on disk is read while it is sent, and again from its start for another attempt; it is never held
/// in memory whole. Its length is taken when it is opened. If it has another length when it is sent, or
/// grows or shrinks meanwhile, the upload fails, and no more than that length is sent.
///
/// ```no_run
/// # async fn example(client: bge_private_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
/// use bge_private_sdk::File;
///
/// let image = client.image_upload(File::open("1.png").await?).allow_exif(true).await?;
/// let bytes = client.image_upload(File::from_bytes("2.png", std::fs::read("2.png")?)).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct File {
    name: String,
    media_type: Option<String>,
    source: Source,
    progress: Progress,
}

#[derive(Clone, PartialEq, Eq)]
enum Source {
    Path {
        path: PathBuf,
        length: u64,
    },
    Bytes(Bytes),
    /// One that a mock platform received, too large to be kept.
    #[cfg(feature = "mock")]
    Gone {
        length: u64,
    },
}

impl File {
    /// A file on disk. Its name is the last part of the path, its media type the usual one for the
    /// name's extension.
    ///
    /// # Errors
    /// If there is no such file, it cannot be read, or it is not a regular file: a folder, a FIFO or a device
    /// has no length. The error names the path.
    pub async fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let (_, length) = open_regular(path).await?;
        Self::on_disk(path, length)
    }

    /// The same as [`open`](Self::open) for code that is not async.
    ///
    /// # Errors
    /// The same.
    pub fn open_blocking(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let (_, length) = open_regular_blocking(path)?;
        Self::on_disk(path, length)
    }

    fn on_disk(path: &Path, length: u64) -> io::Result<Self> {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let no_name = || io::Error::new(io::ErrorKind::InvalidInput, "the path has no file name");
        let name = name.ok_or_else(|| naming(path, no_name()))?;
        let source = Source::Path {
            path: path.to_owned(),
            length,
        };
        Ok(Self {
            name,
            media_type: None,
            source,
            progress: Progress::default(),
        })
    }

    /// Bytes that are in memory already, under a file name.
    pub fn from_bytes(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            media_type: None,
            source: Source::Bytes(content.into()),
            progress: Progress::default(),
        }
    }

    /// Sends another file name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sends another media type, such as `image/png`.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Tells how far an upload has come: `report` is called with the bytes of this file that went into the
    /// connection so far, and with all there are. It is called with 0 when an attempt begins, so that an
    /// upload that is tried again starts over, and then after each piece of up to 64 KiB.
    ///
    /// It is called while the upload waits for it, so it must not block. What went into the connection may
    /// still be on its way; only the answer says that the upload arrived.
    ///
    /// ```no_run
    /// # async fn example(client: bge_private_sdk::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use bge_private_sdk::File;
    ///
    /// let image = File::open("1.png").await?;
    /// let image = image.with_progress(|sent, total| eprintln!("{sent} of {total} bytes"));
    /// client.image_upload(image).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_progress(mut self, report: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        self.progress = Progress::new(report);
        self
    }

    /// The file name that is sent.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The media type that is sent: the given one, else the usual one for the name's extension, else
    /// `application/octet-stream`.
    #[must_use]
    pub fn media_type(&self) -> &str {
        match &self.media_type {
            Some(media_type) => media_type,
            None => mime_guess::from_path(&self.name)
                .first_raw()
                .unwrap_or("application/octet-stream"),
        }
    }

    /// Number of bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        match &self.source {
            Source::Path { length, .. } => *length,
            Source::Bytes(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            #[cfg(feature = "mock")]
            Source::Gone { length } => *length,
        }
    }

    /// The content, if it is in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&[u8]> {
        match &self.source {
            Source::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// One that a mock platform received.
    #[cfg(feature = "mock")]
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
            progress: Progress::default(),
        }
    }

    /// What keeps it from being sent, in words that follow its parameter's name.
    pub(crate) fn problem(&self) -> Option<String> {
        if self.name.is_empty() || self.name.chars().any(char::is_control) {
            return Some("must have a file name without control characters".to_owned());
        }
        let part = reqwest::multipart::Part::text("").mime_str(self.media_type());
        part.is_err()
            .then(|| "must have a media type like `image/png`".to_owned())
    }

    /// Opens it for reading alone, of which no progress is told.
    #[cfg(feature = "record")]
    pub(crate) async fn reader(&self) -> io::Result<std::pin::Pin<Box<dyn AsyncRead + Send>>> {
        match &self.source {
            Source::Bytes(bytes) => Ok(Box::pin(io::Cursor::new(bytes.clone()))),
            Source::Path { path, .. } => Ok(Box::pin(open_regular(path).await?.0)),
            #[cfg(feature = "mock")]
            Source::Gone { .. } => Err(gone()),
        }
    }

    /// The same where blocking does no harm.
    #[cfg(feature = "mock")]
    pub(crate) fn blocking_reader(&self) -> io::Result<Box<dyn io::Read>> {
        match &self.source {
            Source::Bytes(bytes) => Ok(Box::new(io::Cursor::new(bytes.clone()))),
            Source::Path { path, .. } => Ok(Box::new(open_regular_blocking(path)?.0)),
            Source::Gone { .. } => Err(gone()),
        }
    }

    /// Opens it for one attempt.
    pub(crate) async fn body(&self) -> io::Result<Body> {
        let length = self.length();
        match &self.source {
            Source::Bytes(bytes) if self.progress.is_asked_for() => {
                let reader = io::Cursor::new(bytes.clone());
                Ok(streamed(self.progress.counted(reader, length)))
            }
            Source::Bytes(bytes) => Ok(Body::from(bytes.clone())),
            #[cfg(feature = "mock")]
            Source::Gone { .. } => Err(gone()),
            Source::Path { path, .. } => {
                let (file, now) = open_regular(path).await?;
                if now != length {
                    let problem =
                        format!("it had {length} bytes when it was opened, and has {now} now");
                    return Err(naming(
                        path,
                        io::Error::new(io::ErrorKind::InvalidData, problem),
                    ));
                }
                Ok(streamed(self.progress.counted(file, length)))
            }
        }
    }
}

/// Opens a regular file, and returns its length.
///
/// What it is comes first: a FIFO is not open before somebody opens its other end.
async fn open_regular(path: &Path) -> io::Result<(tokio::fs::File, u64)> {
    let opened = async {
        regular(&tokio::fs::metadata(path).await?)?;
        let file = tokio::fs::File::open(path).await?;
        let length = regular(&file.metadata().await?)?;
        Ok((file, length))
    };
    opened.await.map_err(|error| naming(path, error))
}

/// The same for code that is not async.
fn open_regular_blocking(path: &Path) -> io::Result<(std::fs::File, u64)> {
    let opened = || {
        regular(&std::fs::metadata(path)?)?;
        let file = std::fs::File::open(path)?;
        let length = regular(&file.metadata()?)?;
        Ok((file, length))
    };
    opened().map_err(|error| naming(path, error))
}

/// The length of a regular file.
fn regular(metadata: &std::fs::Metadata) -> io::Result<u64> {
    if metadata.is_file() {
        Ok(metadata.len())
    } else {
        let problem = "it is not a regular file";
        Err(io::Error::new(io::ErrorKind::InvalidInput, problem))
    }
}

/// The same error with the path in front.
fn naming(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn streamed(reader: impl AsyncRead + Send + 'static) -> Body {
    Body::wrap_stream(ReaderStream::with_capacity(reader, CHUNK))
}

#[cfg(feature = "mock")]
fn gone() -> io::Error {
    let problem = "the mock platform that received the file did not keep so large a content";
    io::Error::new(io::ErrorKind::InvalidData, problem)
}

/// Files are equal if the same would be sent for them: name, media type, and the bytes in memory or the path on
/// disk.
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
