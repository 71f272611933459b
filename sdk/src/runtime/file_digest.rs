//! Digests of files.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::file::{File, Source, gone, open_regular};

pub(crate) struct FileDigest {
    pub(crate) length: u64,
    pub(crate) sha256: String,
}

impl File {
    /// Opens it to read it without reporting progress.
    pub(crate) fn reader(&self) -> io::Result<Box<dyn Read + Send>> {
        Ok(match &self.source {
            Source::Bytes(bytes) => Box::new(io::Cursor::new(bytes.clone())),
            Source::Path { path, .. } => Box::new(open_regular(path)?.0),
            Source::Gone { .. } => return Err(gone()),
        })
    }

    /// Reads the whole file without reporting progress. Blocks the thread.
    pub(crate) fn digest(&self) -> io::Result<FileDigest> {
        let mut reader = self.reader()?;
        let mut digest = Sha256::new();
        let mut length = 0;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let read = reader.read(&mut buffer)?;
            let chunk = buffer.get(..read).unwrap_or_default();
            if chunk.is_empty() {
                break;
            }
            digest.update(chunk);
            length += u64::try_from(read).unwrap_or_default();
        }
        let sha256 = hex(digest);
        Ok(FileDigest { length, sha256 })
    }
}

/// Returns a digest as hex digits.
pub(crate) fn hex(digest: Sha256) -> String {
    let bytes = digest.finalize();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
