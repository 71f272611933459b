//! Records calls while they are made.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::asked::Asked;
use super::file::AppendOnly;
use super::format::{self, Call};
use crate::runtime::exchange::Attempted;

/// Records the calls of a client to a file; the [module](super) describes what is recorded and what is redacted.
///
/// Clones record to the same file, and so do all clients that use one of them, from any number of tasks. Each
/// attempt is appended with one write when it ends. A program that is killed keeps all attempts that ended
/// before; at most the last one is incomplete, which [`Recording::open`](super::Recording::open) reports.
///
/// The file is locked while a recorder exists, so a second recorder cannot replace it. If the file cannot be written,
/// the next call fails before it is sent, and [`finish`](Self::finish) returns the error. An error that nothing has
/// returned is written to standard error when the last clone is dropped.
#[derive(Clone)]
pub struct Recorder(Arc<Inner>);

struct Inner {
    path: PathBuf,
    keeps_unknown: AtomicBool,
    state: Mutex<State>,
}

struct State {
    file: AppendOnly,
    /// Text that could not be written yet.
    pending: String,
    /// The reason why it could not be written.
    problem: Option<String>,
}

impl Recorder {
    /// Creates a recording. A file of this name is replaced; missing folders are created.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written, or if another recorder is recording to it.
    pub fn create(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref();
        let create = || {
            let mut file = AppendOnly::create(path)?;
            file.append(format::head().as_bytes())?;
            Ok(file)
        };
        let file = create()
            .map_err(|error: io::Error| io::Error::new(error.kind(), unwritable(path, &error)))?;
        Ok(Self(Arc::new(Inner {
            path: path.to_owned(),
            keeps_unknown: AtomicBool::new(false),
            state: Mutex::new(State {
                file,
                pending: String::new(),
                problem: None,
            }),
        })))
    }

    /// Also records data that the spec does not describe, which may contain secrets. Data that the spec calls
    /// secret stays redacted.
    #[must_use]
    pub fn keep_unknown(self) -> Self {
        self.0.keeps_unknown.store(true, Ordering::Relaxed);
        self
    }

    /// Ensures that all calls that have ended are on the disk. More calls may follow.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written, or was deleted, replaced or changed while it was
    /// recorded.
    pub fn finish(&self) -> io::Result<()> {
        let mut state = self.state();
        let State { file, pending, .. } = &mut *state;
        let finished = flush(file, pending).and_then(|()| file.sync(&self.0.path));
        // The caller receives the error now. Pending text is written again later.
        state.problem = None;
        finished.map_err(|error| io::Error::new(error.kind(), unwritable(&self.0.path, &error)))
    }

    /// Returns an error if earlier attempts could not be recorded.
    pub(super) fn begin(&self) -> Result<(), String> {
        self.state().problem.clone().map_or(Ok(()), Err)
    }

    /// Records the result of an attempt.
    pub(super) fn end(&self, asked: &Asked, result: &Attempted) {
        let keeps_unknown = self.0.keeps_unknown.load(Ordering::Relaxed);
        let Some(call) = Call::of(asked, result, keeps_unknown) else {
            return;
        };
        let document = call.document();
        let mut state = self.state();
        let State { file, pending, .. } = &mut *state;
        let written = document.and_then(|document| {
            pending.push_str(&document);
            flush(file, pending)
        });
        state.problem = written.err().map(|error| unwritable(&self.0.path, &error));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn flush(file: &mut AppendOnly, pending: &mut String) -> io::Result<()> {
    file.append(pending.as_bytes())?;
    pending.clear();
    Ok(())
}

fn unwritable(path: &Path, error: &io::Error) -> String {
    format!(
        "the recording {} cannot be written: {error}",
        path.display()
    )
}

impl Drop for Inner {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(problem) = &state.problem {
            // Standard error may be closed, which must not cause a panic here.
            let _ = writeln!(io::stderr(), "{problem}");
        }
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("path", &self.0.path)
            .finish_non_exhaustive()
    }
}
