//! Writes a download to disk. A file under the final name is always whole.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;

use tokio::io::{AsyncWriteExt, BufWriter};

use super::download::Download;
use super::error::{ErrorKind, Result};
use super::nonce::Nonce;
use crate::generated::platform::PLATFORM;

/// A download that is to be written to disk. `.await` it to write the file and to return its number of bytes.
///
/// Created by [`Download::save`]. `D` is the download.
#[must_use = "nothing is written until it is awaited or sent"]
pub struct Save<D = Download> {
    pub(super) download: D,
    pub(super) path: PathBuf,
    pub(super) progress: Option<Progress>,
}

/// Receives the number of bytes that have arrived, and the total if it is known.
pub(super) type Progress = Box<dyn FnMut(u64, Option<u64>) + Send>;

impl<D> Save<D> {
    pub(super) fn new(download: D, path: &Path) -> Self {
        Self {
            download,
            path: path.to_owned(),
            progress: None,
        }
    }

    /// Reports progress: `report` is called with the number of bytes that have arrived, and the total if the platform
    /// says it in advance. It is called with 0 at the start and then after each chunk.
    ///
    /// The download waits while `report` runs, so it must not block.
    pub fn on_progress(mut self, report: impl FnMut(u64, Option<u64>) + Send + 'static) -> Self {
        self.progress = Some(Box::new(report));
        self
    }
}

impl Download {
    /// Writes the file to disk. Nothing happens until the returned value is awaited.
    ///
    /// The content is written to a temporary file in the same folder, which then replaces the file at `path`. So a file
    /// at `path` is always whole. If the download fails or is dropped, the temporary file is removed. Chunks that were
    /// read before are not written.
    pub fn save(self, path: impl AsRef<Path>) -> Save {
        Save::new(self, path.as_ref())
    }
}

impl IntoFuture for Save {
    type Output = Result<u64>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<u64>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(save(self.download, self.path, self.progress))
    }
}

impl<D> fmt::Debug for Save<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Save")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

pub(super) async fn save(
    mut download: Download,
    path: PathBuf,
    mut progress: Option<Progress>,
) -> Result<u64> {
    let total = download.length();
    let mut report = |bytes| {
        if let Some(report) = &mut progress {
            report(bytes, total);
        }
    };
    let mut bytes = 0;
    report(bytes);
    let unwritable = |error: io::Error| {
        let problem = format!("{} cannot be written", path.display());
        ErrorKind::File {
            problem,
            source: error,
        }
    };
    let mut file = PartialFile::create(path.clone())
        .await
        .map_err(|error| download.failed(unwritable(error)))?;
    while let Some(chunk) = download.chunk().await? {
        bytes += u64::try_from(chunk.len()).unwrap_or_default();
        let written = file.content.write_all(&chunk).await;
        written.map_err(|error| download.failed(unwritable(error)))?;
        report(bytes);
    }
    let finished = file.finish().await;
    finished.map_err(|error| download.failed(unwritable(error)))?;
    Ok(bytes)
}

/// Chunks are written together when they have this size.
const FULL: usize = 256 * 1024;

/// A file that is not complete, under a temporary name in the same folder. Dropping it removes it. A device or a pipe has
/// no temporary name.
struct PartialFile {
    content: BufWriter<tokio::fs::File>,
    /// `None` once the file has its final name.
    temporary: Option<PathBuf>,
    path: PathBuf,
}

impl PartialFile {
    /// Creates it. If the caller does not wait for it, it is removed as soon as it exists.
    async fn create(path: PathBuf) -> io::Result<Self> {
        let creating = tokio::task::spawn_blocking(move || Self::create_blocking(path));
        creating.await.map_err(io::Error::other)?
    }

    fn create_blocking(path: PathBuf) -> io::Result<Self> {
        let invalid = |problem: &str| io::Error::new(io::ErrorKind::InvalidInput, problem);
        if path.file_name().is_none() {
            return Err(invalid("the path has no file name"));
        }
        if path.is_dir() {
            return Err(invalid("it is a folder"));
        }
        // A link keeps leading to its file.
        let path = std::fs::canonicalize(&path).unwrap_or(path);
        let existing = std::fs::metadata(&path).ok();
        if existing.as_ref().is_some_and(|it| !it.is_file()) {
            return Self::device(path);
        }
        let nonce = Nonce::new();
        let nonce = nonce.ok_or_else(|| io::Error::other("the system has no random numbers"))?;
        let name = format!(".{}-{}.part", PLATFORM.name, nonce.as_str());
        let temporary = path.with_file_name(name);
        let file = std::fs::File::create_new(&temporary)?;
        let partial = Self {
            content: BufWriter::with_capacity(FULL, file.into()),
            temporary: Some(temporary.clone()),
            path,
        };
        if let Some(existing) = existing {
            std::fs::set_permissions(temporary, existing.permissions())?;
        }
        Ok(partial)
    }

    /// Opens a device or a pipe, which is written to as it is.
    fn device(path: PathBuf) -> io::Result<Self> {
        let file = std::fs::OpenOptions::new().write(true).open(&path)?;
        Ok(Self {
            content: BufWriter::with_capacity(FULL, file.into()),
            temporary: None,
            path,
        })
    }

    /// Writes everything to the disk, and gives the file its final name.
    async fn finish(mut self) -> io::Result<()> {
        self.content.flush().await?;
        if let Some(temporary) = &self.temporary {
            self.content.get_ref().sync_all().await?;
            tokio::fs::rename(temporary, &self.path).await?;
        }
        self.temporary = None;
        Ok(())
    }
}

impl Drop for PartialFile {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            // There is nobody to report a failure to.
            let _ = std::fs::remove_file(temporary);
        }
    }
}
