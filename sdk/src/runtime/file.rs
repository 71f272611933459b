//! Files to upload: streamed from disk, never held whole.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;

/// A file to upload, with its name and media type.
///
/// A file on disk is read while it is sent, and again from its start for another attempt; it is never held
/// in memory whole. Its length is taken when it is opened, and the upload fails if it has changed since.
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
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    name: String,
    media_type: Option<String>,
    source: Source,
}

#[derive(Clone, PartialEq, Eq)]
enum Source {
    Path { path: PathBuf, length: u64 },
    Bytes(Bytes),
}

/// What is sent for one attempt.
pub(crate) enum Content {
    Stream { file: tokio::fs::File, length: u64 },
    Bytes(Bytes),
}

impl File {
    /// A file on disk. Its name is the last part of the path, its media type the usual one for the
    /// name's extension.
    ///
    /// # Errors
    /// If there is no such file, it cannot be read, it is not a file, or the path has no name.
    pub async fn open(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let metadata = tokio::fs::File::open(path).await?.metadata().await?;
        if !metadata.is_file() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("{} is not a file", path.display()),
            ));
        }
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let name = name.ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, "the path has no file name")
        })?;
        let source = Source::Path {
            path: path.to_owned(),
            length: metadata.len(),
        };
        Ok(Self {
            name,
            media_type: None,
            source,
        })
    }

    /// Bytes that are in memory already, under a file name.
    pub fn from_bytes(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self {
            name: name.into(),
            media_type: None,
            source: Source::Bytes(content.into()),
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

    /// Opens it for one attempt.
    pub(crate) async fn content(&self) -> io::Result<Content> {
        match &self.source {
            Source::Bytes(bytes) => Ok(Content::Bytes(bytes.clone())),
            Source::Path { path, length } => {
                let file = tokio::fs::File::open(path).await?;
                let now = file.metadata().await?.len();
                if now != *length {
                    let problem = format!(
                        "{} had {length} bytes when it was opened, and has {now} now",
                        path.display()
                    );
                    return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
                }
                Ok(Content::Stream {
                    file,
                    length: *length,
                })
            }
        }
    }
}

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
