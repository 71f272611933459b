//! Recording calls while they are made.

use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::asked::Asked;
use super::format::{self, Call};
use crate::runtime::retry::Failed;
use crate::runtime::{Answer, ErrorKind};

/// Records the calls of a client to a file; see the [module](super) for what is recorded and what is redacted.
///
/// A clone records to the same file, and so does every client that it is given to, from as many tasks as there are.
/// The file is written anew after each attempt, whole and at once: a program that is killed leaves all
/// that ended before. If it cannot be written, the next call fails before it is sent, [`finish`](Self::finish)
/// says so, and what nobody asked about is told on standard error when the recorder goes away.
#[derive(Clone)]
pub struct Recorder(Arc<Inner>);

struct Inner {
    path: PathBuf,
    keeps_unknown: AtomicBool,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// In the order in which they began; nothing for one that has not ended.
    calls: Vec<Option<Call>>,
    /// Why the file is not up to date.
    problem: Option<String>,
}

impl Recorder {
    /// Begins a recording. A file of this name is replaced; folders are made as needed.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn create(path: impl AsRef<Path>) -> io::Result<Self> {
        let recorder = Self(Arc::new(Inner {
            path: path.as_ref().to_owned(),
            keeps_unknown: AtomicBool::new(false),
            state: Mutex::default(),
        }));
        recorder.finish()?;
        Ok(recorder)
    }

    /// Records what the spec does not know, too: it may hold secrets. What the spec calls secret stays redacted.
    #[must_use]
    pub fn keep_unknown(self) -> Self {
        self.0.keeps_unknown.store(true, Ordering::Relaxed);
        self
    }

    /// Makes sure that all calls that have ended are in the file. More calls may follow.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(&self) -> io::Result<()> {
        let mut state = self.state();
        self.write(&mut state);
        state
            .problem
            .take()
            .map_or(Ok(()), |problem| Err(io::Error::other(problem)))
    }

    /// Takes a place for an attempt that begins.
    pub(super) fn begin(&self) -> Result<usize, String> {
        let mut state = self.state();
        if let Some(problem) = &state.problem {
            return Err(problem.clone());
        }
        state.calls.push(None);
        Ok(state.calls.len() - 1)
    }

    /// Records how it ended.
    pub(super) fn end(
        &self,
        place: usize,
        asked: &Asked,
        result: &Result<Answer, Failed<ErrorKind>>,
    ) {
        let keeps_unknown = self.0.keeps_unknown.load(Ordering::Relaxed);
        let call = Call::of(asked, result, keeps_unknown);
        let mut state = self.state();
        if let Some(free) = state.calls.get_mut(place) {
            *free = call;
        }
        self.write(&mut state);
    }

    fn write(&self, state: &mut State) {
        let calls = state.calls.iter().flatten().cloned().collect();
        let path = &self.0.path;
        let written = format::write(path, calls);
        state.problem = written.err().map(|error| {
            format!(
                "the recording {} cannot be written: {error}",
                path.display()
            )
        });
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        if let Some(problem) = &state.problem {
            // Nobody may be there to read it, and that is no reason to panic here.
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
