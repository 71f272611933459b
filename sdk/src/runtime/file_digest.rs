//! Reads files without sending them, such as for their digests.

use std::io::{self, Read};
use std::iter;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::file::{CHUNK, File, Source, gone, open_regular};

pub(crate) struct FileDigest {
    pub(crate) length: u64,
    pub(crate) sha256: String,
}

impl File {
    /// Opens it to read it in pieces, without reporting progress.
    pub(crate) fn chunks(&self) -> io::Result<impl Iterator<Item = io::Result<Bytes>> + use<>> {
        let mut reader: Box<dyn Read + Send> = match &self.source {
            Source::Bytes(bytes) => Box::new(io::Cursor::new(bytes.clone())),
            Source::Path { path, .. } => Box::new(open_regular(path)?.0),
            Source::Gone { .. } => return Err(gone()),
        };
        Ok(iter::from_fn(move || {
            let mut chunk = vec![0; CHUNK];
            let read = reader.read(&mut chunk).map(|length| {
                chunk.truncate(length);
                (length > 0).then(|| chunk.into())
            });
            read.transpose()
        }))
    }

    /// Reads the whole file without reporting progress. Blocks the thread.
    pub(crate) fn digest(&self) -> io::Result<FileDigest> {
        let mut digest = Sha256::new();
        let mut length = 0;
        for chunk in self.chunks()? {
            let chunk = chunk?;
            digest.update(&chunk);
            length += u64::try_from(chunk.len()).unwrap_or_default();
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
