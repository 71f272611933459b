//! Records the attempts of a client.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::asked::Asked;
use super::file::AppendOnly;
use super::format::{self, Call};
use crate::runtime::ClientBuilder;
use crate::runtime::error::ErrorKind;
use crate::runtime::exchange::{Attempt, Attempted, Exchange, Exchanging, Layer, impossible};

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
    /// The reason why an attempt could not be written.
    problem: Option<String>,
}

impl Recorder {
    /// Creates a recording. A file of this name is replaced; missing folders are created.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written, or if another recorder is recording to it.
    pub fn create(path: impl AsRef<Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let create = || {
            let mut file = AppendOnly::create(&path)?;
            file.append(&format::head())?;
            Ok(file)
        };
        let file = create().map_err(|error| unwritable(&path, error))?;
        Ok(Self(Arc::new(Inner {
            path,
            keeps_unknown: AtomicBool::new(false),
            state: Mutex::new(State {
                file,
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
        let finished = state.file.sync(&self.0.path);
        // The caller receives the error now.
        state.problem = None;
        finished.map_err(|error| unwritable(&self.0.path, error))
    }

    /// Records the result of an attempt.
    fn record(&self, asked: &Asked, result: &Attempted) {
        let keeps_unknown = self.0.keeps_unknown.load(Ordering::Relaxed);
        let Some(call) = Call::of(asked, result, keeps_unknown) else {
            return;
        };
        let document = call.document();
        let mut state = self.state();
        let written = document.and_then(|document| state.file.append(&document));
        let problem = written.map_err(|error| unwritable(&self.0.path, error).to_string());
        state.problem = problem.err();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn unwritable(path: &Path, error: io::Error) -> io::Error {
    let path = path.display();
    let problem = format!("the recording {path} cannot be written: {error}");
    io::Error::new(error.kind(), problem)
}

impl<C> ClientBuilder<C> {
    /// Records every call.
    pub fn record(mut self, recorder: &Recorder) -> Self {
        self.asked.layer = Some(Arc::new(recorder.clone()));
        self
    }
}

impl Layer for Recorder {
    fn over(&self, inner: Arc<dyn Exchange>) -> Arc<dyn Exchange> {
        let recorder = self.clone();
        Arc::new(Recorded { recorder, inner })
    }
}

/// Performs attempts and records them.
struct Recorded {
    recorder: Recorder,
    inner: Arc<dyn Exchange>,
}

impl Exchange for Recorded {
    fn exchange<'a>(&'a self, attempt: Attempt<'a>) -> Exchanging<'a> {
        Box::pin(async move {
            let asked = Asked::of(&attempt).await?;
            // An earlier attempt could not be recorded.
            if let Some(problem) = self.recorder.state().problem.clone() {
                return Err(impossible(ErrorKind::setup(problem)));
            }
            let result = self.inner.exchange(attempt).await;
            self.recorder.record(&asked, &result);
            result
        })
    }
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
