//! A file that is only appended to, by one writer at a time.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use fs4::{FileExt, TryLockError};

/// Returns whether both describe one file, as far as the system tells.
#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    one.created().ok() == other.created().ok()
}

/// Returns an error unless the path is free or a regular file: opening a FIFO or reading a device may never end.
pub(super) fn check_regular(path: &Path) -> io::Result<()> {
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => Err(io::Error::other("it is not a regular file")),
        _ => Ok(()),
    }
}

/// A locked file. The lock ends when the value is dropped or the process ends.
pub(super) struct AppendOnly {
    file: File,
    length: u64,
    /// Text that could not be written yet.
    pending: String,
}

impl AppendOnly {
    /// Creates the file and its folders, or replaces its content.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        check_regular(path)?;
        let mut options = OpenOptions::new();
        // Its content is replaced below, after it is locked.
        let file = options
            .create(true)
            .write(true)
            .truncate(false)
            .open(path)?;
        // Recent versions of the standard library have a method with this name.
        match FileExt::try_lock(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let problem = "another recorder is recording to it";
                return Err(io::Error::new(io::ErrorKind::ResourceBusy, problem));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        file.set_len(0)?;
        Ok(Self {
            file,
            length: 0,
            pending: String::new(),
        })
    }

    /// Appends a text, after those that could not be written before. Either all of it is in the file, or nothing.
    pub(super) fn append(&mut self, text: &str) -> io::Result<()> {
        self.pending.push_str(text);
        let written = self.file.write_all(self.pending.as_bytes());
        if written.is_err() {
            // If this fails too, reading the file reports the incomplete end.
            let _ = self.file.set_len(self.length);
            let _ = self.file.seek(SeekFrom::Start(self.length));
        } else {
            self.length += u64::try_from(self.pending.len()).unwrap_or(u64::MAX);
            self.pending.clear();
        }
        written
    }

    /// Flushes the appended texts to the disk, and checks that the path still refers to this file.
    pub(super) fn sync(&mut self, path: &Path) -> io::Result<()> {
        self.append("")?;
        self.file.sync_all()?;
        let found = std::fs::metadata(path)?;
        if found.len() == self.length && is_same(&found, &self.file.metadata()?) {
            Ok(())
        } else {
            let problem = "it was replaced or changed while it was recorded";
            Err(io::Error::other(problem))
        }
    }
}
